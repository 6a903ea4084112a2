-- uk_ofsi_csv.sql - ConList.csv of the Office of Financial Sanctions Implementation: a row per name
-- of a group; Name 6 is the last name or an entity's whole name.
CREATE OR REPLACE TEMP TABLE r AS
SELECT *, row_number() OVER () AS line,
       trim(concat_ws(' ', nullif("Name 1", ''), nullif("Name 2", ''), nullif("Name 3", ''),
                      nullif("Name 4", ''), nullif("Name 5", ''), nullif("Name 6", '')))
       AS full_name
FROM (
    SELECT NULL::VARCHAR AS "Group ID", NULL::VARCHAR AS "Group Type", NULL::VARCHAR AS "Name 1",
           NULL::VARCHAR AS "Name 2", NULL::VARCHAR AS "Name 3", NULL::VARCHAR AS "Name 4",
           NULL::VARCHAR AS "Name 5", NULL::VARCHAR AS "Name 6", NULL::VARCHAR AS "Alias Type",
           NULL::VARCHAR AS "Alias Quality", NULL::VARCHAR AS "Name Non-Latin Script",
           NULL::VARCHAR AS "DOB", NULL::VARCHAR AS "Town of Birth",
           NULL::VARCHAR AS "Country of Birth", NULL::VARCHAR AS "Nationality",
           NULL::VARCHAR AS "Passport Details",
           NULL::VARCHAR AS "NI Number", NULL::VARCHAR AS "Passport Number", NULL::VARCHAR AS
               "National Identification Number",
           NULL::VARCHAR AS "Address 1", NULL::VARCHAR AS "Address 2", NULL::VARCHAR AS "Address 3",
           NULL::VARCHAR AS "Address 4", NULL::VARCHAR AS "Address 5",
           NULL::VARCHAR AS "Address 6", NULL::VARCHAR AS "Post/Zip Code",
           NULL::VARCHAR AS "Country", NULL::VARCHAR AS "Regime", NULL::VARCHAR AS "Listed On",
           NULL::VARCHAR AS "Other Information"
    WHERE false UNION ALL BY NAME SELECT * FROM raw) WHERE "Group ID" <> '';
INSERT INTO entity_in
SELECT "Group ID", CASE min(lower("Group Type")) WHEN 'individual' THEN 'person' WHEN 'ship'
                   THEN 'vessel' ELSE 'entity' END, string_agg(DISTINCT "Regime", '; '),
                       string_agg(DISTINCT
                       reg_day("Listed On"), '; '), NULL,
       min(nullif("Nationality", '')), string_agg(DISTINCT reg_day("DOB"), '; '),
       min(nullif(concat_ws(', ', nullif("Town of Birth", ''),
                            nullif("Country of Birth", '')), '')),
       min(nullif("Other Information", ''))
FROM r GROUP BY "Group ID";
INSERT INTO name_in
SELECT "Group ID", full_name,
       CASE WHEN row_number() OVER (PARTITION BY "Group ID" ORDER BY main DESC, line) = 1
            THEN 'primary' WHEN type ILIKE 'f%' THEN 'fka' ELSE 'aka' END,
       CASE WHEN quality ILIKE 'low%' THEN 'weak' ELSE 'strong' END
FROM (SELECT "Group ID", full_name, min(line) AS line, bool_or("Alias Type" ILIKE 'Prim%')
             AS main, min("Alias Type") AS type, min("Alias Quality") AS quality
      FROM r WHERE full_name <> '' GROUP BY "Group ID", full_name)
UNION ALL SELECT DISTINCT "Group ID", "Name Non-Latin Script", 'original script', 'strong' FROM r
WHERE "Name Non-Latin Script" <> '';
INSERT INTO address_in
SELECT DISTINCT "Group ID",
       nullif(concat_ws(', ', nullif("Address 1", ''), nullif("Address 2", ''),
                        nullif("Address 3", ''), nullif("Address 4", ''), nullif("Address 5", '')),
              ''), nullif(trim(concat_ws(' ', "Address 6", "Post/Zip Code")), ''),
       nullif("Country", '')
FROM r WHERE concat("Address 1", "Address 6", "Country") <> '';
-- One cell may hold several, as in '(1) AB123 (Afghan). Issued 1999 (2) CD456'.
CREATE OR REPLACE TEMP MACRO numbers_in(s) AS list_transform(list_filter(
    string_split_regex(coalesce(s, ''), '\(\d{1,2}\) *'), lambda x: trim(x) <> ''),
    lambda x: coalesce(nullif(regexp_extract(x, '\b([A-Z]{0,3}[ -]?\d[0-9A-Z/-]{4,})', 1), ''),
        trim(x)));
INSERT INTO identifier_in
SELECT DISTINCT "Group ID", 'passport', unnest(numbers_in(coalesce("Passport Number",
    "Passport Details")))
FROM r
UNION SELECT DISTINCT "Group ID", 'national identification',
             unnest(numbers_in(coalesce("National Identification Number", "NI Number"))) FROM r;
INSERT INTO stated
SELECT 'published', reg_day(regexp_extract(text, '(\d{1,2}/\d{1,2}/\d{4})', 1)) FROM first_line;
