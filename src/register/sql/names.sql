-- names.sql - all names of the lists as known on $day (empty: the latest).
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
    SELECT s.source_id, s.list, s.vintage
    FROM reg.source s JOIN source USING (list, part, vintage)),
kind AS (
    SELECT e.list, e.uid, any_value(e.kind) AS kind FROM reg.entity e JOIN live USING (source_id)
    GROUP BY e.list, e.uid)
SELECT n.list, n.uid, n.name, n.kind, n.quality, n.script, coalesce(k.kind, 'unknown'),
       l.vintage::VARCHAR
FROM reg.name n JOIN live l USING (source_id)
LEFT JOIN kind k ON k.list = n.list AND k.uid = n.uid
ORDER BY n.list, n.uid, n.name, n.kind
