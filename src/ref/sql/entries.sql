-- entries.sql - the entries of control lists that cover $code (digits) or a part of it, through its
-- family: a code that was renumbered is covered in part only.
WITH asked AS (
    SELECT coalesce(f2.hs6, left($code, 6)) AS hs6,
           coalesce(f2.hs6, left($code, 6)) = left($code, 6) AS own
    FROM (SELECT 1) LEFT JOIN ref.family f1 ON f1.hs6 = left($code, 6)
    LEFT JOIN ref.family f2 ON f2.family = f1.family)
SELECT c.regime, c.list, c.annex, c.code,
       bool_and(c.partial IS NOT NULL OR c.digits > length($code) OR NOT asked.own) AS partial,
       c.from_date::VARCHAR AS since, NULL
FROM ref.control c
JOIN asked ON left(c.code, 2) = left(asked.hs6, 2)
    AND (starts_with(asked.hs6, left(c.code, 6)) OR starts_with(left(c.code, 6), asked.hs6))
WHERE c.digits <= 6 OR length($code) <= 6
   OR starts_with(c.code, $code) OR starts_with($code, c.code)
GROUP BY ALL
