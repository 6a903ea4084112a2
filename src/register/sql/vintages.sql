-- vintages.sql - how many vintages the part of $list with the most has.
SELECT coalesce(max(n), 0)
FROM (SELECT count(DISTINCT vintage) AS n FROM reg.source WHERE list = $list GROUP BY part);
