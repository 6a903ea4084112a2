-- reporting.sql - who reports which flows.
SELECT DISTINCT direction::VARCHAR, freq::VARCHAR, reporter FROM coverage;
