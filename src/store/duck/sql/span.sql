-- span.sql - the first and last month that any monthly source of the cells has published.
SELECT min(c.period), max(c.period) FROM coverage c
WHERE c.published AND (c.reporter, c.direction, c.freq) IN
    (SELECT DISTINCT (reporter, direction, freq) FROM cell{n} WHERE freq = 'M');
