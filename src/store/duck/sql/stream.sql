-- stream.sql - the selected series, each with its figures, in the order in which they were put.
SELECT exporter, importer, unit, freq::VARCHAR, direction::VARCHAR, currency, valuation::VARCHAR,
       adapter, measured_in, reporter, periods, amounts, weights, withheld
FROM cell{n};
