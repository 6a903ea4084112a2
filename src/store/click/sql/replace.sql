-- replace.sql - rows that are replaced from another day on than was known, as the table `replaced`
-- has them.  Of each: source_id, line, day (null: not replaced).
CREATE OR REPLACE TEMP TABLE replacing AS
SELECT l.load AS origin, f.line, coalesce(f.day - DATE '1970-01-01', 0)::INTEGER AS replaced_day,
       $load::BIGINT AS since, f.source_id, f.code,
       coalesce(m.family, left(f.code, 6)) AS family, f.reporter, f.partner,
       CASE WHEN f.direction IN ('export', 're-export') THEN f.reporter ELSE f.partner END
           AS exporter,
       CASE WHEN f.direction IN ('export', 're-export') THEN f.partner ELSE f.reporter END
           AS importer,
       f.direction::VARCHAR AS direction, f.freq::VARCHAR AS freq, f.period, f.flags
FROM ({which}) f JOIN load_of l USING (source_id)
LEFT JOIN ref.family m ON m.hs6 = left(f.code, 6);
