-- counts.sql - the store in a few numbers, but for its flows.
SELECT (SELECT version FROM weir), (SELECT count(*) FROM source), (SELECT count(*) FROM reject),
       (SELECT count(DISTINCT reporter) FROM coverage), (SELECT count(*) FROM rate),
       min(period) FILTER (freq = 'M'), max(period) FILTER (freq = 'M'),
       min(period) FILTER (freq = 'A'), max(period) FILTER (freq = 'A')
FROM coverage WHERE published;
