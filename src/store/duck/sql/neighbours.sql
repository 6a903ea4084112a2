-- neighbours.sql - the subheadings before and after $code in its heading that the store holds and
-- that are not of its family.
WITH held AS (
    SELECT DISTINCT left(c.code, 6) AS code FROM content c
    WHERE length(c.code) >= 6 AND left(c.code, 4) = left($code, 4)
      AND left(c.code, 6) NOT IN (
          SELECT f2.hs6 FROM ref.family f1 JOIN ref.family f2 USING (family) WHERE f1.hs6 = $code)
      AND left(c.code, 6) <> $code)
SELECT max(code) FROM held WHERE code < $code HAVING max(code) IS NOT NULL
UNION ALL
SELECT min(code) FROM held WHERE code > $code HAVING min(code) IS NOT NULL
