-- eu_annex.sql - annexes of EU acts, one row per entity in one legal context; lists inside a cell
-- are separated by semicolons.  Rows without a record number go by their place in the file.
CREATE OR REPLACE TEMP TABLE r AS
SELECT *, celex || '-' || coalesce(nullif(recordId, ''), 'row ' || row_number() OVER ()) AS uid
FROM raw;
INSERT INTO entity_in
SELECT uid, CASE "schema" WHEN 'Person' THEN 'person' WHEN 'Vessel' THEN 'vessel'
       ELSE 'entity' END, programKey || ' ' || annex || ': ' || measure, startDate, NULL,
       coalesce(nationality, country, jurisdiction), birthDate, birthPlace, reason
FROM r;
INSERT INTO name_in
SELECT uid, name, 'primary', 'strong' FROM r
UNION ALL SELECT uid, unnest(string_split(alias, ';')), 'aka', 'strong' FROM r
UNION ALL SELECT uid, unnest(string_split(weakAlias, ';')), 'aka', 'weak' FROM r
UNION ALL SELECT uid, unnest(string_split(previousName, ';')), 'fka', 'strong'
FROM r;
INSERT INTO address_in SELECT uid, address, NULL, country FROM r;
INSERT INTO identifier_in
SELECT uid, kind, unnest(string_split(v, ';'))
FROM r, LATERAL (VALUES ('INN', innCode), ('OGRN', ogrnCode), ('LEI', leiCode), ('IMO', imoNumber),
                          ('passport', passportNumber), ('tax number', taxNumber),
                          ('registration number', registrationNumber), ('SWIFT', swiftBic))
                  AS k(kind, v);
