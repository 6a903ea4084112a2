-- mark_part.sql - of rows that break a cell down (by mode of transport, customs procedure, second
-- partner), keeps one level: the total where there is one, else the coarsest breakdown, summed.
UPDATE stage SET flags = flags | 8
FROM (SELECT reporter, partner, direction, freq, period, code,
             min(bit_count(part) * 256 + part) AS kept
      FROM stage GROUP BY ALL) c
WHERE stage.reporter = c.reporter AND stage.partner = c.partner
  AND stage.direction = c.direction AND stage.freq = c.freq AND stage.period = c.period
  AND stage.code = c.code AND bit_count(stage.part) * 256 + stage.part > c.kept;
