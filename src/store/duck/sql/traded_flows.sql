-- traded_flows.sql - how much there is of each subheading of the selected goods, by how it is
-- reported.
SELECT left(code, 6) AS code, currency, direction, sum(value) AS value, count(*) AS rows
FROM flow
WHERE code {codes} AND value > 0 AND replaced_on IS NULL AND flags & 60 = 0 GROUP BY ALL
