-- repeats.sql - the first cell that occurs twice in the staged rows.  Counting hashes first is
-- cheap, and a collision of two only costs the look that follows.
CREATE OR REPLACE TEMP TABLE repeat_hash AS
WITH cell AS (
    SELECT hash(reporter, partner, direction, freq, period, code, part, currency, detail) AS h
    FROM stage WHERE flags & 60 = 0)
SELECT h FROM cell
WHERE (SELECT count(DISTINCT h) < count(*) FROM cell)
GROUP BY h HAVING count(*) > 1;

SELECT min(line)::BIGINT, max(line)::BIGINT, any_value(code), count(*)::BIGINT
FROM stage
WHERE flags & 60 = 0
  AND hash(reporter, partner, direction, freq, period, code, part, currency, detail)
      IN (FROM repeat_hash)
GROUP BY reporter, partner, direction, freq, period, code, part, currency, detail
HAVING count(*) > 1
ORDER BY 1 LIMIT 1;
