-- consigned.sql - imports that their reporter states by country of origin and by country of
-- consignment: both, by code, currency and period, over the periods $first..$last.
SELECT code, currency, period,
       sum(value) FILTER (flags & 64 <> 0), sum(value) FILTER (flags & 64 = 0)
FROM flow f
WHERE direction = 'import' AND replaced_on IS NULL AND freq = $freq::frequency
  AND period BETWEEN $first::INTEGER AND $last::INTEGER
  AND (reporter, source_id, code) IN
      (SELECT (reporter, source_id, code) FROM flow WHERE flags & 64 <> 0)
  AND ($importers = '' OR list_contains(string_split($importers, ','), reporter::VARCHAR))
  AND ($exporters = '' OR list_contains(string_split($exporters, ','), partner::VARCHAR))
  AND partner NOT IN (SELECT m49 FROM ref.area WHERE kind = 'group')
GROUP BY ALL
HAVING count(*) FILTER (flags & 64 <> 0) > 0
ORDER BY ALL;
