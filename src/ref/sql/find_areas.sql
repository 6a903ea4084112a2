-- find_areas.sql - areas of which a name, code or number has $words; '': all.
SELECT a.m49::VARCHAR, a.iso3, a.iso2, a.name, a.kind, a.from_year::VARCHAR, a.to_year::VARCHAR,
       (SELECT string_agg(DISTINCT m.grp, ', ' ORDER BY m.grp) FROM ref.membership m
        WHERE m.m49 = a.m49 AND coalesce(m.from_date, DATE '0001-01-01') <= current_date
          AND coalesce(m.until_date, DATE '9999-12-31') > current_date),
       (SELECT string_agg(DISTINCT k."key", '; ' ORDER BY k."key") FROM ref.area_key k
        WHERE k.m49 = a.m49 AND k.scheme = 'name')
FROM ref.area a
WHERE trim($words) = '' OR contains(lower(a.name), lower(trim($words)))
   OR EXISTS (SELECT 1 FROM ref.area_key k WHERE k.m49 = a.m49 AND k.scheme = 'name'
              AND contains(lower(k."key"), lower(trim($words))))
   OR EXISTS (SELECT 1 FROM ref.area_name k WHERE k.m49 = a.m49 AND k."key" = upper(trim($words)))
ORDER BY a.name, a.m49;
