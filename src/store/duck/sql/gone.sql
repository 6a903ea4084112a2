-- gone.sql - the cells of a source that is removed, inside the caller's transaction.
CREATE TEMP TABLE gone AS
SELECT DISTINCT f.reporter, f.partner, f.direction, f.freq, f.period, f.code
FROM flow f WHERE source_id = $source::INTEGER;
CREATE TEMP TABLE gone_source AS
SELECT adapter FROM source WHERE source_id = $source::INTEGER;
