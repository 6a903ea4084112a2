-- stage.sql - the rows of a table as those of a source, as the table `flow` of a cluster has them.
SELECT $load::BIGINT AS load, {source} AS source_id, f.line, f.nomenclature, f.revision,
       f.code, coalesce(m.family, left(f.code, 6)) AS family, f.reporter, f.partner,
       CASE WHEN f.direction IN ('export', 're-export') THEN f.reporter ELSE f.partner END
           AS exporter,
       CASE WHEN f.direction IN ('export', 're-export') THEN f.partner ELSE f.reporter END
           AS importer,
       f.direction::VARCHAR AS direction, f.freq::VARCHAR AS freq, f.period, f.value, f.currency,
       f.valuation::VARCHAR AS valuation, f.net_weight, f.quantity, f.unit, f.flags
FROM {rows} f LEFT JOIN ref.family m ON m.hs6 = left(f.code, 6);
