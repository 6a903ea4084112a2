-- drop.sql - removes a source inside the caller's transaction and mends the vintages around it.
CREATE TEMP TABLE gone AS
SELECT DISTINCT f.reporter, f.partner, f.direction, f.freq, f.period, f.code
FROM flow f WHERE source_id = $source::INTEGER;
CREATE TEMP TABLE gone_source AS
SELECT adapter FROM source WHERE source_id = $source::INTEGER;

DELETE FROM flow WHERE source_id = $source::INTEGER;
DELETE FROM reject WHERE source_id = $source::INTEGER;
DELETE FROM coverage WHERE source_id = $source::INTEGER;
DELETE FROM content WHERE source_id = $source::INTEGER;
DELETE FROM source WHERE source_id = $source::INTEGER;

-- Each remaining row of those cells ends with the next vintage of its layout, later source first.
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

UPDATE flow SET replaced_on = m.next
FROM mended m
WHERE flow.source_id = m.source_id AND flow.reporter = m.reporter AND flow.partner = m.partner
  AND flow.direction = m.direction AND flow.freq = m.freq AND flow.period = m.period
  AND flow.code = m.code;

DROP TABLE gone;
DROP TABLE gone_source;
DROP TABLE mended;
