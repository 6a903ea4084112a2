-- census_exports.sql - US Census, international trade API, exports by HS code (JSON).
-- title: US Census Bureau
-- header: ecommodity ctycode allvalmo
-- optional: time qty1mo unitqy1 df
-- areas: census
-- Domestic exports (DF 1) and foreign exports (DF 2, re-exports) add up to exports; with DF absent
-- the row is their total.
-- Groups of countries (0003) and of continents (1XXX) are no countries.
SELECT 'HS' AS nomenclature,
       NULL AS revision,
       trim(ecommodity) AS code,
       '842' AS reporter,
       CASE WHEN ctycode SIMILAR TO '00[0-9]{2}|[0-9]*X+' THEN 'group' ELSE ctycode END
           AS partner,
       'export' AS direction,
       coalesce(time, $period) AS period,
       weir_blank(allvalmo) AS value,
       1 AS value_scale,
       'USD' AS currency,
       'FOB' AS valuation,
       CASE WHEN upper(unitqy1) = 'KG' THEN weir_blank(qty1mo) END AS net_weight,
       1 AS weight_scale,
       CASE WHEN upper(unitqy1) <> 'KG' THEN weir_blank(qty1mo) END AS quantity,
       1 AS quantity_scale,
       weir_blank(unitqy1) AS unit,
       CASE WHEN df IN ('1', '2') THEN 16 ELSE 0 END AS part,
       df AS detail,
       false AS estimated,
       false AS confidential
FROM raw
