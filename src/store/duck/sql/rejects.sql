-- rejects.sql - rows that could not be used, of one source or of all.
SELECT s.path, r.line, r."column", r.reason, r.text, r.source_id
FROM reject r JOIN source s USING (source_id)
WHERE $source IS NULL OR r.source_id = TRY_CAST($source AS INTEGER)
ORDER BY r.source_id, r.line;
