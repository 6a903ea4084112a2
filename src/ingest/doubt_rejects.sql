-- doubt_rejects.sql - the first of the rejected rows.
SELECT line, coalesce("column", ''), reason FROM stage_reject ORDER BY line LIMIT 1;
