-- check.sql - what must hold between the tables of a store, and how many times it does not.
SELECT 'sources whose rows are not those counted when they were loaded' AS what, count(*) AS wrong
FROM source s
LEFT JOIN (SELECT source_id, count(*) AS n FROM flow GROUP BY source_id) f USING (source_id)
WHERE s.rows_kept <> coalesce(f.n, 0)
UNION ALL
SELECT 'sources whose rejects are not those counted when they were loaded', count(*)
FROM source s
LEFT JOIN (SELECT source_id, count(*) AS n FROM reject GROUP BY source_id) r USING (source_id)
WHERE s.rows_rejected <> coalesce(r.n, 0)
UNION ALL
SELECT 'rows of a source that is not there',
      (SELECT count(*) FROM flow ANTI JOIN source USING (source_id))
    + (SELECT count(*) FROM reject ANTI JOIN source USING (source_id))
    + (SELECT count(*) FROM coverage ANTI JOIN source USING (source_id))
    + (SELECT count(*) FROM content ANTI JOIN source USING (source_id))
UNION ALL
SELECT 'rows replaced by a vintage that is not there', count(*)
FROM flow f JOIN source s USING (source_id)
WHERE f.replaced_on IS NOT NULL AND (s.adapter, f.replaced_on) NOT IN (SELECT (adapter, vintage)
                                                                      FROM source)
UNION ALL
SELECT 'rows whose period is none', count(*)
FROM flow
WHERE CASE freq WHEN 'A' THEN period NOT BETWEEN 1960 AND 2100
                ELSE period // 100 NOT BETWEEN 1960 AND 2100 OR period % 100 NOT BETWEEN 1 AND 12
      END
UNION ALL
SELECT 'figures that are not finite, or negative', count(*)
FROM flow WHERE NOT (coalesce(value, 0) >= 0 AND isfinite(coalesce(value, 0)))
             OR NOT (coalesce(net_weight, 0) >= 0 AND isfinite(coalesce(net_weight, 0)))
             OR NOT (coalesce(quantity, 0) >= 0 AND isfinite(coalesce(quantity, 0)))
