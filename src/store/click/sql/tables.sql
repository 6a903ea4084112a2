-- tables.sql - what a cluster keeps of a store; {book} tables are made by tables.c from the tables
-- of the file.  Rows are only added.  What a load brings carries its number, and is there once the
-- row of that load stands in `loads`.
--
-- Sorted by goods and then by who sells: a question is about few goods, or few of whom they go to.
CREATE TABLE IF NOT EXISTS {db}.flow{on} (
    load Int64, source_id Int32, line Int64, nomenclature String, revision Nullable(String),
    code String, family String, reporter Int16, partner Int16, exporter Int16, importer Int16,
    direction String, freq String, period Int32, value Nullable(Float64), currency String,
    valuation String, net_weight Nullable(Float64), quantity Nullable(Float64),
    unit Nullable(String), flags Int16)
ENGINE = {shard_engine} PARTITION BY if(period > 9999, intDiv(period, 100), period)
ORDER BY (family, exporter, importer, direction, freq, code, period);

-- From which day on a row is replaced by a later vintage (0: it is not), as load `since` says.
CREATE TABLE IF NOT EXISTS {db}.replaced{on} (
    origin Int64, line Int64, replaced_day Int32, since Int64, source_id Int32, code String,
    family String, reporter Int16, partner Int16, exporter Int16, importer Int16,
    direction String, freq String, period Int32, flags Int16)
ENGINE = {shard_engine} PARTITION BY if(period > 9999, intDiv(period, 100), period)
ORDER BY (family, exporter, importer, direction, freq, code, period);

-- One row a load, in order: the last one says what the store is, and over how many shards it went.
CREATE TABLE IF NOT EXISTS {db}.loads{on} (
    generation Int64, load Int64, took Int32, dropped Int32, replaces Int64, rows Int64,
    shards Int32, at DateTime, who String)
ENGINE = {book_engine} PARTITION BY tuple() ORDER BY generation;

-- Who began to load: what no row of `loads` follows is swept away.
CREATE TABLE IF NOT EXISTS {db}.begun{on} (load Int64, swept Int8, at DateTime, who String)
ENGINE = {book_engine} PARTITION BY tuple() ORDER BY load;

-- Who writes: a claim is renewed until it is given back, and ends by itself.
CREATE TABLE IF NOT EXISTS {db}.claim{on} (
    token Int64, turn Int64, held Int8, until Int64, who String)
ENGINE = {book_engine} PARTITION BY tuple() ORDER BY (token, turn);
