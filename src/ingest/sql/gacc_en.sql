-- gacc_en.sql - General Administration of Customs of China, query results in English.
-- title: China customs (GACC)
-- header: commoditycode tradingpartnercode quantity unit supplementaryquantity supplementaryunit
-- optional: dateofdata usdollar usdollars rmb renminbi customsregimecode
-- optional: locationsofimportersandexporterscode
-- areas: gacc
-- encoding: gb18030
-- needs: flow period
-- limit: 10000
-- repeats: add
SELECT 'HS' AS nomenclature,
       NULL AS revision,
       trim(commoditycode) AS code,
       '156' AS reporter,
       tradingpartnercode AS partner,
       $flow AS direction,
       coalesce(dateofdata, $period) AS period,
       weir_blank(coalesce(usdollar, usdollars, rmb, renminbi)) AS value,
       1 AS value_scale,
       CASE WHEN coalesce(usdollar, usdollars) IS NOT NULL THEN 'USD' ELSE 'CNY' END AS currency,
       NULL AS valuation,
       CASE WHEN unit ILIKE 'kilogram%' THEN weir_blank(quantity)
            WHEN supplementaryunit ILIKE 'kilogram%' THEN weir_blank(supplementaryquantity) END
           AS net_weight,
       1 AS weight_scale,
       CASE WHEN unit NOT ILIKE 'kilogram%' THEN weir_blank(quantity)
            WHEN supplementaryunit NOT ILIKE 'kilogram%' THEN weir_blank(supplementaryquantity) END
           AS quantity,
       1 AS quantity_scale,
       CASE WHEN unit NOT ILIKE 'kilogram%' THEN weir_blank(unit)
            WHEN supplementaryunit NOT ILIKE 'kilogram%' THEN weir_blank(supplementaryunit) END
           AS unit,
       0 AS part,
       concat_ws(' ', customsregimecode, locationsofimportersandexporterscode) AS detail,
       false AS estimated,
       false AS confidential
FROM raw
