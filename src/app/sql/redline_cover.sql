-- redline_cover.sql - the reporters that have figures of trade with $destination, and whether their
-- sources hold any goods of the munitions group, to whomever.
WITH with_it AS (
    SELECT DISTINCT source_id, reporter FROM flow_at(nullif($day, ''))
    WHERE partner = $destination::INTEGER OR reporter = $destination::INTEGER),
held AS (
    SELECT DISTINCT c.source_id, c.reporter FROM content c
    JOIN ref.product p ON p.grp = 'munitions' AND starts_with(p.hs6, left(c.code, 6)))
SELECT bool_or(h.source_id IS NOT NULL)::VARCHAR AS holds,
       CASE w.reporter WHEN 97 THEN 'EU27' ELSE coalesce(a.iso3, w.reporter::VARCHAR) END
FROM with_it w LEFT JOIN held h USING (source_id, reporter)
LEFT JOIN ref.area a ON a.m49 = w.reporter
GROUP BY w.reporter, a.iso3 ORDER BY 2
