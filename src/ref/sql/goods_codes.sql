-- goods_codes.sql - codes of six digits at most that make up a $group of goods or a $list, as it
-- ever was; what lies below another of them is left out.
WITH code AS (
    SELECT hs6 AS code FROM ref.product WHERE lower(grp) = lower(replace($group, ' ', '_'))
    UNION SELECT left(s.code, 6) FROM ref.spell s JOIN ref.act a ON a.id = s.act
    WHERE a.list = $list)
SELECT string_agg(c.code, ',' ORDER BY c.code) FROM code c
WHERE NOT EXISTS (SELECT 1 FROM code o WHERE o.code <> c.code AND starts_with(c.code, o.code))
