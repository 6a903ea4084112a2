-- comexstat.sql - Comex Stat, Ministry of Development of Brazil: files EXP_YYYY and IMP_YYYY.
-- title: Comex Stat (Brazil)
-- header: coano comes concm counid copais kgliquido vlfob
-- optional: qtestat vlfrete vlseguro sgufncm covia courf
-- areas: comexstat
-- repeats: add
-- Files of imports have freight and insurance beside the value free on board, those of exports do
-- not.  Rows of one cell differ by state, means of transport and customs office: parts of a whole.
SELECT 'NCM' AS nomenclature,
       NULL AS revision,
       lpad(trim(concm), 8, '0') AS code,
       'BRA' AS reporter,
       lpad(trim(copais), 3, '0') AS partner,
       coalesce($flow, CASE WHEN vlfrete IS NULL AND vlseguro IS NULL THEN 'export'
                            ELSE 'import' END) AS direction,
       trim(coano) || lpad(trim(comes), 2, '0') AS period,
       weir_blank(vlfob) AS value,
       1 AS value_scale,
       'USD' AS currency,
       'FOB' AS valuation,
       weir_blank(kgliquido) AS net_weight,
       1 AS weight_scale,
       weir_blank(qtestat) AS quantity,
       1 AS quantity_scale,
       CASE trim(counid)
            WHEN '10' THEN 'kg' WHEN '11' THEN 'u' WHEN '12' THEN '1000u' WHEN '13' THEN '2u'
            WHEN '14' THEN 'm' WHEN '15' THEN 'm²' WHEN '16' THEN 'm³' WHEN '17' THEN 'l'
            WHEN '18' THEN 'MWh' WHEN '19' THEN 'carat' WHEN '20' THEN '12u' WHEN '21' THEN 't'
            WHEN '22' THEN 'g' ELSE 'unit ' || trim(counid) END AS unit,
       0 AS part,
       concat_ws(' ', sgufncm, covia, courf) AS detail,
       false AS estimated,
       false AS confidential
FROM raw
