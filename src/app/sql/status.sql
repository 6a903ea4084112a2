-- status.sql - which lists a code was on between two days, what they prohibit towards a
-- destination and whether they bind the exporter.  $code: digits; $exporter, $importer: ISO;
-- $first, $last: days.
WITH asked AS (
    SELECT coalesce(f2.hs6, left($code, 6)) AS hs6,
           coalesce(f2.hs6, left($code, 6)) = left($code, 6) AS own
    FROM (SELECT 1) LEFT JOIN ref.family f1 ON f1.hs6 = left($code, 6)
    LEFT JOIN ref.family f2 ON f2.family = f1.family),
listing AS (
    SELECT c.regime, c.list, c.annex, c.code,
           bool_and(c.partial IS NOT NULL OR c.digits > length($code) OR NOT asked.own) AS partial,
           c.from_date AS since, x.not_before, x.known_on, x.effect, x.destinations, x.act,
           x.basis, x.date_status,
           CASE WHEN x.until_date > coalesce(c.from_date, DATE '1900-01-01')
                THEN x.until_date END AS until
    FROM ref.control c JOIN ref.annex x USING (regime, annex)
    JOIN asked ON starts_with(asked.hs6, left(c.code, 6))
               OR starts_with(left(c.code, 6), asked.hs6)
    WHERE c.digits <= 6 OR length($code) <= 6
       OR starts_with(c.code, $code) OR starts_with($code, c.code)
    GROUP BY ALL),
bound AS (
    SELECT b.regime,
           CASE b.kind WHEN 'area' THEN b.bound = $exporter
                ELSE $exporter = 'EU27' OR EXISTS (
                    SELECT 1 FROM ref.membership m WHERE m.grp = b.bound AND m.iso3 = $exporter
                    AND coalesce(m.from_date, DATE '1900-01-01') <= $last::DATE
                    AND coalesce(m.until_date, DATE '9999-01-01') > $first::DATE) END AS bound,
           b.basis, b.others
    FROM ref.binding b)
SELECT l.regime, l.list, l.annex, l.code, l.partial::VARCHAR, l.since::VARCHAR AS listed_since,
       (l.until - 1)::VARCHAR AS listed_until,
       (CASE WHEN l.effect <> 'export'
               OR NOT list_contains(string_split(l.destinations, ';'), $importer) THEN false
             WHEN l.since IS NULL AND l.known_on > $first::DATE THEN NULL
             ELSE true END)::VARCHAR AS prohibits,
       b.bound::VARCHAR AS binding,
       l.basis || '; ' || CASE WHEN b.bound THEN 'binds ' || $exporter || ': ' || b.basis
                               ELSE 'does not bind ' || $exporter || '; ' || b.others END AS basis,
       l.act, l.date_status, l.effect,
       (coalesce(l.since, l.not_before) > $last::DATE)::VARCHAR AS later
FROM listing l JOIN bound b USING (regime)
WHERE coalesce(l.until, DATE '9999-01-01') > $first::DATE
UNION ALL
SELECT 'CHPL', 'Common High Priority List', 'tier ' || c.tier, c.hs6, (NOT asked.own)::VARCHAR,
       c.since, NULL, 'false', 'false',
       'a list of goods to watch, of several authorities: it prohibits nothing by itself',
       'BIS notice of 2024-02-23', c.date_status, 'none',
       (c.since > left($last, length(c.since)))::VARCHAR
FROM ref.chpl c JOIN asked USING (hs6)
ORDER BY regime, listed_since NULLS LAST, annex, code
