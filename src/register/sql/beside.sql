-- beside.sql - of the main names of a file, how many stand in others of its list and day already.
WITH beside AS (
    SELECT source_id FROM reg.source
    WHERE list = $list AND part = $part AND vintage = $vintage::DATE),
main AS (
    SELECT DISTINCT normal FROM reg.name SEMI JOIN beside USING (source_id)
    WHERE kind = 'primary'),
mine AS (SELECT DISTINCT reg_normal(name) AS normal FROM name_in WHERE kind = 'primary')
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM mine SEMI JOIN main USING (normal));
