-- names.sql - all names of the lists as known on $day (empty: the latest).
WITH live AS (FROM reg_live($day)),
kind AS (
    SELECT e.list, e.uid, any_value(e.kind) AS kind FROM reg.entity e JOIN live USING (source_id)
    GROUP BY e.list, e.uid)
SELECT n.list, n.uid, n.name, n.kind, n.quality, n.script, coalesce(k.kind, 'unknown'),
       l.vintage::VARCHAR
FROM reg.name n JOIN live l USING (source_id)
LEFT JOIN kind k ON k.list = n.list AND k.uid = n.uid
ORDER BY n.list, n.uid, n.name, n.kind
