-- lines.sql - the rows of files behind the selected cells of periods in
-- $windows ("202201-202203;..."; empty: all): per file how many, where, and the first of their
-- line numbers.
WITH span AS (
    SELECT split_part(w, '-', 1)::INTEGER AS first, split_part(w, '-', 2)::INTEGER AS last
    FROM (SELECT unnest(string_split($windows, ';')) AS w) WHERE w <> ''),
chosen AS (
    SELECT DISTINCT c.exporter, c.importer, c.reporter, c.direction, c.freq, c.adapter, u.code
    FROM cell{n} c JOIN code_unit{n} u USING (unit)),
used AS (
    SELECT DISTINCT f.source_id, f.line
    FROM {rows} f JOIN chosen c ON c.code = f.code AND c.reporter = f.reporter
        AND c.direction = f.direction AND c.freq = f.freq AND c.adapter = f.adapter
        AND {pair}
    WHERE $windows = '' OR EXISTS (
        SELECT 1 FROM span s
        WHERE CASE WHEN f.freq = 'A' THEN f.period BETWEEN s.first // 100 AND s.last // 100
                   ELSE f.period BETWEEN s.first AND s.last END))
SELECT s.source_id, s.title, s.path, s.vintage::VARCHAR, s.sha256, count(*) AS rows,
       min(u.line) AS first_line, max(u.line) AS last_line,
       array_to_string(list_sort(list(u.line))[1:200], ',') AS lines
FROM used u JOIN source s USING (source_id)
GROUP BY ALL ORDER BY s.source_id
