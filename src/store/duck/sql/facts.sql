-- facts.sql - of the whole store: whether there are rates; whether a layout has several sources, of
-- which one may replace another; and, as "'exportM','importA'", where a group that reports (the EU as
-- one) has members that report too: it is left out there.
SELECT EXISTS (SELECT 1 FROM rate),
       coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM source GROUP BY adapter)), 0) > 1,
       (SELECT string_agg(DISTINCT concat('''', g.direction, g.freq, ''''))
        FROM coverage g JOIN (
            SELECT DISTINCT direction, freq FROM coverage
            WHERE reporter IN (SELECT m49 FROM ref.membership WHERE grp = 'EU27')) m
            ON m.direction = g.direction AND m.freq = g.freq
        WHERE g.reporter = 97);
