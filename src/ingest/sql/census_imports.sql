-- census_imports.sql - US Census, international trade API, general imports by HS code (JSON).
-- title: US Census Bureau
-- header: icommodity ctycode genvalmo
-- optional: time genqy1mo unitqy1
-- areas: census
-- General imports, customs value: valued at the place of export, so not CIF.
-- Groups of countries (0003) and of continents (1XXX) are no countries.
SELECT 'HS' AS nomenclature,
       NULL AS revision,
       trim(icommodity) AS code,
       '842' AS reporter,
       CASE WHEN ctycode SIMILAR TO '00[0-9]{2}|[0-9]*X+' THEN 'group' ELSE ctycode END
           AS partner,
       'import' AS direction,
       coalesce(time, $period) AS period,
       weir_blank(genvalmo) AS value,
       1 AS value_scale,
       'USD' AS currency,
       'FOB' AS valuation,
       CASE WHEN upper(unitqy1) = 'KG' THEN weir_blank(genqy1mo) END AS net_weight,
       1 AS weight_scale,
       CASE WHEN upper(unitqy1) <> 'KG' THEN weir_blank(genqy1mo) END AS quantity,
       1 AS quantity_scale,
       weir_blank(unitqy1) AS unit,
       0 AS part,
       NULL AS detail,
       false AS estimated,
       false AS confidential
FROM raw
