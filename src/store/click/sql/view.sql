-- view.sql - the flows of a cluster under the name of the table that a file has.
CREATE OR REPLACE TEMP VIEW flow AS
SELECT source_id, line, nomenclature, revision, code, reporter, partner,
       direction::direction AS direction, freq::frequency AS freq, period, value, currency,
       valuation::valuation AS valuation, net_weight, quantity, unit, flags,
       CASE WHEN replaced_day > 0 THEN DATE '1970-01-01' + replaced_day END AS replaced_on
FROM weir_feed(0);
