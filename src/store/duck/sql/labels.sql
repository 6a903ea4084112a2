-- labels.sql - what the selected units are, and the lists their families are on.
WITH unit AS (
    SELECT DISTINCT unit, CASE WHEN length(unit) > 6 THEN coalesce(f.family, left(unit, 6))
                               ELSE unit END AS family
    FROM code_unit{n} LEFT JOIN ref.family f ON f.hs6 = left(unit, 6)),
heading AS (
    SELECT code, arg_max(label, revision) AS label FROM ref.code
    WHERE code IN (SELECT unit FROM unit) GROUP BY code),
listing AS (
    SELECT family, list(regime ORDER BY since, annex) AS regimes,
           list(annex ORDER BY since, annex) AS annexes,
           list(coalesce(since, '') ORDER BY since, annex) AS sinces,
           list(partial::INTEGER ORDER BY since, annex) AS partials
    FROM ref.family_control WHERE family IN (SELECT family FROM unit) GROUP BY family),
grouped AS (
    SELECT f.family, list(DISTINCT replace(p.grp, '_', ' ')) AS groups
    FROM ref.product p JOIN ref.family f USING (hs6)
    WHERE f.family IN (SELECT family FROM unit) GROUP BY f.family)
SELECT u.unit, coalesce(l.label, h.label, '') AS label,
       coalesce(array_to_string(l.codes, ','), u.unit) AS codes,
       coalesce(len(l.codes), 1), t.tier, t.since, t.date_status,
       array_to_string(c.regimes, chr(31)), array_to_string(c.annexes, chr(31)),
       array_to_string(c.sinces, chr(31)), array_to_string(c.partials, chr(31)),
       array_to_string(g.groups, chr(31))
FROM unit u
LEFT JOIN ref.family_label l USING (family)
LEFT JOIN heading h ON h.code = u.unit
LEFT JOIN ref.family_tier t USING (family)
LEFT JOIN listing c USING (family)
LEFT JOIN grouped g USING (family)
ORDER BY u.unit;
