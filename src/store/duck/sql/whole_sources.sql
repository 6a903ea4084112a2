-- whole_sources.sql - cell_sources.sql of the World, or all goods, as one, where the rows were put
-- together elsewhere.
SELECT s.source_id, s.title, s.path, s.vintage::VARCHAR, s.sha256, s.rows_rejected
FROM source s
WHERE s.source_id IN (SELECT source_id FROM whole_source{n} WHERE (reporter, direction, freq)
                      IN (SELECT (reporter, direction, freq) FROM cell{n}))
ORDER BY s.source_id;
