-- uk_csv.sql - the UK Sanctions List of the Foreign, Commonwealth & Development Office as CSV: a
-- row per name of a designation; the first line is the day of the report.
CREATE OR REPLACE TEMP TABLE r AS
SELECT *, row_number() OVER () AS line,
       trim(concat_ws(' ', nullif("Name 1", ''), nullif("Name 2", ''), nullif("Name 3", ''),
                      nullif("Name 4", ''), nullif("Name 5", ''), nullif("Name 6", '')))
       AS full_name,
       lower(coalesce("Designation Type", "Individual, Entity, Ship")) AS sort
FROM (
    SELECT NULL::VARCHAR AS "Unique ID", NULL::VARCHAR AS "Designation Type",
           NULL::VARCHAR AS "Individual, Entity, Ship", NULL::VARCHAR AS "Name 1",
           NULL::VARCHAR AS "Name 2", NULL::VARCHAR AS "Name 3", NULL::VARCHAR AS "Name 4",
           NULL::VARCHAR AS "Name 5", NULL::VARCHAR AS "Name 6", NULL::VARCHAR AS "Name type",
           NULL::VARCHAR AS "Alias strength", NULL::VARCHAR AS "Name non-latin script",
           NULL::VARCHAR AS "D.O.B", NULL::VARCHAR AS "Town of birth",
           NULL::VARCHAR AS "Country of birth", NULL::VARCHAR AS "Nationality(/ies)",
           NULL::VARCHAR AS "Passport number", NULL::VARCHAR AS "National Identifier number",
           NULL::VARCHAR AS "IMO number", NULL::VARCHAR AS "Business registration number (s)",
           NULL::VARCHAR AS "Address Line 1", NULL::VARCHAR AS "Address Line 2",
           NULL::VARCHAR AS "Address Line 6", NULL::VARCHAR AS "Address Postal Code",
           NULL::VARCHAR AS "Address Country", NULL::VARCHAR AS "Regime Name",
           NULL::VARCHAR AS "Date Designated", NULL::VARCHAR AS "Sanctions Imposed"
    WHERE false UNION ALL BY NAME SELECT * FROM raw) WHERE "Unique ID" <> '';
INSERT INTO entity_in
SELECT "Unique ID", CASE min(sort) WHEN 'individual' THEN 'person' WHEN 'ship' THEN 'vessel'
                    ELSE 'entity' END, string_agg(DISTINCT "Regime Name", '; '), string_agg(DISTINCT
                        reg_day("Date Designated"), '; '), NULL,
       min(nullif("Nationality(/ies)", '')), string_agg(DISTINCT reg_day("D.O.B"), '; '),
       min(nullif(concat_ws(', ', nullif("Town of birth", ''),
                            nullif("Country of birth", '')), '')),
       min(nullif("Sanctions Imposed", ''))
FROM r GROUP BY "Unique ID";
INSERT INTO name_in
SELECT "Unique ID", full_name,
       CASE WHEN row_number() OVER (PARTITION BY "Unique ID" ORDER BY main DESC, line) = 1
            THEN 'primary' ELSE 'aka' END,
       CASE WHEN strength ILIKE '%low%' OR strength ILIKE '%weak%' THEN 'weak' ELSE 'strong' END
FROM (SELECT "Unique ID", full_name, min(line) AS line,
             bool_or("Name type" ILIKE 'Primary name') AS main, min("Alias strength") AS strength
      FROM r WHERE full_name <> '' GROUP BY "Unique ID", full_name)
UNION ALL SELECT DISTINCT "Unique ID", "Name non-latin script", 'original script', 'strong' FROM r
WHERE "Name non-latin script" <> '';
INSERT INTO address_in
SELECT DISTINCT "Unique ID", nullif(concat_ws(', ', nullif("Address Line 1", ''),
       nullif("Address Line 2", '')), ''),
       nullif(trim(concat_ws(' ', "Address Line 6", "Address Postal Code")), ''),
       nullif("Address Country", '')
FROM r WHERE concat("Address Line 1", "Address Line 6", "Address Country") <> '';
INSERT INTO identifier_in
SELECT DISTINCT "Unique ID", k.kind, bare_imo(k.value) FROM r, LATERAL (VALUES
    ('passport', "Passport number"), ('national identification', "National Identifier number"),
    ('IMO', "IMO number"), ('registration number', "Business registration number (s)"))
    AS k(kind, value) WHERE k.value <> '';
INSERT INTO stated
SELECT 'published', reg_day(regexp_extract(text, '(\d{1,2}[/-]\w+[/-]\d{4})', 1)) FROM first_line;
