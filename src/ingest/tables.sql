-- tables.sql - where checked rows wait, still in the order of the file.
DROP TABLE IF EXISTS reject_scans;
DROP TABLE IF EXISTS reject_errors;
CREATE OR REPLACE TEMP TABLE checked (
    nomenclature VARCHAR, revision VARCHAR, code VARCHAR, reporter SMALLINT, partner SMALLINT,
    direction direction, freq frequency, period INTEGER, value DOUBLE, currency VARCHAR,
    valuation valuation, net_weight DOUBLE, quantity DOUBLE, unit VARCHAR, flags SMALLINT,
    part SMALLINT, detail VARCHAR, fault_field VARCHAR, fault VARCHAR, fault_text VARCHAR);
