-- comtrade_bulk.sql - UN Comtrade, bulk files until 2022.
-- title: UN Comtrade (bulk, until 2022)
-- header: year reportercode tradeflowcode partnercode classification commoditycode
-- header: quantityunitcode supplementaryquantity value
-- optional: netweightkg estimationcode
-- areas: m49
SELECT weir_nomenclature(classification) AS nomenclature,
       weir_revision(classification) AS revision,
       trim(commoditycode) AS code,
       trim(reportercode) AS reporter,
       trim(partnercode) AS partner,
       CASE trim(tradeflowcode) WHEN '1' THEN 'import' WHEN '2' THEN 'export'
            WHEN '3' THEN 're-export' WHEN '4' THEN 're-import' ELSE tradeflowcode END AS direction,
       trim(year) AS period,
       weir_blank(value) AS value,
       1 AS value_scale,
       'USD' AS currency,
       NULL AS valuation,
       weir_blank(netweightkg) AS net_weight,
       1 AS weight_scale,
       CASE WHEN weir_comtrade_unit(NULL, quantityunitcode) IS NOT NULL
            THEN weir_blank(supplementaryquantity) END AS quantity,
       1 AS quantity_scale,
       weir_comtrade_unit(NULL, quantityunitcode) AS unit,
       0 AS part,
       NULL AS detail,
       coalesce(trim(estimationcode), '0') NOT IN ('0', '') AS estimated,
       false AS confidential
FROM raw
