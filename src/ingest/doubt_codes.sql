-- doubt_codes.sql - of the codes of four digits (or of three, which have lost a zero) how many
-- rows there are, how many of them no HS has as a heading, and the first of those, where they are
-- a tenth of all rows: the SITC has codes of three digits and of four.  Chapters 98 and 99 are
-- each country's own.
WITH heading AS (SELECT DISTINCT code FROM ref.code WHERE level = 4),
asked AS (
    SELECT code, count(*) AS rows, min(line) AS line
    FROM stage
    WHERE length(code) = 4 AND code < '98' AND ltrim(code, '0123456789') = ''
    GROUP BY code)
SELECT sum(rows)::BIGINT, coalesce(sum(rows) FILTER (code NOT IN (FROM heading)), 0)::BIGINT,
       min(line) FILTER (code NOT IN (FROM heading)),
       arg_min(code, line) FILTER (code NOT IN (FROM heading))
FROM asked
HAVING 10 * sum(rows) FILTER (code NOT IN (FROM heading)) >= (SELECT count(*) FROM stage);
