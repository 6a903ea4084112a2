-- gacc_zh.sql - General Administration of Customs of China, query results in Chinese.
-- title: China customs (GACC)
-- header: 数据年月 贸易伙伴编码 商品编码 第一数量 第一计量单位
-- optional: 人民币 美元 第二数量 第二计量单位
-- areas: gacc
-- encoding: gb18030
-- needs: flow
-- limit: 10000
-- repeats: add
-- The file does not say whether it holds exports or imports.  Where regime of trade or place of
-- registration was asked for, the rows of a cell are parts of a whole.
SELECT 'HS' AS nomenclature,
       NULL AS revision,
       商品编码 AS code,
       '156' AS reporter,
       贸易伙伴编码 AS partner,
       $flow AS direction,
       数据年月 AS period,
       weir_blank(coalesce(美元, 人民币)) AS value,
       1 AS value_scale,
       CASE WHEN 美元 IS NOT NULL THEN 'USD' ELSE 'CNY' END AS currency,
       NULL AS valuation,
       CASE WHEN 第一计量单位 = '千克' THEN weir_blank(第一数量)
            WHEN 第二计量单位 = '千克' THEN weir_blank(第二数量) END AS net_weight,
       1 AS weight_scale,
       CASE WHEN 第一计量单位 <> '千克' THEN weir_blank(第一数量)
            WHEN 第二计量单位 <> '千克' THEN weir_blank(第二数量) END AS quantity,
       1 AS quantity_scale,
       CASE WHEN 第一计量单位 <> '千克' THEN weir_blank(第一计量单位)
            WHEN 第二计量单位 <> '千克' THEN weir_blank(第二计量单位) END AS unit,
       0 AS part,
       NULL AS detail,
       false AS estimated,
       false AS confidential
FROM raw
