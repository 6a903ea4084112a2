-- repeats.sql - the first cell that occurs twice in the staged rows.
SELECT min(line)::BIGINT, max(line)::BIGINT, any_value(code), count(*)::BIGINT
FROM stage WHERE flags & 60 = 0
GROUP BY reporter, partner, direction, freq, period, code, part, currency, detail
HAVING count(*) > 1
ORDER BY 1 LIMIT 1;
