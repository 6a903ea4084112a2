-- break_codes.sql - the codes that breaks.sql looks at, and those among them that only the flows
-- can tell of.

-- The data sets of a layout: reporters that stand in one file are of one, files that share a
-- reporter too (as far as three steps reach); UN Comtrade is one, whatever files it comes in.  A
-- data set is called by the lowest of its reporters, one that is alone in its layout 0.
CREATE OR REPLACE TEMP TABLE break_set AS
WITH pair AS (
    SELECT DISTINCT s.adapter, c.direction, c.freq, c.source_id, c.reporter
    FROM content c JOIN source s USING (source_id)),
first AS (
    SELECT *, min(reporter) OVER (PARTITION BY adapter, direction, freq, source_id) AS one
    FROM pair),
second AS (
    SELECT *, min(one) OVER (PARTITION BY adapter, direction, freq, reporter) AS two FROM first),
third AS (
    SELECT *, min(two) OVER (PARTITION BY adapter, direction, freq, source_id) AS three
    FROM second),
set AS (
    SELECT DISTINCT adapter, direction, freq, reporter,
           min(three) OVER (PARTITION BY adapter, direction, freq, reporter) AS dataset
    FROM third)
SELECT * REPLACE (
    CASE WHEN starts_with(adapter, 'comtrade')
              OR min(dataset) OVER layout = max(dataset) OVER layout THEN 0 ELSE dataset END
    AS dataset)
FROM set WINDOW layout AS (PARTITION BY adapter, direction, freq);

CREATE OR REPLACE TEMP TABLE break_code AS
WITH steady AS (
    -- a table that its publisher holds in one revision throughout has no renumbering in it
    SELECT s.adapter, d.dataset, c.direction, c.freq
    FROM content c JOIN source s USING (source_id)
    JOIN break_set d USING (adapter, reporter, direction, freq)
    GROUP BY ALL
    HAVING s.adapter = 'baci'
        OR (bool_and(c.revision IS NOT NULL) AND count(DISTINCT c.revision) = 1)),
held AS (
    SELECT s.adapter, d.dataset, c.source_id, c.reporter, c.direction, c.freq, c.code,
           c.first_period, c.last_period, c.value
    FROM content c JOIN source s USING (source_id)
    JOIN break_set d USING (adapter, reporter, direction, freq)
    WHERE length(c.code) >= 6 AND c.code NOT SIMILAR TO '.*[^0-9].*'
      AND (s.adapter, d.dataset, c.direction, c.freq)
          NOT IN (SELECT (adapter, dataset, direction, freq) FROM steady)),
-- The extract that a code stands in: its source with those that share a heading with it, as files
-- of single years do.  A code that begins or ends with its extract does so with it.
one AS (
    SELECT source_id, reporter, direction, freq, min(first_period) AS first,
           max(last_period) AS last
    FROM held GROUP BY ALL),
heading AS (
    SELECT h.adapter, h.reporter, h.direction, h.freq, left(h.code, 4) AS hs4,
           min(o.first) AS first, max(o.last) AS last
    FROM held h JOIN one o USING (source_id, reporter, direction, freq) GROUP BY ALL),
extract AS (
    SELECT h.source_id, h.reporter, h.direction, h.freq, min(d.first) AS first,
           max(d.last) AS last
    FROM held h JOIN heading d ON d.adapter = h.adapter AND d.reporter = h.reporter
        AND d.direction = h.direction AND d.freq = h.freq AND d.hs4 = left(h.code, 4)
    GROUP BY ALL),
code AS (
    SELECT h.adapter, h.dataset, h.direction, h.freq, coalesce(f.family, left(h.code, 6)) AS family,
           h.code,
           min(first_period) AS first, max(last_period) AS last,
           min(CASE WHEN first_period > e.first THEN first_period END) AS begins,
           max(CASE WHEN last_period < e.last THEN last_period END) AS ends,
           sum(value) AS value
    FROM held h JOIN extract e USING (source_id, reporter, direction, freq)
    LEFT JOIN ref.family f ON f.hs6 = left(h.code, 6)
    GROUP BY ALL)
SELECT * EXCLUDE (begins, ends), CASE WHEN begins = first THEN first END AS begins,
       CASE WHEN ends = last THEN last END AS ends
FROM code;

-- six-digit codes that begin or end with a revision
CREATE OR REPLACE TEMP TABLE break_suspect AS
FROM break_code
WHERE length(code) = 6
  AND (begins IN (201201, 201701, 202201, 2012, 2017, 2022)
       OR ends BETWEEN 201110 AND 201112 OR ends BETWEEN 201610 AND 201612
       OR ends BETWEEN 202110 AND 202112 OR ends IN (2011, 2016, 2021));

CREATE OR REPLACE TEMP TABLE break_edge (
    adapter VARCHAR, dataset SMALLINT, direction direction, freq frequency, code VARCHAR,
    first_partners BIGINT, last_partners BIGINT);
