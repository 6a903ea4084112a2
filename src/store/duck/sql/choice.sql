-- choice.sql - how many flows are read otherwise than by the months of the exporter, where these
-- are there.
SELECT count(*) FILTER (by_year), count(*) FILTER (by_importer) FROM chosen{n};
