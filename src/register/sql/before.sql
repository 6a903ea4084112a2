-- before.sql - how many entries and names that has which a file would take the place of, its main
-- names, and how many of these are in the file too: the file of that day that it is once more
-- (beside.sql), else the vintage before.  Other files of one day stand side by side.
WITH before AS (
    FROM reg_again
    UNION
    SELECT source_id FROM reg.source
    WHERE list = $list AND part = $part AND (SELECT count(*) FROM reg_again) = 0 AND vintage = (
        SELECT max(vintage) FROM reg.source
        WHERE list = $list AND part = $part AND vintage < $vintage::DATE)),
main AS (
    SELECT DISTINCT normal FROM reg.name SEMI JOIN before USING (source_id)
    WHERE kind = 'primary')
SELECT CASE $part
    WHEN 'aliases' THEN (SELECT count(*) FROM reg.name SEMI JOIN before USING (source_id))
    WHEN 'addresses' THEN (SELECT count(*) FROM reg.address SEMI JOIN before USING (source_id))
    WHEN 'comments' THEN (SELECT count(*) FROM reg.remark SEMI JOIN before USING (source_id))
    ELSE (SELECT count(*) FROM reg.entity SEMI JOIN before USING (source_id)) END,
    (SELECT count(*) FROM reg.name SEMI JOIN before USING (source_id)),
    (SELECT count(*) FROM main),
    (SELECT count(*) FROM main SEMI JOIN (SELECT reg_normal(name) AS normal FROM name_in)
                          USING (normal));
