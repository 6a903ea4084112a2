-- break_codes.sql - the codes that breaks.sql looks at, and those among them that only the flows
-- can tell of.
CREATE OR REPLACE TEMP TABLE break_code AS
WITH steady AS (
    -- a table that its publisher holds in one revision throughout has no renumbering in it
    SELECT s.adapter, c.direction, c.freq
    FROM content c JOIN source s USING (source_id)
    GROUP BY ALL
    HAVING s.adapter = 'baci'
        OR (bool_and(c.revision IS NOT NULL) AND count(DISTINCT c.revision) = 1)),
code AS (
    SELECT s.adapter, c.direction, c.freq, coalesce(f.family, left(c.code, 6)) AS family, c.code,
           min(first_period) AS first, max(last_period) AS last, sum(value) AS value
    FROM content c JOIN source s USING (source_id)
    LEFT JOIN ref.family f ON f.hs6 = left(c.code, 6)
    WHERE length(c.code) >= 6 AND c.code NOT SIMILAR TO '.*[^0-9].*'
      AND (s.adapter, c.direction, c.freq) NOT IN (SELECT (adapter, direction, freq) FROM steady)
    GROUP BY ALL)
FROM code;

-- six-digit codes that begin or end with a revision
CREATE OR REPLACE TEMP TABLE break_suspect AS
FROM break_code
WHERE length(code) = 6
  AND (first IN (201201, 201701, 202201, 2012, 2017, 2022)
       OR last BETWEEN 201110 AND 201112 OR last BETWEEN 201610 AND 201612
       OR last BETWEEN 202110 AND 202112 OR last IN (2011, 2016, 2021));

CREATE OR REPLACE TEMP TABLE break_edge (
    adapter VARCHAR, direction direction, freq frequency, code VARCHAR, first_partners BIGINT,
    last_partners BIGINT);
