-- revisions.sql - cells whose value sources from $first on changed, the largest change first.
WITH again AS MATERIALIZED (
    SELECT f.*, s.adapter, s.vintage FROM flow f JOIN source s USING (source_id)
    WHERE f.source_id >= $first::INTEGER AND f.flags & 62 = 0 AND f.replaced_on IS NULL),
before AS (
    SELECT f.*, s.adapter, s.vintage FROM flow f JOIN source s USING (source_id)
    WHERE f.source_id < $first::INTEGER AND f.flags & 62 = 0
      AND f.replaced_on IN (SELECT vintage FROM again))
SELECT n.reporter, n.partner, n.period, n.code, n.direction::VARCHAR, n.currency, o.value, n.value,
       o.vintage::VARCHAR, n.vintage::VARCHAR
FROM again n JOIN before o
  ON o.adapter = n.adapter AND o.replaced_on = n.vintage AND o.reporter = n.reporter
 AND o.partner = n.partner AND o.direction = n.direction AND o.freq = n.freq
 AND o.period = n.period AND o.code = n.code
WHERE o.value IS DISTINCT FROM n.value
QUALIFY row_number() OVER (PARTITION BY n.reporter, n.partner, n.direction, n.freq, n.period, n.code
                           ORDER BY o.source_id DESC) = 1
ORDER BY abs(coalesce(n.value, 0) - coalesce(o.value, 0)) DESC, 1, 2, 3, 4;
