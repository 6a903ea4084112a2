-- tables.sql - where checked rows wait, in the order of the file, good and bad; commas: 1 in a
-- number, 2 that can only part thousands.
DROP VIEW IF EXISTS stage;
DROP TABLE IF EXISTS reject_scans;
DROP TABLE IF EXISTS reject_errors;
CREATE OR REPLACE TEMP TABLE staged (
    nomenclature VARCHAR, revision VARCHAR, code VARCHAR, reporter SMALLINT, partner SMALLINT,
    direction direction, freq frequency, period INTEGER, value DOUBLE, currency VARCHAR,
    valuation valuation, net_weight DOUBLE, quantity DOUBLE, unit VARCHAR, flags SMALLINT,
    part SMALLINT, detail VARCHAR, commas TINYINT, fault_field VARCHAR, fault VARCHAR,
    fault_text VARCHAR);
