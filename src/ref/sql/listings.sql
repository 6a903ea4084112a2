-- listings.sql - the listings of the families of $units ("842952,8471"), by unit.
WITH unit AS (
    SELECT unnest(string_split($units, ',')) AS unit),
asked AS (
    SELECT u.unit, coalesce(f.family, left(u.unit, 6)) AS family
    FROM unit u LEFT JOIN ref.family f ON f.hs6 = left(u.unit, 6))
SELECT a.unit, l.from_date::VARCHAR, l.partial, l.regime, l.annex
FROM asked a JOIN ref.family_listing l USING (family)
ORDER BY ALL
