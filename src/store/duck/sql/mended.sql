-- mended.sql - each remaining row of those cells ends with the next vintage of its layout, later
-- source first.
CREATE TEMP TABLE mended AS
SELECT source_id, reporter, partner, direction, freq, period, code,
       lead(vintage) OVER (PARTITION BY reporter, partner, direction, freq, period, code
                           ORDER BY vintage, source_id) AS next
FROM (SELECT DISTINCT f.source_id, s.vintage, f.reporter, f.partner, f.direction, f.freq, f.period,
             f.code
      FROM flow f JOIN source s USING (source_id)
      WHERE s.adapter = (SELECT adapter FROM gone_source)
        AND (f.reporter, f.partner, f.direction, f.freq, f.period, f.code) IN
            (SELECT (reporter, partner, direction, freq, period, code) FROM gone));
