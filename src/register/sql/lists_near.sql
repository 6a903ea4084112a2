-- lists_near.sql - the names nearest to $name on lists as known on $day (empty: the latest), where
-- none is it: by Jaro and Winkler's similarity of the sorted words, at least .85.
WITH live AS (FROM reg_live($day)),
near AS (
    SELECT n.list, n.uid, n.name, jaro_winkler_similarity(n.normal, reg_normal($name)) AS alike
    FROM reg.name n JOIN live USING (source_id))
SELECT list, uid, arg_max(name, alike)
FROM near WHERE alike >= 0.85 GROUP BY list, uid ORDER BY max(alike) DESC, list, uid LIMIT 3
