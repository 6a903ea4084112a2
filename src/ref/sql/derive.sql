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

-- Control lists by family, entry by entry.  A listed code of more than six digits covers its
-- subheading in part.
CREATE TABLE ref.family_listing AS
WITH cut AS (
    SELECT regime, list, annex, left(code, least(digits, 6)) AS prefix, from_date,
           digits > 6 OR partial IS NOT NULL AS partial
    FROM ref.control),
hit AS (
    SELECT f.family, c.* FROM ref.family f JOIN cut c ON c.prefix = f.hs6
    UNION ALL
    SELECT f.family, c.* FROM ref.family f JOIN cut c ON c.prefix = left(f.hs6, 4)
    UNION ALL
    SELECT f.family, c.* FROM ref.family f JOIN cut c ON c.prefix = left(f.hs6, 2))
SELECT DISTINCT family, regime, list, annex, from_date, partial FROM hit ORDER BY ALL;

-- The first date of each list, in part only where no entry covers a subheading whole.
CREATE TABLE ref.family_control AS
SELECT family, regime, list, annex, min(from_date)::VARCHAR AS since, bool_and(partial) AS partial
FROM ref.family_listing GROUP BY family, regime, list, annex ORDER BY ALL;

-- All that is said of a family in one row: its label and codes, tier, other lists by first day, and
-- product groups.  Of a heading or chapter its label.  Lists are texts with chr(31) between.
CREATE TABLE ref.goods AS
WITH listing AS (
    SELECT family, list(regime ORDER BY since, annex) AS regimes,
           list(annex ORDER BY since, annex) AS annexes,
           list(coalesce(since, '') ORDER BY since, annex) AS sinces,
           list(partial::INTEGER ORDER BY since, annex) AS partials
    FROM ref.family_control GROUP BY family),
grouped AS (
    SELECT f.family, list_sort(list(DISTINCT replace(p.grp, '_', ' '))) AS groups
    FROM ref.product p JOIN ref.family f USING (hs6) GROUP BY f.family)
SELECT l.family AS code, l.label, array_to_string(l.codes, ',') AS codes,
       len(l.codes) AS code_count,
       t.tier, t.since, t.date_status, array_to_string(c.regimes, chr(31)) AS regimes,
       array_to_string(c.annexes, chr(31)) AS annexes, array_to_string(c.sinces, chr(31)) AS sinces,
       array_to_string(c.partials, chr(31)) AS partials,
       array_to_string(g.groups, chr(31)) AS groups
FROM ref.family_label l
LEFT JOIN ref.family_tier t USING (family)
LEFT JOIN listing c USING (family)
LEFT JOIN grouped g USING (family)
UNION ALL
SELECT code, arg_max(label, revision), code, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM ref.code WHERE level < 6 GROUP BY code
ORDER BY code;
