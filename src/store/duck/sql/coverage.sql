-- coverage.sql - which periods each reporter has published in which layout, as known on a day.
SELECT s.adapter, c.reporter, c.direction::VARCHAR, c.freq::VARCHAR, c.period,
       bool_or(c.published) AS published, '' AS scope, -1 AS partner
FROM coverage c JOIN source s USING (source_id)
WHERE s.vintage <= coalesce($as_of::DATE, DATE '9999-12-31')
GROUP BY ALL ORDER BY ALL;
