-- ofac_comment.sql - SDN_COMMENTS.CSV and CONS_COMMENTS.CSV: what the remarks of an entry go on
-- with, cut anywhere.  Identifiers are looked for in remarks and continuation as one text, of the
-- newest entries that are there.
CREATE OR REPLACE TEMP TABLE r AS
SELECT trim(c0) AS uid, c1 AS rest, coalesce(max_by(e.remarks, e.source_id), '') AS remarks
FROM raw LEFT JOIN reg.entity e ON e.uid = trim(c0) AND e.list LIKE 'ofac-%'
WHERE trim(c0) <> '' GROUP BY ALL;
INSERT INTO remark_in SELECT uid, rest FROM r;
INSERT INTO identifier_in
SELECT uid, i.kind, i.value FROM r, LATERAL (FROM ofac_identifiers(remarks || rest)) i
EXCEPT SELECT uid, i.kind, i.value FROM r, LATERAL (FROM ofac_identifiers(remarks)) i;
