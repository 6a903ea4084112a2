-- schema.sql - what a store holds.  Version 2; migrate_*.sql bring earlier ones here.
--
-- A flow row is never changed after its load, except that a later vintage of the same cell sets
-- replaced_on.  Sums only ever use rows whose flags are 0 or mark an estimate or a confidential
-- part; see enum flow_flag in src/model/flow.h.
CREATE TYPE direction AS ENUM ('export', 'import', 're-export', 're-import');
CREATE TYPE frequency AS ENUM ('M', 'A');
CREATE TYPE valuation AS ENUM ('FOB', 'CIF', 'unknown');

CREATE TABLE source (
    source_id     INTEGER PRIMARY KEY,
    path          VARCHAR NOT NULL,          -- as given to ingest
    sha256        VARCHAR NOT NULL UNIQUE,   -- of the file as it was, compressed or not
    bytes         BIGINT NOT NULL,
    adapter       VARCHAR NOT NULL,          -- layout the file was read as
    title         VARCHAR NOT NULL,          -- whose statistics, in words
    options       VARCHAR NOT NULL,          -- what the user told ingest beside the file
    vintage       DATE NOT NULL,             -- when these figures were published or taken in
    loaded_at     TIMESTAMP NOT NULL,
    rows_read     BIGINT NOT NULL,
    rows_kept     BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    note          VARCHAR);                  -- warnings, one a line

CREATE TABLE flow (
    source_id    INTEGER NOT NULL,
    line         BIGINT NOT NULL,            -- of the file; record number for JSON and Parquet
    nomenclature VARCHAR NOT NULL,           -- HS, CN, TNVED, ...
    revision     VARCHAR,                    -- HS2017, ...; null where the file does not say
    code         VARCHAR NOT NULL,
    reporter     SMALLINT NOT NULL,          -- ref.area
    partner      SMALLINT NOT NULL,
    direction    direction NOT NULL,         -- as the reporter sees it
    freq         frequency NOT NULL,
    period       INTEGER NOT NULL,           -- yyyymm, or yyyy when freq is A
    value        DOUBLE,                     -- in units of currency
    currency     VARCHAR NOT NULL,
    valuation    valuation NOT NULL,
    net_weight   DOUBLE,                     -- kg
    quantity     DOUBLE,                     -- in unit
    unit         VARCHAR,
    flags        SMALLINT NOT NULL,
    replaced_on  DATE);                      -- vintage that replaced this cell

CREATE TABLE reject (
    source_id INTEGER NOT NULL,
    line      BIGINT NOT NULL,
    "column"  VARCHAR,
    reason    VARCHAR NOT NULL,
    text      VARCHAR);                      -- the row, cut at 200 characters

-- Which months a reporter has figures for in a source, and which codes: what "nothing was
-- reported" is read from.
CREATE TABLE coverage (
    source_id INTEGER, reporter SMALLINT, direction direction, freq frequency, period INTEGER,
    rows BIGINT, value DOUBLE, published BOOLEAN);

CREATE TABLE content (
    source_id INTEGER, reporter SMALLINT, direction direction, freq frequency,
    nomenclature VARCHAR, revision VARCHAR, code VARCHAR,
    first_period INTEGER, last_period INTEGER, rows BIGINT, value DOUBLE);

-- Where a family enters or leaves a data set with a renumbering; filled by breaks.sql, which says
-- how a data set is called.
CREATE TABLE renumbering (
    adapter VARCHAR, direction direction, freq frequency, family VARCHAR,
    from_period INTEGER, until_period INTEGER, share DOUBLE);

-- Monthly averages, units of currency per US dollar.
CREATE TABLE rate (
    currency VARCHAR NOT NULL, period INTEGER NOT NULL,
    per_usd DOUBLE NOT NULL CHECK (per_usd > 0), source VARCHAR NOT NULL,
    PRIMARY KEY (currency, period));

-- The version of this schema, and the state of the reference tables from which renumbering and
-- names were derived.
CREATE TABLE weir (version INTEGER NOT NULL, reference VARCHAR);
INSERT INTO weir VALUES (2, NULL);

-- What people see who open the file from Python, R or DuckDB's shell: flows with names.  The tables
-- hold copies of reference data for that; weir itself joins the reference tables.
CREATE TABLE area_name (m49 SMALLINT NOT NULL, iso3 VARCHAR, name VARCHAR NOT NULL);
CREATE TABLE code_name (code VARCHAR NOT NULL, family VARCHAR, label VARCHAR);
CREATE VIEW flows AS
SELECT s.title AS source, s.vintage, f.line, f.period, f.freq, f.direction, r.iso3 AS reporter,
       r.name AS reporter_name, p.iso3 AS partner, p.name AS partner_name, f.code, c.family,
       c.label AS goods, f.value, f.currency, f.valuation, f.net_weight, f.quantity, f.unit,
       f.flags & 60 = 0 AS summed, f.replaced_on
FROM flow f JOIN source s USING (source_id)
LEFT JOIN area_name r ON r.m49 = f.reporter LEFT JOIN area_name p ON p.m49 = f.partner
LEFT JOIN code_name c ON c.code = f.code;
