-- content_sources.sql - as cell_sources.sql, where no row has been replaced by a later vintage and no
-- earlier day is asked about: the contents of the sources say it.
SELECT s.source_id, s.title, s.path, s.vintage::VARCHAR, s.sha256
FROM content c
JOIN code_unit{n} USING (code)
JOIN source s USING (source_id)
WHERE (c.reporter, c.direction, c.freq) IN (SELECT DISTINCT (reporter, direction, freq) FROM cell{n})
GROUP BY ALL ORDER BY s.source_id;
