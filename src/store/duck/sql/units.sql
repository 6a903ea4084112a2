-- units.sql - which codes of the store are asked for, and the unit each belongs to: its family over
-- HS revisions; the code itself above six digits (HS4 tables) or where one national code is asked.
-- A family belongs to the heading and chapter of its lowest code.
CREATE TEMP TABLE code_unit{n} AS
WITH asked_code AS (
    SELECT DISTINCT trim(c) AS code, length(trim(c)) AS digits
    FROM (SELECT unnest(string_split($codes, ',')) AS c) WHERE trim(c) <> ''),
known AS (
    SELECT code, family, CASE WHEN length(code) < 6 THEN code
                              ELSE coalesce(family, left(code, 6)) END AS unit
    FROM code_name WHERE code <> 'TOTAL'),
matched AS (
    SELECT k.code, k.unit, k.family
    FROM known k JOIN asked_code a ON a.digits < 6 AND starts_with(k.unit, a.code)
    UNION
    SELECT k.code, k.unit, k.family
    FROM known k JOIN (SELECT coalesce(f.family, a.code) AS unit
                       FROM asked_code a LEFT JOIN ref.family f ON f.hs6 = a.code
                       WHERE a.digits = 6 AND NOT $alone::BOOLEAN) a USING (unit)
    UNION
    SELECT k.code, a.code, k.family FROM known k JOIN asked_code a
        ON (a.digits > 6 OR (a.digits = 6 AND $alone::BOOLEAN)) AND starts_with(k.code, a.code)
    UNION
    SELECT code, unit, family FROM known WHERE $codes IS NULL)
SELECT DISTINCT code, unit, family FROM matched
{families}
ORDER BY code;
