-- stage_scope.sql - a condition on flows that all have who are of a reporter and period of the
-- staged rows.
SELECT 'reporter IN (' || string_agg(DISTINCT reporter::VARCHAR, ', ') || ') AND period BETWEEN '
       || min(period) || ' AND ' || max(period)
FROM stage;
