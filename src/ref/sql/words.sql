-- words.sql - names of one kind that begin with $prefix, whatever the case.
SELECT DISTINCT word FROM (
    SELECT 'areas' AS kind, iso3 AS word FROM ref.area WHERE kind = 'country'
    UNION ALL SELECT 'areas', grp FROM ref.membership
    UNION ALL SELECT 'codes', code FROM ref.code
    UNION ALL SELECT 'lists', 'chpl' UNION ALL SELECT 'lists', 'chpl:' || tier FROM ref.chpl
    UNION ALL SELECT 'lists', lower(regime) FROM ref.control
    UNION ALL SELECT 'lists', lower(regime) || ':' || annex FROM ref.control
    UNION ALL SELECT 'groups', replace(grp, '_', ' ') FROM ref.product
    UNION ALL SELECT 'events', name FROM ref.event)
WHERE kind = $kind AND word IS NOT NULL AND starts_with(lower(word), lower($prefix))
ORDER BY word;
