-- cell_sources.sql - the sources of the selected cells.
SELECT s.source_id, s.title, s.path, s.vintage::VARCHAR, s.sha256, s.rows_rejected
FROM {rows} f
JOIN source s USING (source_id)
WHERE f.code {codes} AND (f.reporter, f.direction, f.freq)
      IN (SELECT DISTINCT (reporter, direction, freq) FROM cell{n})
GROUP BY ALL ORDER BY s.source_id;
