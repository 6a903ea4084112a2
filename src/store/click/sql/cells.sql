-- cells.sql - the series that the shards put together, as cells.sql of a file makes them.
CREATE TEMP TABLE cell{n} AS
SELECT from_area AS exporter, to_area AS importer, reporter, of_exporter <> 0 AS of_exporter,
       direction::direction AS direction, freq::frequency AS freq, adapter, goods AS unit, currency,
       valuation::valuation AS valuation, measured_in, periods, amounts, {weights} AS weights,
       withheld{sources}
FROM weir_feed({feed});
