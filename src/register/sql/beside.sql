-- beside.sql - the files of its list, part and day that a file is once more: which hold half of its
-- names at least, or of its entries where it has no names.  An amendment is none of another.  Those
-- of its layout it takes the place of (reg_again).
CREATE OR REPLACE TEMP TABLE reg_beside AS
WITH beside AS (
    SELECT source_id FROM reg.source
    WHERE list = $list AND part = $part AND vintage = $vintage::DATE AND part <> 'amendment'),
named AS (SELECT count(*) > 0 AS named FROM name_in),
mine AS (
    SELECT DISTINCT reg_normal(name) AS key FROM name_in
    UNION
    SELECT uid FROM (SELECT uid FROM address_in UNION SELECT uid FROM remark_in), named
    WHERE NOT named),
theirs AS (
    SELECT source_id, normal AS key FROM reg.name SEMI JOIN beside USING (source_id)
    UNION
    SELECT source_id, uid FROM (
        SELECT source_id, uid FROM reg.address SEMI JOIN beside USING (source_id)
        UNION SELECT source_id, uid FROM reg.remark SEMI JOIN beside USING (source_id)), named
    WHERE NOT named)
SELECT source_id FROM theirs SEMI JOIN mine USING (key)
GROUP BY source_id HAVING 2 * count(DISTINCT key) >= (SELECT count(*) FROM mine);

CREATE OR REPLACE TEMP TABLE reg_again AS
SELECT source_id FROM reg_beside JOIN reg.source USING (source_id) WHERE layout = $layout;
