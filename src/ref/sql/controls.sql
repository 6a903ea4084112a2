-- controls.sql - the goods of $units ("842952,8471"), each subheading of them with the spells that
-- cover it.  A heading is its subheadings; a code of six digits is its family where $families.
WITH unit AS (
    SELECT DISTINCT unnest(string_split($units, ',')) AS unit),
member AS (
    SELECT u.unit, e.hs6, e.hs6 AS code
    FROM unit u JOIN ref.edition e ON starts_with(e.hs6, u.unit)
    WHERE length(u.unit) < 6
    UNION ALL
    SELECT u.unit, coalesce(g.hs6, u.unit), coalesce(g.hs6, u.unit)
    FROM unit u LEFT JOIN ref.family f ON f.hs6 = u.unit
    LEFT JOIN ref.family g ON g.family = f.family
    WHERE length(u.unit) = 6 AND $families::BOOLEAN
    UNION ALL
    SELECT unit, left(unit, 6), unit
    FROM unit WHERE length(unit) > 6 OR length(unit) = 6 AND NOT $families::BOOLEAN)
SELECT m.unit, m.code, coalesce(e.editions, 0), c.kin, c.listed_editions, s.id, s.act, s.code,
       s.part IS NOT NULL, s.valid_from::VARCHAR, s.valid_until::VARCHAR,
       s.start_earliest::VARCHAR, s.start_latest::VARCHAR, s.wind_down_until::VARCHAR,
       s.contracts_before::VARCHAR, s.price_above, s.currency, s.condition, s.except_codes,
       s.touches
FROM member m LEFT JOIN ref.edition e USING (hs6) LEFT JOIN ref.cover c USING (hs6)
LEFT JOIN ref.spell s ON s.id = c.spell
ORDER BY m.unit, m.code, s.id, c.kin
