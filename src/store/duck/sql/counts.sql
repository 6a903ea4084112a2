-- counts.sql - the store in a few numbers.
SELECT (SELECT version FROM weir), (SELECT count(*) FROM source), (SELECT count(*) FROM flow),
       (SELECT count(*) FROM flow WHERE replaced_on IS NOT NULL),
       (SELECT count(*) FROM flow WHERE flags & 60 <> 0), (SELECT count(*) FROM reject),
       (SELECT count(DISTINCT reporter) FROM coverage), (SELECT count(*) FROM rate),
       min(period) FILTER (freq = 'M'), max(period) FILTER (freq = 'M'),
       min(period) FILTER (freq = 'A'), max(period) FILTER (freq = 'A')
FROM coverage WHERE published;
