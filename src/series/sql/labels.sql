-- labels.sql - what the selected units are, and the lists their families are on.
WITH unit AS (
    SELECT DISTINCT unit, CASE WHEN length(unit) > 6 THEN coalesce(f.family, left(unit, 6))
                               ELSE unit END AS family
    FROM code_unit LEFT JOIN ref.family f ON f.hs6 = left(unit, 6)),
heading AS (
    SELECT code, arg_max(label, revision) AS label FROM ref.code GROUP BY code),
listing AS (
    SELECT family, string_agg(regime || ' ' || annex || CASE WHEN partial THEN ' (ex)' ELSE '' END
               || coalesce(' since ' || since, ', date not given'), '; ' ORDER BY since, annex)
               AS listed
    FROM ref.family_control GROUP BY family),
grouped AS (
    SELECT f.family, string_agg(DISTINCT replace(p.grp, '_', ' '), ', ') AS groups
    FROM ref.product p JOIN ref.family f USING (hs6) GROUP BY f.family)
SELECT u.unit, coalesce(l.label, h.label, '') AS label,
       coalesce(array_to_string(l.codes, ','), u.unit) AS codes,
       t.tier, t.since, t.date_status, c.listed, g.groups
FROM unit u
LEFT JOIN ref.family_label l USING (family)
LEFT JOIN heading h ON h.code = u.unit
LEFT JOIN ref.family_tier t USING (family)
LEFT JOIN listing c USING (family)
LEFT JOIN grouped g USING (family)
ORDER BY u.unit;
