-- doubt_codes.sql - of the codes of four digits (or of three, which have lost a zero) how many
-- rows there are, how many of them no HS has as a heading, and the first of those, where they are
-- a tenth of all rows: the SITC has codes of three digits and of four.  Chapters 98 and 99 are
-- each country's own, and a file that states its revision of the HS is believed.
WITH heading AS (
    SELECT code FROM ref.code WHERE level = 4
    UNION -- those that ended before the HS of 2012
    SELECT unnest(string_split('0503 0509 1402 1403 2527 2838 2851 4108 4109 4110 4111 4204 4815 '
                               '5304 6503 7012 7414 7416 7417 7803 7805 7906 8004 8005 8006 8485 '
                               '8520 8524 9009 9203 9204 9501 9502', ' '))),
asked AS (
    SELECT code, count(*) AS rows, min(line) AS line
    FROM stage
    WHERE revision IS NULL AND length(code) = 4 AND code < '98' AND ltrim(code, '0123456789') = ''
    GROUP BY code)
SELECT sum(rows)::BIGINT, coalesce(sum(rows) FILTER (code NOT IN (FROM heading)), 0)::BIGINT,
       min(line) FILTER (code NOT IN (FROM heading)),
       arg_min(code, line) FILTER (code NOT IN (FROM heading))
FROM asked
HAVING 10 * sum(rows) FILTER (code NOT IN (FROM heading)) >= (SELECT count(*) FROM stage);
