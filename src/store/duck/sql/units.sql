-- units.sql - which codes of the store are asked for, and the unit each belongs to: its family over
-- HS revisions; the code itself above six digits (HS4 tables) or where one national code is asked.
-- A family belongs to the heading and chapter of its lowest code.
CREATE TEMP TABLE code_unit{n} AS
WITH asked_family AS (
    SELECT family FROM ref.family_tier
    WHERE lower($list) = 'chpl' AND (nullif($part, '') IS NULL OR starts_with(tier, upper($part)))
    UNION
    SELECT family FROM ref.family_control
    WHERE lower($list) = lower(regime)
      AND (nullif($part, '') IS NULL OR contains(upper(list || ' ' || annex), upper($part)))
    UNION
    SELECT f.family FROM ref.product p JOIN ref.family f USING (hs6)
    WHERE lower(p.grp) = lower(replace($group, ' ', '_'))
       OR regexp_matches(lower(p.label), '^' || lower($group) || '($|[ ,])')),
asked_code AS (
    SELECT DISTINCT trim(c) AS code, length(trim(c)) AS digits
    FROM (SELECT unnest(string_split($codes, ',')) AS c) WHERE trim(c) <> ''),
held AS (
    SELECT DISTINCT code FROM content WHERE code <> 'TOTAL'),
known AS (
    SELECT code, CASE WHEN length(code) < 6 THEN code
                      ELSE coalesce(f.family, left(code, 6)) END AS unit
    FROM held LEFT JOIN ref.family f ON f.hs6 = left(code, 6)),
matched AS (
    SELECT k.code, k.unit
    FROM known k JOIN asked_code a ON a.digits < 6 AND starts_with(k.unit, a.code)
    UNION
    SELECT k.code, k.unit
    FROM known k JOIN (SELECT coalesce(f.family, a.code) AS unit
                       FROM asked_code a LEFT JOIN ref.family f ON f.hs6 = a.code
                       WHERE a.digits = 6 AND NOT $alone::BOOLEAN) a USING (unit)
    UNION
    SELECT k.code, a.code FROM known k JOIN asked_code a
        ON (a.digits > 6 OR (a.digits = 6 AND $alone::BOOLEAN)) AND starts_with(k.code, a.code)
    UNION
    SELECT code, unit FROM known WHERE $codes IS NULL)
SELECT DISTINCT code, unit FROM matched
WHERE ($list IS NULL AND $group IS NULL) OR unit IN (SELECT family FROM asked_family)
ORDER BY code;
