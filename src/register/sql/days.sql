-- days.sql - after a layout: days in one form, YYYY-MM-DD, or as much of it as there is: YYYY-MM,
-- YYYY, 'circa 1962', '1962..1964'; text of another kind stays as it is.  Day first where only
-- numbers stand (UK, EU); OFAC's and others' month by name.  Of several days of listing the first
-- counts.
CREATE OR REPLACE TEMP MACRO reg_parts(y, m, d) AS
    y || CASE WHEN m IN ('', '0', '00') THEN ''
              ELSE '-' || lpad(m, 2, '0') || CASE WHEN d IN ('', '0', '00') THEN ''
                                                  ELSE '-' || lpad(d, 2, '0') END END;
CREATE OR REPLACE TEMP MACRO reg_one_day(s) AS CASE
    WHEN regexp_full_match(s, '\d{4}(-\d{2}(-\d{2})?)?') THEN s
    WHEN regexp_full_match(s, '\d{4}-\d{2}-\d{2}(T.*| \d{2}:.*|Z|[+-]\d{2}:\d{2})')
        THEN left(s, 10)
    WHEN regexp_full_match(s, '\d{1,2}[./-]\d{1,2}[./-]\d{4}')
        THEN reg_parts(right(s, 4), regexp_extract(s, '^\d+[./-](\d+)', 1),
                       regexp_extract(s, '^(\d+)', 1))
    WHEN regexp_full_match(lower(s), 'dd/mm/\d{4}') THEN right(s, 4)
    WHEN regexp_full_match(lower(s), 'dd/\d{2}/\d{4}') THEN reg_parts(right(s, 4), s[4:5], '')
    WHEN regexp_full_match(s, '\d{1,2}[ -][A-Za-z]{3}[ -]\d{4}')
        THEN strftime(try_strptime(replace(s, '-', ' '), '%d %b %Y'), '%Y-%m-%d')
    WHEN regexp_full_match(s, '\d{1,2} [A-Za-z]{4,9} \d{4}')
        THEN strftime(try_strptime(s, '%d %B %Y'), '%Y-%m-%d')
    WHEN regexp_full_match(s, '[A-Za-z]{3} \d{4}')
        THEN strftime(try_strptime('01 ' || s, '%d %b %Y'), '%Y-%m')
    END;
-- What the calendar does not have stays text.
CREATE OR REPLACE TEMP MACRO reg_valid(s) AS CASE
    WHEN try_cast(s || CASE length(s) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END AS DATE)
         IS NOT NULL THEN s END;
CREATE OR REPLACE TEMP TABLE day_of AS
WITH written AS (
    SELECT DISTINCT trim(unnest(string_split(concat_ws('; ', listed_on, until, born), '; '))) AS raw
    FROM entity_in
    UNION SELECT value FROM stated WHERE what = 'published' AND value IS NOT NULL),
bare AS (
    SELECT raw, regexp_replace(raw, '^(?i)(circa|c\.|approximately) *', '') AS s FROM written),
split AS (
    SELECT raw, s,
           regexp_extract(s, '^(?:[Bb]etween )?(.+?) ?(?:\.\.| to | and |–) ?(.+)$', ['a', 'b'])
           AS ends,
           regexp_extract(s, '^(?i)(.+?) or (.+)$', ['a', 'b']) AS either
    FROM bare),
one AS (
    SELECT raw, s, reg_valid(reg_one_day(s)) AS day, reg_valid(reg_one_day(ends.a)) AS since,
           reg_valid(reg_one_day(ends.b)) AS until,
           reg_one_day(either.a) AS this, reg_one_day(either.b) AS that
    FROM split)
SELECT raw, CASE WHEN day IS NOT NULL THEN CASE WHEN s <> raw THEN 'circa ' ELSE '' END || day
                 WHEN since IS NOT NULL AND until IS NOT NULL
                     THEN CASE WHEN s <> raw THEN 'circa ' ELSE '' END || since || '..' || until
                 WHEN this IS NOT NULL AND that IS NOT NULL THEN this || '; ' || that
                 ELSE raw END AS day
FROM one WHERE raw <> '';
UPDATE stated SET value = d.day FROM day_of d WHERE what = 'published' AND value = d.raw;
CREATE OR REPLACE TEMP TABLE days_in AS
SELECT uid, min(day) FILTER (what = 'listed') AS listed_on,
       max(day) FILTER (what = 'until') AS until,
       string_agg(DISTINCT day, '; ' ORDER BY day) FILTER (what = 'born') AS born
FROM (
    SELECT uid, 'listed' AS what, trim(unnest(string_split(listed_on, '; '))) AS raw FROM entity_in
    UNION ALL SELECT uid, 'until', trim(unnest(string_split(until, '; '))) FROM entity_in
    UNION ALL SELECT uid, 'born', trim(unnest(string_split(born, '; '))) FROM entity_in)
JOIN day_of USING (raw) GROUP BY uid;
UPDATE entity_in SET listed_on = NULL, until = NULL, born = NULL;
UPDATE entity_in SET listed_on = d.listed_on, until = d.until, born = d.born
FROM days_in d WHERE d.uid = entity_in.uid;
