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
