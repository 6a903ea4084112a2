-- renumbering.sql - families that a data set holds on one side of a renumbering only.
SELECT adapter, direction::VARCHAR, freq::VARCHAR, family,
       max(from_period) AS from_period, min(until_period) AS until_period
FROM renumbering GROUP BY ALL ORDER BY ALL;
