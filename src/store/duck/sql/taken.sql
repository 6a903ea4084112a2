-- taken.sql - what a load brought, for its summary.
SELECT count(*)::BIGINT, count(*) FILTER (flags & 36 <> 0)::BIGINT,
       count(*) FILTER (flags & 8 <> 0)::BIGINT, count(*) FILTER (flags & 16 <> 0)::BIGINT,
       (SELECT count(*)::BIGINT FROM flow o
        WHERE replaced_on = (SELECT vintage FROM source WHERE source_id = $source::INTEGER)
          AND source_id <> $source::INTEGER
          AND (reporter, partner, direction, freq, period, code) IN
              (SELECT (reporter, partner, direction, freq, period, code) FROM stage)),
       (SELECT rows_rejected FROM source WHERE source_id = $source::INTEGER)
FROM stage;
