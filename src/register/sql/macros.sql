-- macros.sql - how names are compared.
CREATE OR REPLACE TEMP MACRO reg_normal(s) AS array_to_string(list_sort(list_filter(string_split(
    regexp_replace(upper(strip_accents(s)), '[^\p{L}\p{N}]+', ' ', 'g'), ' '),
    lambda word: word <> '')), ' ');
CREATE OR REPLACE TEMP MACRO reg_bare(s) AS regexp_replace(upper(s), '[^\p{L}\p{N}]+', '', 'g');
-- An identifier without what only says that it is one: IMO 9187629 is 9187629.
CREATE OR REPLACE TEMP MACRO reg_number(s) AS regexp_replace(reg_bare(s),
    '^IMO(?:NO|NUMBER)?(\d{7})$', '\1');
-- What may be meant by one: as it is, without the word before it that says of what kind it is, and
-- of a BIC the bank without its branch.
CREATE OR REPLACE TEMP MACRO reg_identifiers(s) AS list_distinct([reg_number(s),
    regexp_replace(reg_bare(s), '^(?:PASSPORT|INN|ИНН|OGRN|ОГРН|BIC|SWIFT|LEI|TIN|KPP|КПП|OKPO|ОКПО'
    || '|TAXID|TAX|MMSI|MSN|REGISTRATION|REG|TAIL|ID)+(?:NO|NUMBER|CODE|N)?([A-Z0-9]{5,})$', '\1'),
    regexp_replace(reg_bare(s), '^(.{8})XXX$', '\1')]);
-- How much of a day is known, of days as begin.sql writes them.
CREATE OR REPLACE TEMP MACRO reg_precision(s) AS CASE
    WHEN s IS NULL THEN NULL WHEN contains(s, '; ') THEN 'several'
    WHEN starts_with(s, 'circa ') THEN 'circa' WHEN contains(s, '..') THEN 'range'
    WHEN regexp_full_match(s, '\d{4}-\d\d-\d\d') THEN 'day'
    WHEN regexp_full_match(s, '\d{4}-\d\d') THEN 'month'
    WHEN regexp_full_match(s, '\d{4}') THEN 'year' ELSE 'text' END;
CREATE OR REPLACE TEMP MACRO reg_script(s) AS CASE
    WHEN regexp_matches(s, '\p{Cyrillic}') THEN 'Cyrillic' WHEN regexp_matches(s, '\p{Arabic}')
    THEN 'Arabic' WHEN regexp_matches(s, '\p{Han}') THEN 'Han' WHEN regexp_matches(s, '\p{Hangul}')
    THEN 'Hangul' WHEN regexp_matches(s, '\p{Greek}') THEN 'Greek' WHEN
    regexp_matches(s, '\p{Latin}') THEN 'Latin' ELSE 'other' END;

-- The files that count on lists as known on a day ('': the latest vintages).
CREATE OR REPLACE TEMP MACRO reg_live(day_known) AS TABLE
WITH newest AS (
    SELECT list, part, max(vintage) AS vintage FROM reg.source
    WHERE day_known = '' OR vintage <= nullif(day_known, '')::DATE GROUP BY list, part),
-- A whole list takes the place of older parts, and parts that of an older whole.
source AS (
    SELECT n.list, n.part, n.vintage FROM newest n
    WHERE NOT EXISTS (SELECT 1 FROM newest x
                      WHERE x.list = n.list AND x.vintage > n.vintage
                        AND (x.part = 'whole list' AND n.part NOT IN ('whole list', 'amendment')
                             OR x.part = 'entities' AND n.part = 'whole list'))),
live AS (
    SELECT s.source_id, s.list, s.vintage
    FROM reg.source s JOIN source USING (list, part, vintage))
SELECT source_id, list, vintage FROM live;
