-- info.sql - the store in a few lines.
SELECT key, value FROM (
    SELECT 1 AS n, 'store' AS key, $path AS value
    UNION ALL SELECT 2, 'version', version::VARCHAR FROM weir
    UNION ALL SELECT 3, 'sources', count(*)::VARCHAR FROM source
    UNION ALL SELECT 4, 'flow rows', count(*)::VARCHAR FROM flow
    UNION ALL SELECT 5, 'rows replaced by a later vintage', count(*)::VARCHAR FROM flow
              WHERE replaced_on IS NOT NULL
    UNION ALL SELECT 6, 'rows left out of sums', count(*)::VARCHAR FROM flow WHERE flags & 60 <> 0
    UNION ALL SELECT 7, 'rejected rows', count(*)::VARCHAR FROM reject
    UNION ALL SELECT 8, 'reporters', count(DISTINCT reporter)::VARCHAR FROM coverage
    UNION ALL SELECT 9, 'months', min(period)::VARCHAR || ' to ' || max(period)::VARCHAR
              FROM coverage WHERE published AND freq = 'M'
    UNION ALL SELECT 10, 'years', min(period)::VARCHAR || ' to ' || max(period)::VARCHAR
              FROM coverage WHERE published AND freq = 'A'
    UNION ALL SELECT 11, 'exchange rates', count(*)::VARCHAR FROM rate
    UNION ALL SELECT 12, 'reference data', any_value(fingerprint) FROM ref.loaded)
WHERE value IS NOT NULL ORDER BY n;
