-- overlap.sql - sources whose cells the staged rows would count twice.  Columns: source_id, path,
-- kind ('same' cells in another layout; 'parents', 'parts' at another commodity level; 'revision':
-- the same flows in another HS revision; 'figures': cells of one vintage and layout that are sums
-- of parts here, and differ; 'breakdown': parts here of what is more there, or by consignment what
-- is by origin there; 'measures': values on one side, weights on the other), cells, code of the
-- staged rows, code in the store.
WITH near AS (
    SELECT DISTINCT c.source_id, s.path, s.adapter, s.vintage
    FROM coverage c JOIN source s USING (source_id)
    WHERE (reporter, direction, freq, period) IN
          (SELECT (reporter, direction, freq, period) FROM stage)),
mine AS (
    SELECT revision, reporter, partner, direction, freq, period, code, length(code) AS digits,
           hash(reporter, partner, direction, freq, period, code) AS cell
    FROM stage WHERE flags & 62 = 0),
theirs AS (
    SELECT f.revision, source_id, n.path, n.adapter, n.vintage, value, net_weight,
           flags & 64 <> 0 AS consigned,
           reporter, partner, direction, freq, period, code, length(code) AS digits
    FROM flow f JOIN near n USING (source_id)
    WHERE flags & 62 = 0 AND replaced_on IS NULL),
pair AS (
    SELECT DISTINCT a.digits AS mine, b.digits AS theirs
    FROM (SELECT DISTINCT digits FROM mine) a, (SELECT DISTINCT digits FROM theirs) b),
same AS (
    SELECT t.source_id, t.path, 'same' AS kind, m.cell, m.code AS my_code, t.code AS their_code
    FROM mine m JOIN theirs t USING (reporter, partner, direction, freq, period, code)
    WHERE t.adapter <> $adapter),
level AS (
    SELECT t.source_id, t.path, CASE WHEN p.mine < p.theirs THEN 'parents' ELSE 'parts' END AS kind,
           m.cell, m.code AS my_code, t.code AS their_code
    FROM pair p
    JOIN mine m ON m.digits = p.mine
    JOIN theirs t ON t.digits = p.theirs
     AND m.reporter = t.reporter AND m.partner = t.partner AND m.direction = t.direction
     AND m.freq = t.freq AND m.period = t.period
     AND left(m.code, least(p.mine, p.theirs)) = left(t.code, least(p.mine, p.theirs))
    WHERE p.mine <> p.theirs),
revision AS (
    SELECT t.source_id, t.path, 'revision' AS kind,
           hash(m.reporter, m.partner, m.direction, m.freq, m.period) AS cell,
           m.revision AS my_code, t.revision AS their_code
    FROM (SELECT DISTINCT revision, reporter, partner, direction, freq, period FROM mine) m
    JOIN (SELECT DISTINCT revision, source_id, path, reporter, partner, direction, freq, period
          FROM theirs) t USING (reporter, partner, direction, freq, period)
    WHERE m.revision <> t.revision),
measures AS ( -- what others of the layout hold, and this file
    SELECT source_id, count(value) > 0 AS values_there, count(net_weight) > 0 AS weights_there
    FROM theirs WHERE adapter = $adapter GROUP BY source_id),
own AS (
    SELECT count(value) > 0 AS values_here, count(net_weight) > 0 AS weights_here
    FROM stage WHERE flags & 62 = 0),
summed AS (
    SELECT reporter, partner, direction, freq, period, code, sum(value) AS value,
           sum(net_weight) AS net_weight, max(part) > 0 AS breakdown,
           bool_or(flags & 64 <> 0) AS consigned
    FROM stage WHERE flags & 62 = 0
    GROUP BY reporter, partner, direction, freq, period, code),
figures AS (
    SELECT t.source_id, t.path,
           CASE WHEN values_here <> values_there THEN 'measures'
                WHEN m.breakdown THEN 'breakdown' ELSE 'figures' END AS kind,
           hash(reporter, partner, direction, freq, period, code) AS cell, code AS my_code,
           code AS their_code
    FROM (SELECT source_id, path, vintage, reporter, partner, direction, freq, period, code,
                 sum(value) AS value, sum(net_weight) AS net_weight,
                 bool_or(consigned) AS consigned
          FROM theirs WHERE adapter = $adapter GROUP BY ALL) t
    JOIN summed m USING (reporter, partner, direction, freq, period, code)
    JOIN measures USING (source_id) CROSS JOIN own
    WHERE (m.breakdown AND (m.value < 0.99 * t.value OR m.consigned > t.consigned
                            OR (t.vintage = $vintage::DATE AND m.value > 1.01 * t.value)))
       OR ($adds::BOOLEAN AND NOT m.breakdown AND t.vintage = $vintage::DATE
           AND (abs(m.value - t.value) > 1e-9 * abs(t.value)
                OR (m.value IS NULL) <> (t.value IS NULL)
                OR abs(m.net_weight - t.net_weight) > 1e-9 * t.net_weight))
       OR (NOT values_here AND values_there)
       OR (values_here AND NOT values_there AND weights_there AND NOT weights_here))
SELECT source_id, path, kind, count(DISTINCT cell)::BIGINT AS cells,
       min(my_code) AS my_code, min(their_code) AS their_code
FROM (FROM same UNION ALL FROM level UNION ALL FROM revision UNION ALL FROM figures)
GROUP BY ALL ORDER BY cells DESC, source_id LIMIT 1;
