-- settle.sql - after a load: identifiers in remarks that go on in a file of comments, whichever of
-- the two came first.  Those of the remarks alone are there already.
DELETE FROM reg.identifier WHERE source_id IN (SELECT source_id FROM reg.source
                                               WHERE layout = 'ofac_comment');
CREATE OR REPLACE TEMP TABLE continued AS
SELECT m.source_id, m.list, m.uid, m.remark AS rest,
       coalesce(max_by(e.remarks, e.source_id), '') AS remarks
FROM reg.remark m LEFT JOIN reg.entity e ON e.list = m.list AND e.uid = m.uid GROUP BY ALL;
INSERT INTO reg.identifier
SELECT source_id, list, uid, i.kind, i.value
FROM continued, LATERAL (FROM ofac_identifiers(remarks || rest)) i
EXCEPT SELECT source_id, list, uid, i.kind, i.value
FROM continued, LATERAL (FROM ofac_identifiers(remarks)) i;
-- A file of aliases, addresses or comments of OFAC that came before its entries is of the list
-- whose entries have most of its numbers.
CREATE OR REPLACE TEMP TABLE moved AS
WITH part AS (
    SELECT source_id, list FROM reg.source
    WHERE part IN ('aliases', 'addresses', 'comments') AND list IN ('ofac-sdn', 'ofac-nonsdn')),
number AS (
    SELECT source_id, uid FROM reg.name SEMI JOIN part USING (source_id)
    UNION SELECT source_id, uid FROM reg.address SEMI JOIN part USING (source_id)
    UNION SELECT source_id, uid FROM reg.remark SEMI JOIN part USING (source_id)),
entry AS (
    SELECT DISTINCT list, uid FROM reg.entity WHERE list IN ('ofac-sdn', 'ofac-nonsdn')),
hit AS (
    SELECT n.source_id, e.list, count(*) AS n FROM number n JOIN entry e USING (uid) GROUP BY ALL)
SELECT h.source_id, h.list
FROM hit h JOIN part p ON p.source_id = h.source_id AND p.list <> h.list
LEFT JOIN hit own ON own.source_id = h.source_id AND own.list = p.list
WHERE 2 * h.n > (SELECT count(*) FROM number n WHERE n.source_id = h.source_id)
  AND coalesce(own.n, 0) < h.n;
UPDATE reg.source SET list = m.list FROM moved m WHERE m.source_id = reg.source.source_id;
UPDATE reg.name SET list = m.list FROM moved m WHERE m.source_id = reg.name.source_id;
UPDATE reg.address SET list = m.list FROM moved m WHERE m.source_id = reg.address.source_id;
UPDATE reg.identifier SET list = m.list FROM moved m WHERE m.source_id = reg.identifier.source_id;
UPDATE reg.remark SET list = m.list FROM moved m WHERE m.source_id = reg.remark.source_id;
