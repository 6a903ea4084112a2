-- lists_diff.sql - what the latest vintage of each part of $list added, removed and changed.  An
-- entry is the same by its id; where the publisher gives none, and the id here is the place in the
-- file, by its primary name.
WITH ordered AS (
    SELECT part, vintage, dense_rank() OVER (PARTITION BY part ORDER BY vintage DESC) AS age
    FROM reg.source WHERE list = $list),
entry AS (
    SELECT o.age, s.part, n.uid,
           list(DISTINCT n.name || '|' || n.kind ORDER BY n.name || '|' || n.kind) AS names,
           min(n.name) FILTER (n.kind = 'primary') AS name,
           CASE WHEN regexp_matches(n.uid, '^(DPL|Entity List|Unverified List|'
                                           || 'Military End-User List)-\d+$|-row \d+$')
                THEN coalesce(min(n.name) FILTER (n.kind = 'primary'), n.uid) ELSE n.uid END AS id
    FROM reg.source s JOIN ordered o ON o.part = s.part AND o.vintage = s.vintage AND o.age <= 2
    JOIN reg.name n USING (source_id) WHERE s.list = $list GROUP BY o.age, s.part, n.uid),
state AS (
    SELECT age, part, id, min(uid) AS uid, any_value(name ORDER BY uid) AS name,
           list_sort(list_distinct(flatten(list(names)))) AS names
    FROM entry GROUP BY age, part, id),
now AS (SELECT * FROM state WHERE age = 1),
before AS (SELECT * FROM state WHERE age = 2)
SELECT CASE WHEN b.uid IS NULL THEN 'added' WHEN n.uid IS NULL THEN 'removed' ELSE 'changed' END
       AS change, coalesce(n.part, b.part) AS part, coalesce(n.uid, b.uid) AS uid,
       coalesce(n.name, b.name, n.names[1], b.names[1]) AS name
FROM now n FULL JOIN before b ON n.part = b.part AND n.id = b.id
WHERE (b.uid IS NULL OR n.uid IS NULL OR n.names <> b.names)
  AND EXISTS (SELECT 1 FROM before x WHERE x.part = coalesce(n.part, b.part))
ORDER BY change, uid
