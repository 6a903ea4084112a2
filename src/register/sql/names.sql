-- names.sql - all names of the lists as known on $day (empty: the latest), and what is said of
-- their bearers.
WITH live AS (FROM reg_live($day)),
-- What is said of an entity in one part of a list holds for its names in another.
entity AS (
    SELECT e.list, e.uid, any_value(e.kind) AS kind, any_value(e.program) AS program,
           any_value(e.listed_on) AS listed_on, any_value(e.country) AS country,
           any_value(e.born) AS born,
           any_value(lower(nullif(regexp_extract(e.remarks,
               '(?i)\b(?:gender|sex)\W+(female|male)\b', 1), ''))) AS gender
    FROM reg.entity e JOIN live l USING (source_id) GROUP BY e.list, e.uid),
main AS (
    SELECT n.list, n.uid, min(n.name) AS name FROM reg.name n JOIN live USING (source_id)
    WHERE n.kind = 'primary' GROUP BY ALL)
SELECT n.list, n.uid, n.name, n.kind, n.quality, n.script, coalesce(e.kind, 'unknown'),
       l.vintage::VARCHAR, coalesce(m.name, n.name), coalesce(e.program, ''),
       coalesce(e.listed_on, ''), coalesce(e.country, ''), coalesce(e.born, ''),
       coalesce(e.gender, '')
FROM reg.name n JOIN live l USING (source_id)
LEFT JOIN entity e ON e.list = n.list AND e.uid = n.uid
LEFT JOIN main m ON m.list = n.list AND m.uid = n.uid
ORDER BY n.list, n.uid, n.name, n.kind, n.quality, n.script
