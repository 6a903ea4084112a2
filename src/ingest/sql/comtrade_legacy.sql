-- comtrade_legacy.sql - UN Comtrade as downloaded until 2022, also with the names that R makes.
-- title: UN Comtrade (until 2022)
-- header: classification period tradeflow reportercode partnercode commoditycode tradevalueus
-- optional: secondpartnercode 2ndpartnercode x2ndpartnercode customsproccode modeoftransportcode
-- optional: qtyunit qty netweightkg flag
-- areas: m49
-- Goods of the HS only: other classifications are rejected.  A row that names a second partner, a
-- customs procedure or a mode of transport breaks its cell down.  Flag 0: nothing is estimated.
SELECT weir_nomenclature(classification) AS nomenclature,
       weir_revision(classification) AS revision,
       trim(commoditycode) AS code,
       trim(reportercode) AS reporter,
       trim(partnercode) AS partner,
       CASE lower(trim(tradeflow))
            WHEN 'import' THEN 'import' WHEN 'imports' THEN 'import' WHEN 'export' THEN 'export'
            WHEN 'exports' THEN 'export' WHEN 're-export' THEN 're-export'
            WHEN 're-import' THEN 're-import' ELSE tradeflow END AS direction,
       trim(period) AS period,
       weir_blank(tradevalueus) AS value,
       1 AS value_scale,
       'USD' AS currency,
       NULL AS valuation,
       weir_blank(netweightkg) AS net_weight,
       1 AS weight_scale,
       CASE WHEN lower(trim(qtyunit)) <> 'no quantity' THEN weir_blank(qty) END AS quantity,
       1 AS quantity_scale,
       CASE lower(trim(qtyunit)) WHEN 'number of items' THEN 'u'
            WHEN 'weight in kilograms' THEN 'kg' ELSE weir_blank(qtyunit) END AS unit,
       (CASE WHEN coalesce(weir_blank(coalesce(secondpartnercode, "2ndpartnercode",
                                               x2ndpartnercode)), '0') NOT IN ('0', '0.0')
             THEN 1 ELSE 0 END
        + CASE WHEN coalesce(weir_blank(customsproccode), '0') NOT IN ('C00', '0', '0.0')
               THEN 2 ELSE 0 END
        + CASE WHEN coalesce(weir_blank(modeoftransportcode), '0') NOT IN ('0', '0.0') THEN 4
               ELSE 0 END) AS part,
       concat_ws(' ', customsproccode, modeoftransportcode) AS detail,
       coalesce(trim(flag), '0') NOT IN ('0', '', 'NA') AS estimated,
       false AS confidential
FROM raw
