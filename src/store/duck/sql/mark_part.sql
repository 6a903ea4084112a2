-- mark_part.sql - of rows that break a cell down (by mode of transport, customs procedure, second
-- partner), keeps one level: the total where there is one, else the coarsest breakdown, summed.
UPDATE staged SET flags = flags | 8
FROM (SELECT reporter, partner, direction, freq, period, code,
             min(bit_count(part) * 256 + part) AS kept
      FROM stage GROUP BY ALL) c
WHERE staged.reporter = c.reporter AND staged.partner = c.partner
  AND staged.direction = c.direction AND staged.freq = c.freq AND staged.period = c.period
  AND staged.code = c.code AND bit_count(staged.part) * 256 + staged.part > c.kept;
