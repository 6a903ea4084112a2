-- evidence_lines.sql - the rows of files behind the selected cells (after cells.sql): per file how
-- many, where, and the first of their line numbers.
WITH used AS (
    SELECT f.source_id, f.line
    FROM flow_at($as_of) f JOIN code_unit USING (code)
    WHERE ($exporters IS NULL OR CASE WHEN f.direction IN ('export', 're-export') THEN f.reporter
                                      ELSE f.partner END IN (SELECT m49 FROM asked_exporter))
      AND ($importers IS NULL OR CASE WHEN f.direction IN ('export', 're-export') THEN f.partner
                                      ELSE f.reporter END IN (SELECT m49 FROM asked_importer)))
SELECT s.source_id, s.title, s.path, s.vintage::VARCHAR, s.sha256, count(*) AS rows,
       min(u.line) AS first_line, max(u.line) AS last_line,
       array_to_string(list_sort(list(u.line))[1:200], ',') AS lines
FROM used u JOIN source s USING (source_id)
GROUP BY ALL ORDER BY s.source_id
