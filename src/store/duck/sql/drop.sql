-- drop.sql - removes what stands of a source beside its flows.
DELETE FROM reject WHERE source_id = $source::INTEGER;
DELETE FROM coverage WHERE source_id = $source::INTEGER;
DELETE FROM content WHERE source_id = $source::INTEGER;
DELETE FROM source WHERE source_id = $source::INTEGER;
