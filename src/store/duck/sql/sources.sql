-- sources.sql - what was loaded.
SELECT s.source_id, s.title, s.path, s.adapter, s.options, s.vintage::VARCHAR, s.rows_kept,
       s.rows_rejected, c.reporters, c.first_period, c.last_period, s.bytes, s.sha256, s.note
FROM source s
LEFT JOIN (SELECT source_id, count(DISTINCT reporter) AS reporters,
                  min(period) FILTER (published) AS first_period,
                  max(period) FILTER (published) AS last_period
           FROM coverage GROUP BY source_id) c USING (source_id)
ORDER BY s.source_id;
