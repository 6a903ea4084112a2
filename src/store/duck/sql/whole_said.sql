-- whole_said.sql - what the figures of such a selection are, by currency: how many periods of a
-- reporter are printed and how many are sums, and what printed ones and their parts come to where
-- both are there.
WITH used AS (
    SELECT DISTINCT reporter, direction, freq FROM cell{n}),
sums AS (
    SELECT currency, level, reporter, direction, freq, period{within}, sum(value) AS value
    FROM (SELECT * FROM {levels} c WHERE {asked}) SEMI JOIN used USING (reporter, direction, freq)
    GROUP BY ALL),
cells AS (
    SELECT currency, reporter, direction, freq, period{within}, max(level) AS top,
           arg_max(value, level) AS printed, arg_min(value, level) AS parts, count(*) > 1 AS twice
    FROM sums GROUP BY ALL)
SELECT currency, count(*) FILTER (top > 0), count(*) FILTER (top = 0), count(*) FILTER (twice),
       coalesce(sum(printed) FILTER (twice), 0), coalesce(sum(parts) FILTER (twice), 0)
FROM cells GROUP BY currency ORDER BY count(*) DESC, currency;
