-- legal.sql - the legal status of many flows: for each of $flows ("i:unit:exporter:importer:day",
-- areas as M49, ';' between) the strongest of the lists held here.
WITH part AS (SELECT string_split(unnest(string_split($flows, ';')), ':') AS p),
asked AS (SELECT p[1]::INTEGER AS i, p[2] AS unit, p[3]::INTEGER AS exporter,
                 p[4]::INTEGER AS importer, p[5] AS day FROM part),
listing AS (
    SELECT h.family, h.regime, h.partial, h.from_date AS since, x.not_before, x.known_on, x.effect,
           string_split(x.destinations, ';') AS destinations,
           CASE WHEN x.until_date > coalesce(h.from_date, DATE '1900-01-01')
                THEN x.until_date ELSE DATE '9999-01-01' END AS until
    FROM ref.family_listing h JOIN ref.annex x USING (regime, annex)),
flow AS (
    SELECT a.i, coalesce(f.family, left(a.unit, 6)) AS family, a.day::DATE AS day,
           e.iso3 AS exporter, i.iso3 AS importer, a.exporter = 97 AS whole_union,
           m.iso3 IS NOT NULL AS member
    FROM asked a LEFT JOIN ref.family f ON f.hs6 = left(a.unit, 6)
    LEFT JOIN ref.area e ON e.m49 = a.exporter LEFT JOIN ref.area i ON i.m49 = a.importer
    LEFT JOIN ref.membership m ON m.grp = 'EU' AND m.m49 = a.exporter
        AND coalesce(m.from_date, DATE '1900-01-01') <= a.day::DATE
        AND coalesce(m.until_date, DATE '9999-01-01') > a.day::DATE),
judged AS (
    SELECT w.i, l.partial,
           CASE WHEN l.regime = 'US' THEN w.exporter = 'USA'
                ELSE w.whole_union OR w.member END AS binds,
           l.effect = 'export' AND list_contains(l.destinations, w.importer) AS prohibits,
           l.since IS NULL AND l.known_on > w.day AS unsure
    FROM flow w JOIN listing l ON l.family = w.family
    WHERE coalesce(l.since, l.not_before) <= w.day AND l.until > w.day),
best AS (
    SELECT i, max(CASE WHEN binds AND prohibits AND NOT unsure
                       THEN CASE WHEN partial THEN 4 ELSE 5 END
                       WHEN binds AND prohibits THEN 3 WHEN prohibits THEN 2 ELSE 1 END) AS rank
    FROM judged GROUP BY i)
SELECT w.i, CASE WHEN b.rank IN (4, 5) THEN b.rank
                 WHEN b.rank = 3 OR (w.exporter IN (SELECT bound FROM ref.binding
                      WHERE kind = 'area' AND regime NOT IN (SELECT regime FROM ref.control)))
                 THEN 3 ELSE coalesce(b.rank, 0) END AS rank
FROM flow w LEFT JOIN best b USING (i)
