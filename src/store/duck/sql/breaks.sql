-- breaks.sql - where a data set holds a family on one side of a renumbering only.
--
-- An extract made with the code list of one year lacks the predecessors of codes that began in
-- that year: its series would seem to start from nothing in January.  A family is cut where codes
-- that carry over a tenth of its value begin with a year in which codes are renumbered, and no
-- code of the family ends before (or the mirror image at the end).  For HS codes a renumbering is
-- one of the official revisions, of a code that it brings or drops, or of one that begins or ends
-- with it towards three partners at once; of those before the first that is held, of any code that
-- begins or ends with it: sums over national codes that were renumbered within
-- their subheading look like that.  For longer national codes it is any January.  Of a layout that
-- several data sets share, what is cut in one stands under LAYOUT/REPORTER.
DELETE FROM renumbering;
INSERT INTO renumbering
WITH span AS (
    SELECT adapter, dataset, direction, freq, min(first) AS first, max(last) AS last
    FROM break_code GROUP BY ALL),
year AS (
    SELECT unnest(range(1990, 2101)) AS y),
turn AS (
    SELECT s.adapter, s.dataset, s.direction, s.freq, y,
           CASE s.freq WHEN 'M' THEN y * 100 + 1 ELSE y END AS first_new,
           CASE s.freq WHEN 'M' THEN y * 100 - 88 ELSE y - 1 END AS last_old
    FROM span s, year
    WHERE CASE s.freq WHEN 'M' THEN y * 100 + 1 ELSE y END BETWEEN s.first + 1 AND s.last),
revised AS (
    SELECT code AS hs6, min(revision) AS born, max(revision) AS died
    FROM ref.code WHERE level = 6 GROUP BY code),
move AS (
    SELECT t.adapter, t.dataset, t.direction, t.freq, c.family, t.first_new, t.last_old,
           sum(c.value) FILTER (c.begins = t.first_new
               AND (length(c.code) > 6 OR r.born = 'HS' || t.y OR e.first_partners >= 3
                    OR (t.y IN (1996, 2002, 2007) AND r.born = 'HS2012')))
               AS begins,
           sum(c.value) FILTER (c.ends BETWEEN t.last_old - 2 AND t.last_old
               AND (length(c.code) > 6
                    OR r.died = CASE t.y WHEN 2022 THEN 'HS2017' WHEN 2017 THEN 'HS2012' END
                    OR (t.y IN (1996, 2002, 2007, 2012) AND r.hs6 IS NULL)
                    OR e.last_partners >= 3))
               AS ends,
           sum(c.value) AS total
    FROM turn t
    JOIN break_code c USING (adapter, dataset, direction, freq)
    LEFT JOIN break_edge e USING (adapter, dataset, direction, freq, code)
    LEFT JOIN revised r ON r.hs6 = left(c.code, 6)
    GROUP BY ALL),
whose AS (
    SELECT DISTINCT adapter, dataset, direction, freq,
           CASE WHEN dataset = 0 THEN adapter ELSE adapter || '/' || reporter END AS name
    FROM break_set)
SELECT w.name, m.direction, m.freq, m.family,
       CASE WHEN begins > 0.1 * total THEN first_new END AS from_period,
       CASE WHEN ends > 0.1 * total THEN last_old END AS until_period,
       greatest(coalesce(begins, 0), coalesce(ends, 0)) / total AS share
FROM move m JOIN whose w USING (adapter, dataset, direction, freq)
WHERE (begins > 0.1 * total AND coalesce(ends, 0) = 0)
   OR (ends > 0.1 * total AND coalesce(begins, 0) = 0)
ORDER BY ALL;

DROP TABLE break_edge;
DROP TABLE break_suspect;
DROP TABLE break_code;
DROP TABLE break_set;
