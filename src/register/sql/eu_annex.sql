-- eu_annex.sql - annexes of EU acts, one row per entity in one legal context; lists inside a cell
-- are separated by semicolons.  A record number is used anew in each annex: where one stands for
-- several names, they are kept apart.  Rows without one go by their place in the file.
CREATE OR REPLACE TEMP TABLE line AS
SELECT *, row_number() OVER () AS line, reg_normal(name) AS normal FROM (
    SELECT NULL::VARCHAR AS idNumber, NULL::VARCHAR AS kppCode, NULL::VARCHAR AS okpoCode
    WHERE false UNION ALL BY NAME SELECT * FROM raw);
CREATE OR REPLACE TEMP TABLE same AS
SELECT recordId, normal, dense_rank() OVER (PARTITION BY recordId ORDER BY min(line)) AS place,
       count(*) OVER (PARTITION BY recordId) AS names
FROM line WHERE recordId <> '' GROUP BY recordId, normal;
INSERT INTO stated
SELECT 'note', count(*) || ' record numbers stand for several names, which are kept apart'
FROM (SELECT DISTINCT recordId FROM same WHERE names > 1) HAVING count(*) > 0;
CREATE OR REPLACE TEMP TABLE r AS
SELECT l.*, celex || '-' || CASE WHEN s.names > 1 THEN l.recordId || '/' || s.place
            ELSE coalesce(nullif(l.recordId, ''), 'row ' || l.line) END AS uid
FROM line l LEFT JOIN same s ON s.recordId = l.recordId AND s.normal = l.normal;
INSERT INTO entity_in
SELECT uid, CASE min("schema") WHEN 'Person' THEN 'person' WHEN 'Vessel' THEN 'vessel'
       ELSE 'entity' END,
       string_agg(DISTINCT programKey || ' ' || annex || ': ' || measure, '; '),
       string_agg(DISTINCT reg_day(startDate), '; '), NULL, min(coalesce(nationality, country,
           jurisdiction)),
       string_agg(DISTINCT reg_day(birthDate), '; '), min(birthPlace),
       string_agg(DISTINCT reason, '; ')
FROM r GROUP BY uid;
INSERT INTO name_in
SELECT uid, min_by(name, line), 'primary', 'strong' FROM r GROUP BY uid
UNION SELECT uid, trim(unnest(string_split(alias, ';'))), 'aka', 'strong' FROM r
UNION SELECT uid, trim(unnest(string_split(weakAlias, ';'))), 'aka', 'weak' FROM r
UNION SELECT uid, trim(unnest(string_split(previousName, ';'))), 'fka', 'strong'
FROM r;
INSERT INTO address_in
SELECT DISTINCT uid, nullif(trim(unnest(string_split(address, ';'))), ''), NULL, country FROM r
WHERE address <> '' OR country <> '';
INSERT INTO identifier_in
SELECT DISTINCT uid, kind, regexp_replace(trim(unnest(string_split_regex(v, '[;,]'))),
    ' *\(.*\)$', '')
FROM r, LATERAL (VALUES ('INN', innCode), ('OGRN', ogrnCode), ('LEI', leiCode), ('IMO', imoNumber),
                          ('passport', passportNumber), ('tax number', taxNumber),
                          ('registration number', registrationNumber), ('SWIFT', swiftBic),
                          ('identification number', idNumber), ('KPP', kppCode), ('OKPO', okpoCode))
                  AS k(kind, v);
INSERT INTO stated
SELECT 'list', 'eu-' || min(celex) FROM raw HAVING count(DISTINCT celex) = 1;
