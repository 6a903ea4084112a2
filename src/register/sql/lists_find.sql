-- lists_find.sql - names and identifiers that are $name, exactly or normalised, or hold all its
-- words, on lists as known on $day (empty: the latest).
WITH live AS (FROM reg_live($day)),
asked AS (
    SELECT trim($name) AS name, reg_normal($name) AS normal, reg_number($name) AS bare,
           string_split(reg_normal($name), ' ') AS words, reg_identifiers($name) AS meant),
hit AS (
    SELECT n.list, n.uid, n.name, n.kind, n.quality, n.script, l.vintage, l.source_id,
           CASE WHEN n.name = a.name THEN 'exact' WHEN n.normal = a.normal THEN 'normalised'
                ELSE 'words' END AS match
    FROM reg.name n JOIN live l USING (source_id), asked a
    WHERE n.normal = a.normal OR list_has_all(string_split(n.normal, ' '), a.words)
    UNION ALL
    SELECT i.list, i.uid, i.value, i.kind, 'strong', '', l.vintage, l.source_id, 'identifier'
    FROM reg.identifier i JOIN live l USING (source_id), asked a
    WHERE (list_contains(a.meant, reg_number(i.value))
           OR len(a.bare) >= 7 AND regexp_matches(a.bare, '\d')
              AND ends_with(reg_bare(i.value), a.bare)
           OR regexp_matches(a.bare, '\d') AND list_contains(list_transform(
               regexp_extract_all(upper(i.value), '[A-Z0-9][A-Z0-9/-]{3,}[A-Z0-9]'),
               lambda x: reg_bare(x)), a.bare))
      AND len(a.bare) >= 5),
-- What is said of an entity: by the same file where it says it, else by another part of the list.
entity AS (
    SELECT e.*, l.vintage FROM reg.entity e JOIN live l USING (source_id)),
main AS (
    SELECT n.source_id, n.list, n.uid, min(n.name) AS name FROM reg.name n JOIN live USING
        (source_id)
    WHERE n.kind = 'primary' GROUP BY ALL),
found AS (
    SELECT h.*, e.kind AS entity_kind, e.program, e.listed_on, e.until, e.country, e.born,
           e.birthplace, e.remarks
    FROM hit h LEFT JOIN entity e ON e.list = h.list AND e.uid = h.uid
    QUALIFY row_number() OVER (PARTITION BY h.source_id, h.uid, h.name, h.kind, h.match
                               ORDER BY (e.source_id IS NOT DISTINCT FROM h.source_id) DESC,
                                        e.vintage DESC, e.source_id DESC) = 1)
SELECT DISTINCT h.list, h.uid,
       coalesce(o.name, (SELECT min(p.name) FROM main p WHERE p.list = h.list AND p.uid = h.uid),
                h.name) AS entity,
       h.name, h.kind, h.quality, h.script, h.match, h.entity_kind, h.program, h.listed_on, h.until,
       h.country, h.born, reg_precision(h.born), h.birthplace,
       nullif(concat(h.remarks, m.remark), '') AS remarks, h.vintage::VARCHAR AS vintage
FROM found h
LEFT JOIN main o ON o.source_id = h.source_id AND o.uid = h.uid
LEFT JOIN (SELECT m.list, m.uid, any_value(m.remark) AS remark FROM reg.remark m
           JOIN live USING (source_id) GROUP BY ALL) m ON m.list = h.list AND m.uid = h.uid
ORDER BY CASE h.match WHEN 'exact' THEN 1 WHEN 'identifier' THEN 2 WHEN 'normalised' THEN 3
         ELSE 4 END, h.list, h.uid, h.name
