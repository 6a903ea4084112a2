-- stream.sql - the selected cells, series by series.
SELECT exporter, importer, unit, freq::VARCHAR, direction::VARCHAR, currency, valuation::VARCHAR,
       adapter, measured_in, reporter, period, amount, weight, confidential
FROM cell
ORDER BY exporter, importer, unit, freq, direction, currency, valuation, adapter, measured_in,
         period;
