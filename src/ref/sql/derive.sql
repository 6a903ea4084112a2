-- derive.sql - what follows from the reference tables: families and one table of area names.

-- Two subheadings are linked when a conversion maps one to the other and data/hs/link.csv does
-- not leave the link out.  A family is everything that can be reached, in all revisions.
CREATE TEMP TABLE ref_edge AS
WITH link AS (
    SELECT from_code AS a, to_code AS b
    FROM ref.conversion c
    WHERE length(from_code) = 6 AND from_code <> to_code
      AND NOT EXISTS (SELECT 1 FROM ref.link l WHERE l.action = 'leave out'
                      AND l.from_code = c.from_code AND l.to_code = c.to_code)
    UNION
    SELECT from_code, to_code FROM ref.link WHERE action = 'add')
SELECT a, b FROM link UNION SELECT b, a FROM link;

CREATE TABLE ref.family AS
WITH RECURSIVE reach(a, b) AS (
    SELECT DISTINCT code, code FROM ref.code WHERE level = 6
    UNION
    SELECT r.a, e.b FROM reach r JOIN ref_edge e ON r.b = e.a)
SELECT a AS hs6, min(b) AS family FROM reach GROUP BY a ORDER BY a;
DROP TABLE ref_edge;

-- One label and the codes of each family: the label of the newest revision that has its id.
CREATE TABLE ref.family_label AS
WITH member AS (
    SELECT f.family, f.hs6, arg_max(c.label, c.revision) AS label
    FROM ref.family f JOIN ref.code c ON c.code = f.hs6
    GROUP BY f.family, f.hs6)
SELECT family, list(hs6 ORDER BY hs6) AS codes,
       any_value(label) FILTER (hs6 = family) AS label
FROM member GROUP BY family ORDER BY family;

-- Everything an area may be called, upper case.  Where several claim a name or number, the living
-- beat the historical (IND is 699, not 356 "India (...1974)"), and what area_key says beats both.
CREATE TABLE ref.area_name AS
WITH area AS (
    SELECT *, CASE kind WHEN 'country' THEN 1 WHEN 'historical' THEN 4 ELSE 3 END AS rank
    FROM ref.area),
known AS (
    SELECT upper(iso3) AS "key", m49, rank FROM area
    UNION ALL SELECT upper(iso2), m49, rank FROM area
    UNION ALL SELECT m49::VARCHAR, m49, rank FROM area
    UNION ALL SELECT lpad(m49::VARCHAR, 3, '0'), m49, rank FROM area
    UNION ALL SELECT upper(name), m49, rank FROM area
    UNION ALL SELECT upper("key"), m49, 0 FROM ref.area_key WHERE scheme IN ('iso', 'm49', 'name'))
SELECT "key", arg_min(m49, rank * 10000 + m49) AS m49
FROM known WHERE "key" IS NOT NULL GROUP BY "key" ORDER BY "key";

-- The high-priority tier of each family: the highest (lowest number) among its codes.
CREATE TABLE ref.family_tier AS
SELECT f.family, min(c.tier) AS tier, min(c.since) AS since,
       any_value(c.date_status) AS date_status
FROM ref.chpl c JOIN ref.family f USING (hs6)
GROUP BY f.family ORDER BY f.family;

-- The subheadings of all revisions, and in which they are: bit 1 HS2012, 2 HS2017, 4 HS2022.
CREATE TABLE ref.edition AS
SELECT code AS hs6, bit_or(CASE revision WHEN 'HS2012' THEN 1 WHEN 'HS2017' THEN 2 ELSE 4 END)
                    ::INTEGER AS editions
FROM ref.code WHERE level = 6 AND code < '98' GROUP BY code ORDER BY code;

ALTER TABLE ref.spell ADD COLUMN id INTEGER;
UPDATE ref.spell SET id = rowid;

-- The spells that cover each subheading, by its own code or (kin) by another of its family.
CREATE TABLE ref.cover AS
WITH spell AS (
    SELECT id AS spell, left(code, least(length(code), 6)) AS prefix FROM ref.spell),
own AS (
    SELECT e.hs6, s.spell, e.editions FROM ref.edition e JOIN spell s ON s.prefix = e.hs6
    UNION ALL
    SELECT e.hs6, s.spell, e.editions FROM ref.edition e JOIN spell s ON s.prefix = left(e.hs6, 4)
    UNION ALL
    SELECT e.hs6, s.spell, e.editions FROM ref.edition e JOIN spell s ON s.prefix = left(e.hs6, 2))
