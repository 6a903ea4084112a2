-- stream.sql - the selected series, each with its figures.
SELECT exporter, importer, unit, freq::VARCHAR, direction::VARCHAR, currency, valuation::VARCHAR,
       adapter, measured_in, reporter, periods, amounts, weights, withheld
FROM cell{n}
ORDER BY exporter, importer, unit, freq, direction, currency, valuation, adapter, measured_in;
