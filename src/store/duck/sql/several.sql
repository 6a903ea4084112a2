-- several.sql - whether both sides report somewhere, or months and years are both there.
SELECT count(*) FROM (
    FROM cell{n} SELECT 1 GROUP BY exporter, importer
    HAVING min(freq) <> max(freq) OR bool_or(of_exporter) <> bool_and(of_exporter) LIMIT 1);
