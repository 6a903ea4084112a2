-- lists_find.sql - names and identifiers that are $name, exactly or normalised, or hold all its
-- words, on lists as known on $day (empty: the latest).
WITH source AS (
    SELECT list, part, max(vintage) AS vintage FROM reg.source
    WHERE $day = '' OR vintage <= nullif($day, '')::DATE GROUP BY list, part),
live AS (
    SELECT s.source_id, s.list, s.vintage
    FROM reg.source s JOIN source USING (list, part, vintage)),
asked AS (
    SELECT trim($name) AS name, reg_normal($name) AS normal, reg_number($name) AS bare,
           string_split(reg_normal($name), ' ') AS words),
hit AS (
    SELECT n.list, n.uid, n.name, n.kind, n.quality, n.script, l.vintage,
           CASE WHEN n.name = a.name THEN 'exact' WHEN n.normal = a.normal THEN 'normalised'
                ELSE 'words' END AS match
    FROM reg.name n JOIN live l USING (source_id), asked a
    WHERE n.normal = a.normal OR list_has_all(string_split(n.normal, ' '), a.words)
    UNION ALL
    SELECT i.list, i.uid, i.value, i.kind, 'strong', '', l.vintage, 'identifier'
    FROM reg.identifier i JOIN live l USING (source_id), asked a
    WHERE reg_number(i.value) = a.bare
      AND len(a.bare) >= 5)
SELECT DISTINCT h.list, h.uid, coalesce(p.name, h.name) AS entity, h.name, h.kind, h.quality,
    h.script,
       h.match, e.kind AS entity_kind, e.program, e.listed_on, e.until, e.country, e.born,
       reg_precision(e.born), e.birthplace, nullif(concat(e.remarks, m.remark), '') AS remarks,
       h.vintage::VARCHAR AS vintage
FROM hit h
LEFT JOIN (SELECT e.* FROM reg.entity e JOIN live USING (source_id)) e
    ON e.list = h.list AND e.uid = h.uid
LEFT JOIN (SELECT n.list, n.uid, min(n.name) AS name FROM reg.name n JOIN live USING (source_id)
           WHERE n.kind = 'primary' GROUP BY ALL) p ON p.list = h.list AND p.uid = h.uid
LEFT JOIN (SELECT m.list, m.uid, any_value(m.remark) AS remark FROM reg.remark m
           JOIN live USING (source_id) GROUP BY ALL) m ON m.list = h.list AND m.uid = h.uid
ORDER BY CASE h.match WHEN 'exact' THEN 1 WHEN 'identifier' THEN 2 WHEN 'normalised' THEN 3
         ELSE 4 END, h.list, h.uid, h.name
