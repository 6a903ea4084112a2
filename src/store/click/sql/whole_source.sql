-- whole_source.sql - which sources the rows of a World, or of all goods as one, are of.
CREATE TEMP TABLE whole_source{n} AS
SELECT DISTINCT reporter, direction, freq, unnest(sources) AS source_id FROM cell{n};
