-- take.sql - moves the staged rows into the store, inside the caller's transaction.

-- Cells of this layout that other vintages hold too: the earlier one ends with the later one's day.
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

UPDATE flow SET replaced_on = $vintage::DATE
FROM again a, source s
WHERE s.source_id = flow.source_id AND s.adapter = $adapter AND s.vintage <= $vintage::DATE
  AND (flow.replaced_on IS NULL OR flow.replaced_on > $vintage::DATE)
  AND flow.reporter = a.reporter AND flow.partner = a.partner
  AND flow.direction = a.direction AND flow.freq = a.freq AND flow.period = a.period
  AND flow.code = a.code;

INSERT INTO flow
SELECT $source::INTEGER, line, nomenclature, revision, code, reporter, partner, direction, freq,
       period, value, currency, valuation, net_weight, quantity, unit, flags, NULL
FROM stage;

UPDATE flow SET replaced_on = a.next
FROM again a
WHERE flow.source_id = $source::INTEGER AND a.next IS NOT NULL
  AND flow.reporter = a.reporter AND flow.partner = a.partner
  AND flow.direction = a.direction AND flow.freq = a.freq AND flow.period = a.period
  AND flow.code = a.code;

INSERT INTO reject
SELECT $source::INTEGER, line, "column", reason, text FROM stage_reject ORDER BY line;

INSERT INTO coverage
SELECT $source::INTEGER, reporter, direction, freq, period, count(*), sum(value),
       bool_or(flags & 16 = 0)
FROM stage GROUP BY reporter, direction, freq, period ORDER BY ALL;

INSERT INTO content
SELECT $source::INTEGER, reporter, direction, freq, nomenclature, revision, code,
       min(period) FILTER (value > 0), max(period) FILTER (value > 0), count(*), sum(value)
FROM stage WHERE flags & 60 = 0
GROUP BY reporter, direction, freq, nomenclature, revision, code ORDER BY ALL;

INSERT INTO source
SELECT $source::INTEGER, $path, $sha256, $bytes::BIGINT, $adapter, $title, $options,
       $vintage::DATE, $now::TIMESTAMP, $rows_read::BIGINT, (SELECT count(*) FROM stage),
       (SELECT count(*) FROM stage_reject), nullif($note, '');

DROP TABLE again;
