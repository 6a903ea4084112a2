-- names.sql - the names that the view `flows` shows: all areas, and the goods that the store holds.
DELETE FROM area_name;
INSERT INTO area_name
SELECT m49, CASE m49 WHEN 97 THEN 'EU27' ELSE iso3 END, name FROM ref.area
WHERE m49 <= 32767 ORDER BY m49;

DELETE FROM code_name;
INSERT INTO code_name
WITH label AS (
    SELECT code, arg_max(label, revision) AS label FROM ref.code GROUP BY code)
SELECT c.code, f.family, l.label
FROM (SELECT code FROM content
      UNION -- what is there as the total of all partners or of all goods alone
      SELECT code FROM flow WHERE flags & 60 = 32 OR code = 'TOTAL') c
LEFT JOIN ref.family f ON f.hs6 = left(c.code, 6)
LEFT JOIN label l ON l.code = left(c.code, 6)
ORDER BY c.code;
