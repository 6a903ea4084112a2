-- content_sources.sql - as cell_sources.sql, where no row has been replaced by a later vintage and
-- no earlier day is asked about: the contents of the sources say it.
SELECT s.source_id, s.title, s.path, s.vintage::VARCHAR, s.sha256, s.rows_rejected
FROM source s SEMI JOIN (
    SELECT source_id FROM content c SEMI JOIN cell{n} x
        ON x.reporter = c.reporter AND x.direction = c.direction AND x.freq = c.freq
    WHERE c.code {codes}) c USING (source_id)
ORDER BY s.source_id;
