-- labels.sql - what the selected units are, and the lists their families are on.
SELECT u.unit, coalesce(g.label, '') AS label, coalesce(g.codes, u.unit), coalesce(g.code_count, 1),
       g.tier, g.since, g.date_status, g.regimes, g.annexes, g.sinces, g.partials, g.groups
FROM (SELECT DISTINCT unit, CASE WHEN length(unit) > 6 THEN coalesce(family, left(unit, 6))
                                 ELSE unit END AS code FROM code_unit{n}) u
LEFT JOIN ref.goods g USING (code)
ORDER BY u.unit;
