-- mark_skeleton.sql - flags months in which a reporter's every figure is zero or missing, over two
-- codes or more: a skeleton of data not yet published, not a stop of trade.
UPDATE staged SET flags = flags | 16
FROM (SELECT reporter, direction, freq, period FROM stage
      GROUP BY ALL
      HAVING coalesce(sum(abs(value)), 0) = 0 AND coalesce(sum(abs(net_weight)), 0) = 0
         AND count(DISTINCT code) > 1 AND bool_and(flags & 2 = 0)) m
WHERE staged.reporter = m.reporter AND staged.direction = m.direction
  AND staged.freq = m.freq AND staged.period = m.period;
