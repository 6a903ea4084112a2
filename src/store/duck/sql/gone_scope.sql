-- gone_scope.sql - the same of the cells of a source that is removed.
SELECT coalesce('reporter IN (' || string_agg(DISTINCT reporter::VARCHAR, ', ')
                || ') AND period BETWEEN ' || min(period) || ' AND ' || max(period), '1 = 0')
FROM gone;
