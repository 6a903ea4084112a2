-- again.sql - cells of this layout that other vintages hold too: the earlier one ends with the
-- later one's day.
CREATE TEMP TABLE again AS
SELECT f.reporter, f.partner, f.direction, f.freq, f.period, f.code,
       min(s.vintage) FILTER (s.vintage > $vintage::DATE) AS next
FROM flow f JOIN source s USING (source_id)
WHERE s.adapter = $adapter
  AND (f.reporter, f.direction, f.freq, f.period) IN
      (SELECT (reporter, direction, freq, period) FROM coverage JOIN source USING (source_id)
       WHERE adapter = $adapter INTERSECT
       SELECT DISTINCT (reporter, direction, freq, period) FROM stage)
  AND (f.reporter, f.partner, f.direction, f.freq, f.period, f.code) IN
      (SELECT (reporter, partner, direction, freq, period, code) FROM stage)
GROUP BY ALL;
