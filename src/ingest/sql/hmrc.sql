-- hmrc.sql - HM Revenue & Customs, overseas trade statistics (OTS) by its OData service (JSON).
-- title: HM Revenue & Customs
-- header: monthid flowtypeid value netmass commoditycn8code countrycountrycodealpha
-- optional: suppressionindex commodityid portid
-- areas: any
-- repeats: add
-- limit: 30000 40000
-- Rows of one cell differ by port: parts of a whole.  Flow types are imports from (1) and exports
-- to (2) the EU, imports from (3) and exports to (4) others.  Commodity numbers below zero are
-- estimates for trade below the threshold, without codes.  The unit of a supplementary quantity is
-- not said: it is left out.
SELECT 'CN' AS nomenclature,
       NULL AS revision,
       trim(commoditycn8code) AS code,
       'GB' AS reporter,
       countrycountrycodealpha AS partner,
       CASE trim(flowtypeid) WHEN '1' THEN 'import' WHEN '3' THEN 'import'
            WHEN '2' THEN 'export' WHEN '4' THEN 'export' ELSE flowtypeid END AS direction,
       monthid AS period,
       weir_blank(value) AS value,
       1 AS value_scale,
       'GBP' AS currency,
       NULL AS valuation,
       weir_blank(netmass) AS net_weight,
       1 AS weight_scale,
       NULL AS quantity,
       1 AS quantity_scale,
       NULL AS unit,
       0 AS part,
       portid AS detail,
       false AS estimated,
       coalesce(suppressionindex, '0') <> '0' AS confidential
FROM raw
