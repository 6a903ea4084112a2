-- opensanctions_simple.sql - targets.simple.csv: one row per target, lists separated by semicolons.
-- It has no day of listing: first_seen is when the collector saw it.
-- A part with a semicolon or quotes of its own is quoted as in CSV.
CREATE OR REPLACE TEMP MACRO in_cell(s) AS list_transform(
    regexp_extract_all(coalesce(s, ''), '("(?:[^"]|"")*"|[^;]+)'),
    lambda x: CASE WHEN starts_with(x, '"') THEN replace(x[2:-2], '""', '"') ELSE x END);
CREATE OR REPLACE TEMP TABLE r AS
SELECT * FROM (
    SELECT NULL::VARCHAR AS program_ids, NULL::VARCHAR AS sanctions, NULL::VARCHAR AS addresses
    WHERE false UNION ALL BY NAME SELECT * FROM raw);
INSERT INTO entity_in
SELECT id, CASE "schema" WHEN 'Person' THEN 'person' WHEN 'Vessel' THEN 'vessel'
                         WHEN 'Airplane' THEN 'aircraft' ELSE 'entity' END,
       coalesce(nullif(program_ids, ''), dataset), NULL, NULL,
       nullif(countries, ''), nullif(replace(birth_date, ';', '; '), ''), NULL,
       nullif(sanctions, '')
FROM r;
INSERT INTO name_in
SELECT id, name, 'primary', 'strong' FROM r
UNION ALL SELECT id, unnest(in_cell(aliases)), 'aka', 'strong' FROM r;
INSERT INTO address_in SELECT id, unnest(string_split(addresses, ';')), NULL, countries FROM r;
INSERT INTO identifier_in
SELECT id, CASE WHEN starts_with(v, 'IMO') THEN 'IMO' ELSE 'identifier' END,
       regexp_replace(v, '^IMO ?(\d{7})$', '\1')
FROM (SELECT id, trim(unnest(string_split(identifiers, ';'))) AS v FROM r);
