-- prefer.sql - of several reports of one flow (by the exporter or the importer, by month or by
-- year) the one that has published most of the periods that were asked; of two that have the same,
-- months before years and the exporter before the importer (of the World, the importer, who knows
-- it whole).  Where no periods were asked, two years
-- of months are as good as any years, and a year of the exporter's as good as the importer's.
-- A source counts that holds a heading of what was asked, five of a chapter of it, or 20 chapters:
-- a file of phones has published no cars.  Beside one that holds far more of what was asked it does
-- not: a file of cars has published no trade in all goods.
CREATE TEMP TABLE chosen{n} AS
WITH reports AS (
    SELECT DISTINCT exporter, importer, reporter, of_exporter, direction, freq, adapter
    FROM cell{n}),
held AS (
    SELECT source_id, c.reporter, c.direction, c.freq, left(code, 2) AS chapter,
           bool_or(code {codes}) AS asked, list(DISTINCT left(code, 4)) AS headings,
           list(DISTINCT left(code, 4)) FILTER (code {codes}) AS named
    FROM content c
    WHERE (c.reporter, c.direction, c.freq) IN (SELECT (reporter, direction, freq) FROM reports)
    GROUP BY ALL),
named AS (
    SELECT DISTINCT unnest(named) AS hs4 FROM held),
others AS (
    SELECT source_id, reporter, direction, freq FROM held
    GROUP BY ALL
    HAVING count(*) < 20
       AND NOT bool_or(asked OR list_has_any(headings, (SELECT list(hs4) FROM named))
                       OR (len(headings) >= 5
                           AND chapter IN (SELECT left(hs4, 2) FROM named)))),
chapters AS ( -- whole: as such, or by five of its headings, or by a third of what anybody has
    SELECT adapter, reporter, direction, freq, chapter,
           list_distinct(flatten(list(named))) AS of_it, len(of_it) AS headings_of_it,
           max(headings_of_it) OVER (PARTITION BY chapter) AS most,
           list_contains(of_it, chapter) OR headings_of_it >= least(5, most / 3.0) AS whole
    FROM held JOIN source USING (source_id) WHERE asked
    GROUP BY adapter, reporter, direction, freq, chapter),
breadth AS (
    SELECT adapter, reporter, direction, freq, count(*) FILTER (whole) AS breadth
    FROM chapters GROUP BY ALL),
widest AS (
    SELECT exporter, importer, max(breadth) AS breadth
    FROM reports JOIN breadth USING (adapter, reporter, direction, freq)
    GROUP BY ALL),
published AS (
    SELECT DISTINCT s.adapter, c.reporter, c.direction, c.freq, c.period
    FROM coverage c JOIN source s USING (source_id)
    WHERE c.published AND (c.source_id, c.reporter, c.direction, c.freq) NOT IN (FROM others)
      AND (c.reporter, c.direction, c.freq) IN (SELECT (reporter, direction, freq)
                                                               FROM reports)
      AND CASE c.freq WHEN 'M' THEN {months} ELSE {years} END),
covered AS (
    SELECT exporter, importer, r.freq, of_exporter,
           count(DISTINCT p.period)
               * any_value(CASE r.freq WHEN 'M' THEN 1 ELSE {months_of_year} END) AS months
    FROM reports r LEFT JOIN widest w USING (exporter, importer)
    LEFT JOIN breadth b USING (adapter, reporter, direction, freq)
    LEFT JOIN published p ON p.adapter = r.adapter AND p.reporter = r.reporter
        AND p.direction = r.direction AND p.freq = r.freq
        AND coalesce(4 * b.breadth >= w.breadth, true)
    GROUP BY ALL),
paired AS (
    SELECT *,
           max(months) FILTER (freq = 'M') OVER pair AS most_m,
           max(months) FILTER (freq = 'A') OVER pair AS most_a,
           CASE WHEN most_a IS NULL OR most_m >= least(24, most_a) THEN 'M' ELSE 'A' END AS better
    FROM covered WINDOW pair AS (PARTITION BY exporter, importer))
SELECT exporter, importer, freq, of_exporter,
       freq = 'A' AND most_m IS NOT NULL AS by_year,
       NOT of_exporter AND count(*) FILTER (of_exporter)
           OVER (PARTITION BY exporter, importer) > 0 AS by_importer
FROM paired
QUALIFY row_number() OVER (PARTITION BY exporter, importer
    ORDER BY CASE WHEN {asked} THEN months END DESC NULLS LAST,
             CASE WHEN NOT {asked} THEN (freq = better)::INTEGER * 2 + (months >= 12)::INTEGER
             END DESC,
             freq, {first}) = 1;

DELETE FROM cell{n} c USING chosen{n} p
WHERE c.exporter = p.exporter AND c.importer = p.importer
  AND (c.freq <> p.freq OR c.of_exporter <> p.of_exporter);
