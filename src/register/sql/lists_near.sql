-- lists_near.sql - the names nearest to $name on lists as known on $day (empty: the latest), where
-- none is it: by Jaro and Winkler's similarity of the sorted words, at least .85.
WITH newest AS (
    SELECT list, part, max(vintage) AS vintage FROM reg.source
    WHERE $day = '' OR vintage <= nullif($day, '')::DATE GROUP BY list, part),
-- A whole list takes the place of older parts, and parts that of an older whole.
source AS (
    SELECT n.list, n.part, n.vintage FROM newest n
    WHERE NOT EXISTS (SELECT 1 FROM newest x
                      WHERE x.list = n.list AND x.vintage > n.vintage
                        AND (x.part = 'whole list' AND n.part NOT IN ('whole list', 'amendment')
                             OR x.part = 'entities' AND n.part = 'whole list'))),
live AS (
    SELECT s.source_id, s.list FROM reg.source s JOIN source USING (list, part, vintage)),
near AS (
    SELECT n.list, n.uid, n.name, jaro_winkler_similarity(n.normal, reg_normal($name)) AS alike
    FROM reg.name n JOIN live USING (source_id))
SELECT list, uid, arg_max(name, alike)
FROM near WHERE alike >= 0.85 GROUP BY list, uid ORDER BY max(alike) DESC, list, uid LIMIT 3
