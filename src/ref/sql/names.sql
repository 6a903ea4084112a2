-- names.sql - what areas are called, by number.
SELECT m49, CASE m49 WHEN 97 THEN 'EU27' ELSE coalesce(iso3, m49::VARCHAR) END, name
FROM ref.area ORDER BY m49
