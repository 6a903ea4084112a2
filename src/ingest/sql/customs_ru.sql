-- customs_ru.sql - the layout of Russian customs: NAPR PERIOD STRANA TNVED EDIZM STOIM NETTO KOL.
-- title: customs statistics in the layout of Russian customs
-- header: napr period strana tnved stoim netto
-- optional: edizm kol source
-- areas: any
-- repeats: add
-- NAPR is seen from Russia.  Source tells whose statistics a row is: FTS is Russian customs, MIRROR
-- the partner's own, where Russia's import is the partner's export.  Without that column, codes of
-- ten digits (TN VED) are taken for Russian, shorter ones for the partner's.  In MIRROR rows NETTO
-- counts thousands of the unit that EDIZM names; elsewhere it is kg.
SELECT CASE WHEN mirror THEN 'HS' ELSE 'TNVED' END AS nomenclature,
       NULL AS revision,
       trim(tnved) AS code,
       CASE WHEN mirror THEN strana ELSE '643' END AS reporter,
       CASE WHEN mirror THEN '643' ELSE strana END AS partner,
       CASE WHEN trim(napr) IN ('ИМ', 'IM') THEN CASE WHEN mirror THEN 'export' ELSE 'import' END
            WHEN trim(napr) IN ('ЭК', 'EK') THEN CASE WHEN mirror THEN 'import' ELSE 'export' END
            ELSE napr END AS direction,
       trim(period) AS period,
       weir_blank(stoim) AS value,
       1 AS value_scale,
       'USD' AS currency,
       NULL AS valuation,
       CASE WHEN NOT thousands THEN weir_blank(netto)
            WHEN upper(edizm) IN ('KGS', 'KG', 'TON', 'MTS') THEN weir_blank(netto) END
           AS net_weight,
       CASE WHEN NOT thousands THEN 1 WHEN upper(edizm) IN ('TON', 'MTS') THEN 1000000 ELSE 1000 END
           AS weight_scale,
       CASE WHEN thousands AND upper(edizm) NOT IN ('KGS', 'KG', 'TON', 'MTS')
            THEN weir_blank(netto) ELSE weir_blank(kol) END AS quantity,
       CASE WHEN thousands THEN 1000 ELSE 1 END AS quantity_scale,
       weir_blank(edizm) AS unit,
       0 AS part,
       NULL AS detail,
       false AS estimated,
       false AS confidential
FROM (SELECT *, coalesce(upper(source) = 'MIRROR', length(trim(tnved)) < 9) AS mirror,
             coalesce(upper(source) = 'MIRROR', false) AS thousands
      FROM raw)
