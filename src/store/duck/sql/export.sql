-- export.sql - the flow rows of a selection with names and source, as published.
CREATE OR REPLACE TEMP TABLE exported AS
WITH asked_exporter AS (
    SELECT DISTINCT unnest(string_split($exporters, ','))::SMALLINT AS m49),
asked_importer AS (
    SELECT DISTINCT unnest(string_split($importers, ','))::SMALLINT AS m49)
SELECT f.source_id, s.title, s.sha256, f.vintage, f.line, f.nomenclature, f.revision, f.code,
       u.unit AS family, f.reporter, r.iso3 AS reporter_iso3, f.partner, p.iso3 AS partner_iso3,
       f.direction::VARCHAR AS direction, f.freq::VARCHAR AS freq, f.period, f.value, f.currency,
       f.valuation::VARCHAR AS valuation, f.net_weight, f.quantity, f.unit, f.flags
FROM {rows} f
JOIN code_unit{n} u USING (code)
JOIN source s USING (source_id)
LEFT JOIN ref.area r ON r.m49 = f.reporter
LEFT JOIN ref.area p ON p.m49 = f.partner
WHERE ($exporters IS NULL
       OR CASE WHEN f.direction IN ('export', 're-export') THEN f.reporter ELSE f.partner END
          IN (SELECT m49 FROM asked_exporter))
  AND ($importers IS NULL
       OR CASE WHEN f.direction IN ('export', 're-export') THEN f.partner ELSE f.reporter END
          IN (SELECT m49 FROM asked_importer))
ORDER BY f.source_id, f.line;
