-- wits.sql - World Integrated Trade Solution (World Bank), downloads of UN Comtrade's figures.
-- title: WITS, after UN Comtrade
-- header: reporteriso3 productcode partneriso3 year tradeflowcode tradevaluein1000usd
-- optional: nomenclature tradeflowname netweightinkgm quantity qtyunit
-- areas: any
-- The code of a flow differs between kinds of download; its name does not.
SELECT weir_nomenclature(upper(nomenclature)) AS nomenclature,
       weir_revision(upper(nomenclature)) AS revision,
       CASE upper(trim(productcode)) WHEN 'TOTAL' THEN 'TOTAL' ELSE trim(productcode) END AS code,
       trim(reporteriso3) AS reporter,
       CASE trim(partneriso3) WHEN 'WLD' THEN 'W00' ELSE trim(partneriso3) END AS partner,
       CASE lower(replace(trim(tradeflowname), ' ', ''))
            WHEN 'import' THEN 'import' WHEN 'grossimport' THEN 'import'
            WHEN 'grossimp.' THEN 'import' WHEN 'export' THEN 'export'
            WHEN 'grossexport' THEN 'export' WHEN 'grossexp.' THEN 'export'
            WHEN 're-export' THEN 're-export' WHEN 're-import' THEN 're-import'
            ELSE coalesce(tradeflowname, tradeflowcode) END AS direction,
       trim(year) AS period,
       weir_blank(tradevaluein1000usd) AS value,
       1000 AS value_scale,
       'USD' AS currency,
       NULL AS valuation,
       weir_blank(netweightinkgm) AS net_weight,
       1 AS weight_scale,
       CASE WHEN lower(trim(qtyunit)) <> 'no quantity' THEN weir_blank(quantity) END AS quantity,
       1 AS quantity_scale,
       CASE lower(trim(qtyunit)) WHEN 'item' THEN 'u' ELSE weir_blank(qtyunit) END AS unit,
       0 AS part,
       NULL AS detail,
       false AS estimated,
       false AS confidential
FROM raw
