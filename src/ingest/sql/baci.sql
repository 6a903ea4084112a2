-- baci.sql - CEPII BACI: reconciled annual flows between exporter i and importer j.
-- title: CEPII BACI
-- header: t i j k v q
-- areas: m49
-- Values in thousand USD, FOB by construction; quantities in tonnes; codes may have lost their
-- leading zero.  The HS version stands in the file's name (BACI_HS17_Y2021_V202501.csv).
SELECT 'HS' AS nomenclature,
       CASE regexp_extract($path, '(?i)HS(\d\d)', 1)
            WHEN '92' THEN 'HS1992' WHEN '96' THEN 'HS1996' WHEN '02' THEN 'HS2002'
            WHEN '07' THEN 'HS2007' WHEN '12' THEN 'HS2012' WHEN '17' THEN 'HS2017'
            WHEN '22' THEN 'HS2022' END AS revision,
       trim(k) AS code,
       trim(i) AS reporter,
       trim(j) AS partner,
       'export' AS direction,
       trim(t) AS period,
       weir_blank(v) AS value,
       1000 AS value_scale,
       'USD' AS currency,
       'FOB' AS valuation,
       weir_blank(q) AS net_weight,
       1000 AS weight_scale,
       NULL AS quantity,
       1 AS quantity_scale,
       NULL AS unit,
       0 AS part,
       NULL AS detail,
       false AS estimated,
       false AS confidential
FROM raw
