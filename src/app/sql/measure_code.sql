-- measure_code.sql - the exporter's report of one code alone in a window, without the others of its
-- family.
SELECT sum(CASE $measure WHEN 'weight' THEN net_weight ELSE value END)
FROM flow_at($as_of)
WHERE code = $code AND direction = 'export'
  AND list_contains(string_split($exporters, ','), reporter::VARCHAR)
  AND list_contains(string_split($importers, ','), partner::VARCHAR)
  AND period BETWEEN $from::INTEGER AND $until::INTEGER