SELECT hs6, spell, false AS kin, editions AS listed_editions FROM own
UNION ALL
SELECT f.hs6, o.spell, true, bit_or(o.editions)
FROM own o JOIN ref.family g ON g.hs6 = o.hs6 JOIN ref.family f ON f.family = g.family
WHERE f.hs6 <> o.hs6
  AND NOT EXISTS (SELECT 1 FROM own x WHERE x.hs6 = f.hs6 AND x.spell = o.spell)
GROUP BY f.hs6, o.spell
ORDER BY ALL;

-- Codes of the lists that a flow to a destination can meet, and whether in part.
CREATE TABLE ref.control AS
SELECT l.regime, l.instrument AS list, l.annex, s.code, length(s.code) AS digits,
       s.part IS NOT NULL AND s.except_codes IS NULL OR s.price_above IS NOT NULL AS partial,
       s.valid_from AS from_date
FROM ref.spell s JOIN ref.act a ON a.id = s.act JOIN ref.list l ON l.id = a.list
WHERE l.measure IN ('export', 'transit', 'contract clause') ORDER BY ALL;

-- Control lists by family, entry by entry.  A listed code of more than six digits covers its
-- subheading in part.
CREATE TABLE ref.family_listing AS
WITH hit AS (
    SELECT f.family, l.regime, l.instrument AS list, l.annex, l.destinations,
           s.valid_from AS from_date,
           length(s.code) > 6 OR s.price_above IS NOT NULL
           OR s.part IS NOT NULL AND s.except_codes IS NULL
              AND (s.touches IS NULL OR contains(s.touches, c.hs6)) AS partial
    FROM ref.cover c JOIN ref.spell s ON s.id = c.spell JOIN ref.act a ON a.id = s.act
    JOIN ref.list l ON l.id = a.list JOIN ref.family f ON f.hs6 = c.hs6
    WHERE NOT c.kin AND l.measure IN ('export', 'transit', 'contract clause')
      AND NOT coalesce(list_contains(string_split(s.except_codes, ';'), c.hs6)
                       OR list_contains(string_split(s.except_codes, ';'), left(c.hs6, 4)), false))
SELECT DISTINCT family, regime, list, annex, destinations, from_date, partial
FROM hit ORDER BY ALL;

-- The first date of each list, in part only where no entry covers a subheading whole.
CREATE TABLE ref.family_control AS
SELECT family, regime, list, annex, destinations, min(from_date)::VARCHAR AS since,
       bool_and(partial) AS partial
FROM ref.family_listing GROUP BY family, regime, list, annex, destinations ORDER BY ALL;

-- All that is said of a family in one row: its label and codes, tier, other lists by first day, and
-- product groups.  Of a heading or chapter its label.  Lists are texts with chr(31) between.
CREATE TABLE ref.goods AS
WITH listing AS (
    SELECT family, list(regime ORDER BY since, annex, regime, destinations) AS regimes,
           list(annex ORDER BY since, annex, regime, destinations) AS annexes,
           list(coalesce(since, '') ORDER BY since, annex, regime, destinations) AS sinces,
           list(destinations ORDER BY since, annex, regime, destinations) AS towards,
           list(partial::INTEGER ORDER BY since, annex, regime, destinations) AS partials
    FROM ref.family_control GROUP BY family),
grouped AS (
    SELECT f.family, list_sort(list(DISTINCT replace(p.grp, '_', ' '))) AS groups
    FROM ref.product p JOIN ref.family f USING (hs6) GROUP BY f.family)
SELECT l.family AS code, l.label, array_to_string(l.codes, ',') AS codes,
       len(l.codes) AS code_count,
       t.tier, t.since, t.date_status, array_to_string(c.regimes, chr(31)) AS regimes,
       array_to_string(c.annexes, chr(31)) AS annexes, array_to_string(c.sinces, chr(31)) AS sinces,
       array_to_string(c.partials, chr(31)) AS partials,
       array_to_string(c.towards, chr(31)) AS towards,
       array_to_string(g.groups, chr(31)) AS groups
FROM ref.family_label l
LEFT JOIN ref.family_tier t USING (family)
LEFT JOIN listing c USING (family)
LEFT JOIN grouped g USING (family)
UNION ALL
SELECT code, arg_max(label, revision), code, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL
FROM ref.code WHERE level < 6 GROUP BY code
ORDER BY code;
