-- layouts.sql - the layout of each source that was published by a day (null: today).
SELECT source_id, adapter FROM source
WHERE vintage <= coalesce($as_of::DATE, DATE '9999-12-31') ORDER BY source_id
