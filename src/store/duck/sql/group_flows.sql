-- redline.sql - reported flows of the munitions group to $destination (M49), from $exporter or all,
-- in the months $first..$last, as known on $day.
WITH goods AS ( -- the group, with the codes that its goods had in other revisions
    SELECT o.hs6, any_value(p.label) AS label
    FROM ref.product p JOIN ref.family f USING (hs6) JOIN ref.family o USING (family)
    WHERE p.grp = 'munitions' GROUP BY o.hs6),
heading AS (          -- headings and chapters all of whose subheadings are in the group
    SELECT left(c.code, digits) AS heading, any_value(g.label) AS label
    FROM ref.code c LEFT JOIN goods g ON g.hs6 = c.code, (VALUES (2), (4)) AS d(digits)
    WHERE c.level = 6 AND c.revision = 'HS2022' GROUP BY left(c.code, digits)
    HAVING bool_and(g.hs6 IS NOT NULL)),
item AS (SELECT hs6 AS code, label FROM goods UNION ALL SELECT heading, label FROM heading),
flow AS (
    SELECT f.*, CASE WHEN f.direction IN ('export', 're-export') THEN f.reporter ELSE f.partner END
           AS exporter
    FROM flow_at(nullif($day, '')) f
    WHERE CASE WHEN f.freq = 'A' THEN f.period BETWEEN $first::INTEGER // 100
                                                   AND $last::INTEGER // 100
               ELSE f.period BETWEEN $first::INTEGER AND $last::INTEGER END
      AND ((f.direction IN ('export', 're-export') AND f.partner = $destination::INTEGER)
       OR (f.direction IN ('import', 're-import') AND f.reporter = $destination::INTEGER)))
SELECT CASE f.exporter WHEN 97 THEN 'EU27' ELSE coalesce(e.iso3, f.exporter::VARCHAR) END
       AS exporter,
       CASE f.reporter WHEN 97 THEN 'EU27' ELSE coalesce(r.iso3, f.reporter::VARCHAR) END
       AS reporter, f.direction::VARCHAR AS direction, i.code, i.label,
       CASE WHEN length(i.code) < 4 THEN 'cannot be told'
            -- sporting guns and their parts, air guns, shotgun cartridges, swords; fireworks,
            -- flares, lighter fuel
            WHEN left(i.code, 4) IN ('9303', '9304', '9307', '3604', '3605', '3606')
              OR i.code IN ('930520', '930599', '930621', '930629') THEN 'also civil'
            -- explosives, fuses and detonators, cartridges for rifles and pistols
            WHEN left(i.code, 4) IN ('3601', '3602', '3603') OR i.code = '930630' THEN 'dual'
            ELSE 'military' END AS use,
       min(f.period)::VARCHAR AS first, max(f.period)::VARCHAR AS last, count(*) AS rows,
       sum(f.value ORDER BY f.source_id, f.line) AS value, f.currency
FROM flow f
JOIN item i ON i.code = left(f.code, 6)
LEFT JOIN ref.area e ON e.m49 = f.exporter LEFT JOIN ref.area r ON r.m49 = f.reporter
WHERE (f.value > 0 OR f.net_weight > 0 OR f.quantity > 0)
  AND ($exporter IS NULL OR f.exporter = $exporter::INTEGER)
GROUP BY ALL ORDER BY value DESC NULLS LAST, exporter, i.code
