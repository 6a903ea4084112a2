-- eurostat_sdmx.sql - SDMX-CSV of the Eurostat data browser, data sets on international trade.
-- title: Eurostat data browser
-- header: freq reporter partner product flow indicators timeperiod obsvalue
-- optional: obsflag dataflow structureid
-- areas: any
-- measures: one
-- One row per indicator: value, weight in 100 kg, supplementary quantity.  Where labels were asked
-- for, a field reads "code:label", or the label alone, of which what stands in brackets is history.
-- Files of SDMX 3.0 say STRUCTURE where others say DATAFLOW; neither is needed, but that of the
-- SITC is told by them.  A second row of an indicator is none of a cell's parts, but of one of
-- two areas that are one elsewhere (XI and XU are of the United Kingdom).
SELECT CASE WHEN contains(concat(dataflow, structureid), 'DS-018995') THEN 'SITC'
            ELSE 'CN' END AS nomenclature,
       NULL AS revision,
       trim(split_part(product, ':', 1)) AS code,
       regexp_replace(trim(split_part(reporter, ':', 1)), ' *[(].*$', '') AS reporter,
       regexp_replace(trim(split_part(partner, ':', 1)), ' *[(].*$', '') AS partner,
       CASE upper(trim(split_part(flow, ':', 1)))
            WHEN '1' THEN 'import' WHEN '2' THEN 'export'
            WHEN 'IMPORT' THEN 'import' WHEN 'EXPORT' THEN 'export' ELSE flow END AS direction,
       trim(timeperiod) AS period,
       CASE WHEN indicators ILIKE 'VALUE%EUR%' THEN weir_blank(obsvalue) END AS value,
       1 AS value_scale,
       'EUR' AS currency,
       NULL AS valuation,
       CASE WHEN indicators ILIKE 'QUANTITY%KG%' THEN weir_blank(obsvalue) END AS net_weight,
       CASE WHEN indicators ILIKE '%100%KG%' THEN 100 ELSE 1 END AS weight_scale,
       CASE WHEN indicators ILIKE 'SUP%QUANTITY%' THEN weir_blank(obsvalue) END AS quantity,
       1 AS quantity_scale,
       CASE WHEN indicators ILIKE 'SUP%QUANTITY%' THEN 'supplementary unit' END AS unit,
       0 AS part,
       concat_ws(' ', reporter, partner, indicators) AS detail,
       coalesce(contains(lower(obsflag), 'e'), false) AS estimated,
       coalesce(contains(lower(obsflag), 'c'), false) OR weir_blank(obsvalue) IS NULL
           AS confidential
FROM raw
