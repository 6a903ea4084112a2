-- mark_level.sql - flags rows whose parts stand in the same cell at a deeper commodity level.
UPDATE staged SET flags = flags | 4
FROM (SELECT DISTINCT reporter, partner, direction, freq, period, left(code, l.n) AS parent
      FROM stage, (SELECT DISTINCT length(code) AS n FROM stage WHERE code <> 'TOTAL') l
      WHERE length(code) > l.n AND code <> 'TOTAL') c
WHERE staged.reporter = c.reporter AND staged.partner = c.partner
  AND staged.direction = c.direction AND staged.freq = c.freq AND staged.period = c.period
  AND staged.code = c.parent;
