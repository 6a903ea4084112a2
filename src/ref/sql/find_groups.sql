-- find_groups.sql - groups of areas, as of today, groups of goods, control lists; $words: one of
-- them, '': all.
WITH member AS (
    SELECT 'areas' AS kind, grp AS name, any_value(label) AS label,
           count(DISTINCT m49) AS n, string_agg(DISTINCT iso3, ',' ORDER BY iso3) AS members
    FROM ref.membership
    WHERE coalesce(from_date, DATE '0001-01-01') <= current_date
      AND coalesce(until_date, DATE '9999-12-31') > current_date
    GROUP BY grp
    UNION ALL
    SELECT 'goods', replace(grp, '_', ' '), any_value(label), count(DISTINCT hs6),
           string_agg(DISTINCT hs6, ',' ORDER BY hs6)
    FROM ref.product GROUP BY grp
    UNION ALL
    SELECT 'list', lower(regime) || ':' || annex, any_value(list), count(DISTINCT code),
           string_agg(DISTINCT code, ',' ORDER BY code)
    FROM ref.control GROUP BY regime, annex
    UNION ALL
    SELECT 'list', name, 'Common High Priority List', count(*), string_agg(hs6, ',' ORDER BY hs6)
    FROM (SELECT hs6, unnest(['chpl', 'chpl:' || tier]) AS name FROM ref.chpl) GROUP BY name)
SELECT kind, name, label, n::VARCHAR, members FROM member
WHERE trim($words) = '' OR lower(name) = lower(replace(trim($words), '_', ' '))
ORDER BY kind, name;
