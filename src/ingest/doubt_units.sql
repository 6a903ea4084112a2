-- doubt_units.sql - flows whose weight per value steps a thousandfold, and stays there, while the
-- value does not: how many, and of the largest the line, code, period and by how much.
WITH flow AS (
    SELECT line, reporter, partner, direction, freq, code, period, value,
           log10(value / net_weight) AS price, log10(value) AS worth
    FROM stage WHERE value > 0 AND net_weight > 0 AND part = 0),
apart AS (
    SELECT reporter, partner, direction, freq, code FROM flow
    GROUP BY ALL HAVING count(*) >= 12 AND max(price) - min(price) > 2.7),
step AS (
    SELECT line, reporter, partner, direction, freq, code, period, value,
           abs(price - lag(price) OVER (PARTITION BY reporter, partner, direction, freq, code
                                        ORDER BY period, line)) AS jump,
           median(price) OVER after - median(price) OVER before AS price_step,
           median(worth) OVER after - median(worth) OVER before AS worth_step,
           count(*) OVER before AS n_before, count(*) OVER after AS n_after
    FROM flow SEMI JOIN apart USING (reporter, partner, direction, freq, code)
    WINDOW before AS (PARTITION BY reporter, partner, direction, freq, code ORDER BY period, line
                      ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING),
           after AS (PARTITION BY reporter, partner, direction, freq, code ORDER BY period, line
                     ROWS BETWEEN CURRENT ROW AND 5 FOLLOWING)),
found AS (
    SELECT * FROM step
    WHERE n_before = 6 AND n_after = 6 AND abs(abs(price_step) - 3) < 0.3 AND abs(worth_step) < 1
      AND jump > 2
    QUALIFY row_number() OVER (PARTITION BY reporter, partner, direction, freq, code
                               ORDER BY jump DESC, period) = 1)
SELECT count(*)::BIGINT, arg_max(line, value)::BIGINT, arg_max(code, value),
       arg_max(period, value)::BIGINT, arg_max(price_step, value)
FROM found;
