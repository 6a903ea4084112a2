-- comext.sql - Eurostat Comext, bulk files full_v2_YYYYMM.
-- title: Eurostat Comext
-- header: reporter partner tradetype productnc flow statprocedure period valueeur quantitykg
-- optional: supplunit quantitysupplunit
-- areas: any
-- repeats: add
-- Rows of one cell differ by statistical procedure and supplementary unit: parts of a whole.
-- Periods YYYY52 are sums of a year.
SELECT 'CN' AS nomenclature,
       NULL AS revision,
       trim(productnc) AS code,
       reporter AS reporter,
       partner AS partner,
       CASE trim(flow) WHEN '1' THEN 'import' WHEN '2' THEN 'export' ELSE flow END AS direction,
       CASE WHEN trim(period) SIMILAR TO '[0-9]{4}52' THEN left(trim(period), 4)
            ELSE trim(period) END AS period,
       weir_blank(valueeur) AS value,
       1 AS value_scale,
       'EUR' AS currency,
       NULL AS valuation,
       weir_blank(quantitykg) AS net_weight,
       1 AS weight_scale,
       weir_blank(quantitysupplunit) AS quantity,
       1 AS quantity_scale,
       nullif(supplunit, 'NO_SU') AS unit,
       0 AS part,
       statprocedure AS detail,
       false AS estimated,
       upper(partner) SIMILAR TO 'Q[PRSVWYZ]' AS confidential
FROM raw
