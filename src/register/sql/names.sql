-- names.sql - all names of the lists as known on $day (empty: the latest).
WITH source AS (
    SELECT list, part, max(vintage) AS vintage FROM reg.source
    WHERE $day = '' OR vintage <= nullif($day, '')::DATE GROUP BY list, part),
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
