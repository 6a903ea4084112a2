-- near.sql - the three area names most like $name, for the hint of an error.
SELECT string_agg(name, ', ')
FROM (SELECT a.name, max(jaro_winkler_similarity(k."key", upper(trim($name)))) AS likeness
      FROM ref.area_name k JOIN ref.area a USING (m49)
      GROUP BY a.name ORDER BY likeness DESC, a.name LIMIT 3);
