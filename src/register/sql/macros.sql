-- macros.sql - how names are compared.
CREATE OR REPLACE TEMP MACRO reg_normal(s) AS array_to_string(list_sort(list_filter(string_split(
    regexp_replace(upper(strip_accents(s)), '[^\p{L}\p{N}]+', ' ', 'g'), ' '),
    lambda word: word <> '')), ' ');
CREATE OR REPLACE TEMP MACRO reg_bare(s) AS regexp_replace(upper(s), '[^\p{L}\p{N}]+', '', 'g');
CREATE OR REPLACE TEMP MACRO reg_script(s) AS CASE
    WHEN regexp_matches(s, '\p{Cyrillic}') THEN 'Cyrillic' WHEN regexp_matches(s, '\p{Arabic}')
    THEN 'Arabic' WHEN regexp_matches(s, '\p{Han}') THEN 'Han' WHEN regexp_matches(s, '\p{Hangul}')
    THEN 'Hangul' WHEN regexp_matches(s, '\p{Greek}') THEN 'Greek' WHEN
    regexp_matches(s, '\p{Latin}') THEN 'Latin' ELSE 'other' END;
