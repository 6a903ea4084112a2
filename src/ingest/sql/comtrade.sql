-- comtrade.sql - UN Comtrade: answers and downloads of the new API, CSV, JSON and bulk TSV.
-- title: UN Comtrade
-- header: freqcode period reportercode flowcode partnercode cmdcode primaryvalue
-- optional: refperiodid classificationcode partner2code customscode moscode motcode qtyunitabbr qty
-- optional: isqtyestimated netwgt isnetwgtestimated typecode qtyunitcode
-- areas: m49
-- limit: 500 100000 250000
-- Goods of the HS only: other classifications are rejected.  A row is the total of its cell where
-- second partner, customs procedure, mode of supply and mode of transport are all "total"; other
-- rows break it down (bits 1, 2, 4, 8), as do domestic exports and the flows of processing trade
-- (bit 16).  What was saved by who reads numbers as fractions has 0.0 for 0.
SELECT CASE WHEN trim(typecode) = 'S' OR trim(classificationcode)[1:2] = 'EB' THEN 'EBOPS'
            ELSE weir_nomenclature(classificationcode) END AS nomenclature,
       weir_revision(classificationcode) AS revision,
       trim(cmdcode) AS code,
       trim(reportercode) AS reporter,
       trim(partnercode) AS partner,
       CASE trim(flowcode)
            WHEN 'X' THEN 'export' WHEN 'DX' THEN 'export' WHEN 'XIP' THEN 'export'
            WHEN 'XOP' THEN 'export' WHEN 'M' THEN 'import' WHEN 'FM' THEN 'import'
            WHEN 'MIP' THEN 'import' WHEN 'MOP' THEN 'import' WHEN 'RX' THEN 're-export'
            WHEN 'RM' THEN 're-import' ELSE flowcode END AS direction,
       trim(period) AS period,
       weir_blank(primaryvalue) AS value,
       1 AS value_scale,
       'USD' AS currency,
       NULL AS valuation,
       weir_blank(netwgt) AS net_weight,
       1 AS weight_scale,
       CASE WHEN weir_comtrade_unit(qtyunitabbr, qtyunitcode) IS NOT NULL
            THEN weir_blank(qty) END AS quantity,
       1 AS quantity_scale,
       weir_comtrade_unit(qtyunitabbr, qtyunitcode) AS unit,
       (CASE WHEN trim(partner2code) NOT IN ('0', '0.0') THEN 1 ELSE 0 END
        + CASE WHEN trim(customscode) <> 'C00' THEN 2 ELSE 0 END
        + CASE WHEN trim(motcode) NOT IN ('0', '0.0') THEN 4 ELSE 0 END
        + CASE WHEN trim(moscode) NOT IN ('0', '0.0') THEN 8 ELSE 0 END
        + CASE WHEN trim(flowcode) IN ('DX', 'XIP', 'XOP', 'FM', 'MIP', 'MOP') THEN 16 ELSE 0 END)
           AS part,
       concat_ws(' ', partner2code, customscode, motcode, moscode, flowcode) AS detail,
       upper(isqtyestimated) = 'TRUE' OR upper(isnetwgtestimated) = 'TRUE' AS estimated,
       false AS confidential
FROM raw
