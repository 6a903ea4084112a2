-- easy_comext.sql - Eurostat Easy Comext, tables exported as CSV.
-- title: Eurostat Easy Comext
-- header: reporter partner product flow period valueineur
-- optional: statprocedure quantityin100kg quantityinkg supplementaryquantity
-- areas: any
-- Fields are labels ("Germany (incl. ...)", "Aug. 2024") or codes with labels ("2-EXPORT"); what
-- stands in brackets is history.  A product by its label alone has no code: it is rejected, but for
-- the total.  Single statistical procedures break a cell down.
SELECT 'CN' AS nomenclature,
       NULL AS revision,
       CASE WHEN upper(product) SIMILAR TO 'TOTAL.*' THEN 'TOTAL'
            ELSE regexp_extract(trim(product), '^[0-9X]+') END AS code,
       CASE WHEN reporter LIKE '%European Union - 27%' THEN 'EU27_2020'
            WHEN reporter LIKE '%European Union (%' THEN '9005'
            WHEN reporter LIKE '%Euro area%' THEN '9004'
            ELSE regexp_replace(regexp_replace(trim(reporter), '^[A-Z0-9_]{2,12}-', ''),
                                ' *[(].*$', '') END AS reporter,
       regexp_replace(regexp_replace(trim(partner), '^[A-Z0-9_]{2,12}-', ''), ' *[(].*$', '')
           AS partner,
       CASE WHEN upper(flow) SIMILAR TO '(1-)?IMPORT' OR trim(flow) = '1' THEN 'import'
            WHEN upper(flow) SIMILAR TO '(2-)?EXPORT' OR trim(flow) = '2' THEN 'export'
            ELSE flow END AS direction,
       CASE WHEN trim(period) SIMILAR TO '[0-9]{4}52(-.*)?' THEN left(trim(period), 4)
            WHEN trim(period) SIMILAR TO '[0-9]{6}-.*' THEN left(trim(period), 6)
            ELSE trim(period) END AS period,
       weir_blank(valueineur) AS value,
       1 AS value_scale,
       'EUR' AS currency,
       NULL AS valuation,
       weir_blank(coalesce(quantityin100kg, quantityinkg)) AS net_weight,
       CASE WHEN quantityin100kg IS NULL THEN 1 ELSE 100 END AS weight_scale,
       weir_blank(supplementaryquantity) AS quantity,
       1 AS quantity_scale,
       CASE WHEN supplementaryquantity IS NOT NULL THEN 'supplementary unit' END AS unit,
       CASE WHEN upper(statprocedure) SIMILAR TO '(T-)?TOTAL|T' OR statprocedure IS NULL THEN 0
            ELSE 2 END AS part,
       statprocedure AS detail,
       false AS estimated,
       false AS confidential
FROM raw
