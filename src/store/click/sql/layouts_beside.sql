-- layouts_beside.sql - whether two layouts tell of flows of one period that are asked about, as
-- known on a day (null: today).
SELECT count(*) FROM (
    SELECT 1 FROM coverage c JOIN source s USING (source_id)
    WHERE s.vintage <= coalesce($as_of::DATE, DATE '9999-12-31')
      AND c.direction IN ({directions}){freq}
      AND (c.direction IN ('import', 're-import') OR true{exporters})
      AND (c.direction IN ('export', 're-export') OR true{importers})
    GROUP BY c.reporter, c.direction, c.freq, c.period HAVING count(DISTINCT s.adapter) > 1
    LIMIT 1);
