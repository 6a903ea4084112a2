-- mark_level.sql - flags rows whose parts stand in the same cell at a deeper commodity level.
UPDATE stage SET flags = flags | 4
FROM (SELECT DISTINCT reporter, partner, direction, freq, period, left(code, l.n) AS parent
      FROM stage, (SELECT DISTINCT length(code) AS n FROM stage WHERE code <> 'TOTAL') l
      WHERE length(code) > l.n AND code <> 'TOTAL') c
WHERE stage.reporter = c.reporter AND stage.partner = c.partner
  AND stage.direction = c.direction AND stage.freq = c.freq AND stage.period = c.period
  AND stage.code = c.parent;
