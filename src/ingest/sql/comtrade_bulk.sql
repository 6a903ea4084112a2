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
       CASE WHEN trim(quantityunitcode) NOT IN ('1', '-1')
            THEN weir_blank(supplementaryquantity) END AS quantity,
       1 AS quantity_scale,
       CASE trim(quantityunitcode)
            WHEN '2' THEN 'm²' WHEN '3' THEN '1000 kWh' WHEN '4' THEN 'm' WHEN '5' THEN 'u'
            WHEN '6' THEN '2u' WHEN '7' THEN 'l' WHEN '8' THEN 'kg' WHEN '9' THEN '1000u'
            WHEN '10' THEN 'u (jeu/pack)' WHEN '11' THEN '12u' WHEN '12' THEN 'm³'
            WHEN '13' THEN 'carat' END AS unit,
       0 AS part,
       NULL AS detail,
       coalesce(trim(estimationcode), '0') NOT IN ('0', '') AS estimated,
       false AS confidential
FROM raw
