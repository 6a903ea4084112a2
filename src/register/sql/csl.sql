-- csl.sql - the Consolidated Screening List of the US departments as CSV: lists inside a cell are
-- separated by semicolons.
-- One id may stand on two of its lists.
CREATE OR REPLACE TEMP TABLE r AS
SELECT * REPLACE (CASE WHEN count(*) OVER (PARTITION BY _id) > 1
                       THEN _id || '/' || row_number() OVER (PARTITION BY _id ORDER BY source)
                       ELSE _id END AS _id)
FROM raw WHERE _id <> '';
INSERT INTO entity_in
SELECT _id, CASE lower(coalesce("type", '')) WHEN 'individual' THEN 'person' WHEN 'vessel' THEN
    'vessel'
                               WHEN 'aircraft' THEN 'aircraft' WHEN '' THEN 'unknown'
                               ELSE 'entity' END,
       concat_ws(': ', nullif(source, ''), nullif(programs, '')), reg_day(start_date),
       reg_day(end_date),
       nullif(concat_ws('; ', nullif(nationalities, ''), nullif(citizenships, '')), ''),
       (SELECT string_agg(reg_day(d), '; ')
        FROM (SELECT unnest(string_split(dates_of_birth, ';')) AS d)),
       nullif(places_of_birth, ''),
       nullif(concat_ws('; ', nullif(title, ''), nullif(remarks, ''), nullif(license_requirement,
           ''),
                        nullif(license_policy, ''), nullif(federal_register_notice, '')), '')
FROM r;
INSERT INTO name_in
SELECT _id, name, 'primary', 'strong' FROM r
UNION ALL SELECT _id, trim(unnest(string_split(alt_names, ';'))), 'aka', 'strong' FROM r;
INSERT INTO address_in
SELECT _id, nullif(trim(unnest(string_split(addresses, ';'))), ''), NULL, NULL FROM r;
CREATE OR REPLACE TEMP TABLE number AS -- 'Passport, U00242309, TR'
SELECT _id, string_split(trim(unnest(string_split(ids, ';'))), ', ') AS part FROM r;
INSERT INTO identifier_in
SELECT _id, id_kind(part[1]), bare_imo(part[2]) FROM number WHERE len(part) >= 2 AND
    is_identifier(part[1])
UNION ALL SELECT _id, 'call sign', call_sign FROM r WHERE call_sign <> '';
