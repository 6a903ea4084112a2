-- doubt_repeats.sql - how many rows there are, how many are like one before them in all that is
-- read, and the first two that are.
WITH row AS (
    SELECT line, hash(reporter, partner, direction, freq, period, code, part, currency, detail,
                      value, net_weight, quantity, unit) AS h
    FROM stage WHERE value > 0 OR net_weight > 0 OR quantity > 0),
again AS (
    SELECT count(*) AS rows, min(line) AS first,
           coalesce(min(line) FILTER (line > least_line), min(line)) AS second
    FROM (SELECT *, min(line) OVER (PARTITION BY h) AS least_line
          FROM row WHERE h IN (SELECT h FROM row GROUP BY h HAVING count(*) > 1))
    GROUP BY h)
SELECT (SELECT count(*) FROM row)::BIGINT, coalesce(sum(rows) - count(*), 0)::BIGINT, min(first),
       arg_min(second, first)
FROM again;
