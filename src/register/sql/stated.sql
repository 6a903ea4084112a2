-- stated.sql - what the file says of itself.
SELECT (SELECT max(value) FROM stated WHERE what = 'published'
            AND regexp_full_match(value, '\d{4}-\d{2}-\d{2}')),
       (SELECT max(try_cast(value AS BIGINT)) FROM stated WHERE what = 'entries'),
       (SELECT max(value) FROM stated WHERE what = 'list'),
       (SELECT string_agg(value, '; ') FROM stated WHERE what = 'note'),
       (SELECT count(*) - count(DISTINCT uid) FROM entity_in),
       (SELECT max(value) FROM stated WHERE what = 'part')
