-- held.sql - of each reporter, flow, frequency and layout: the digits of its codes, and how many
-- months (or the year) of each year are published.
WITH digits AS (
    SELECT s.adapter, c.reporter, c.direction, c.freq,
           array_to_string(list_sort(list(DISTINCT length(c.code))), ', ') AS digits
    FROM content c JOIN source s USING (source_id) GROUP BY ALL)
SELECT s.adapter, c.reporter, c.direction::VARCHAR, c.freq::VARCHAR, d.digits,
       CASE WHEN c.freq = 'M' THEN c.period // 100 ELSE c.period END AS year,
       count(DISTINCT c.period)
FROM coverage c JOIN source s USING (source_id)
LEFT JOIN digits d USING (adapter, reporter, direction, freq)
WHERE c.published
GROUP BY ALL ORDER BY c.reporter, 3, 4 DESC, 1, year;
