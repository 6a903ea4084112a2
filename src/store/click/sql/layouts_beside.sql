-- layouts_beside.sql - whether two layouts tell of one flow, as known on a day (null: today).
SELECT count(*) FROM (
    SELECT 1 FROM coverage c JOIN source s USING (source_id)
    WHERE s.vintage <= coalesce($as_of::DATE, DATE '9999-12-31')
    GROUP BY c.reporter, c.direction, c.freq HAVING count(DISTINCT s.adapter) > 1 LIMIT 1);
