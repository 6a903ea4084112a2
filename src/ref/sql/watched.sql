-- watched.sql - the common high-priority list's entries of the family of $code.
WITH asked AS (
    SELECT coalesce(f2.hs6, left($code, 6)) AS hs6,
           coalesce(f2.hs6, left($code, 6)) = left($code, 6) AS own
    FROM (SELECT 1) LEFT JOIN ref.family f1 ON f1.hs6 = left($code, 6)
    LEFT JOIN ref.family f2 ON f2.family = f1.family)
SELECT 'CHPL', 'Common High Priority List', 'tier ' || c.tier, c.hs6, NOT asked.own, c.since,
       c.date_status
FROM ref.chpl c JOIN asked USING (hs6)
