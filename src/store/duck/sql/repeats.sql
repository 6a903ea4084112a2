-- repeats.sql - the first cell that occurs twice in the staged rows, one of the World or of all
-- goods too: parts of a whole may be alike, and groups of areas that are called by several names.
-- Counting hashes first is cheap, and a collision of two only costs the look that follows.
CREATE OR REPLACE TEMP TABLE repeat_hash AS
WITH several AS (
    SELECT m49 FROM ref.area WHERE kind <> 'country' AND m49 <> 0),
cell AS (
    SELECT hash(reporter, partner, direction, freq, period, code, part, currency, detail) AS h
    FROM stage
    WHERE flags & 60 = 0
       OR (flags & 24 = 0 AND reporter NOT IN (FROM several) AND partner NOT IN (FROM several)))
SELECT h FROM cell
WHERE (SELECT count(DISTINCT h) < count(*) FROM cell)
GROUP BY h HAVING count(*) > 1;

SELECT min(line)::BIGINT, max(line)::BIGINT, any_value(code), count(*)::BIGINT
FROM stage
WHERE flags & 24 = 0
  AND hash(reporter, partner, direction, freq, period, code, part, currency, detail)
      IN (FROM repeat_hash)
GROUP BY reporter, partner, direction, freq, period, code, part, currency, detail
HAVING count(*) > 1
ORDER BY 1 LIMIT 1;
