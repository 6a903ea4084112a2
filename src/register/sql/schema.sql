-- schema.sql - registers of names in a store: who was on which list, as published on which day.
-- Statements that DuckDB cannot replay from its log (a default that is a function, an added column)
-- have no place here: a process may end before they are in the file.
CREATE SCHEMA IF NOT EXISTS reg;
CREATE SEQUENCE reg.source_ids;

-- One file.  A list may come in parts (entities, aliases, addresses), each with its own vintages.
CREATE TABLE reg.source (
    source_id BIGINT PRIMARY KEY,
    list      VARCHAR NOT NULL,
    part      VARCHAR NOT NULL,
    layout    VARCHAR NOT NULL,
    path      VARCHAR NOT NULL,
    sha256    VARCHAR NOT NULL,
    vintage   DATE NOT NULL,     -- the day on which it was published
    loaded    TIMESTAMP NOT NULL, -- UTC
    encoding  VARCHAR);          -- as the user said; null: UTF-8

-- kind: person, entity, vessel, aircraft, unknown.  Days as the list states them.
CREATE TABLE reg.entity (
    source_id BIGINT NOT NULL, list VARCHAR NOT NULL, uid VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    program VARCHAR, listed_on VARCHAR, until VARCHAR, country VARCHAR, born VARCHAR,
    birthplace VARCHAR, remarks VARCHAR);

-- kind: primary, aka, fka, nka, original script; quality: strong, weak.  normal: upper case,
-- accents and punctuation gone, words sorted.
CREATE TABLE reg.name (
    source_id BIGINT NOT NULL, list VARCHAR NOT NULL, uid VARCHAR NOT NULL, name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, quality VARCHAR NOT NULL, script VARCHAR NOT NULL,
    normal VARCHAR NOT NULL);

CREATE TABLE reg.address (
    source_id BIGINT NOT NULL, list VARCHAR NOT NULL, uid VARCHAR NOT NULL, address VARCHAR,
    city VARCHAR, country VARCHAR);

CREATE TABLE reg.identifier (
    source_id BIGINT NOT NULL, list VARCHAR NOT NULL, uid VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    value VARCHAR NOT NULL);

-- What the remarks of an entry go on with in another file (OFAC's comments).
CREATE TABLE reg.remark (
    source_id BIGINT NOT NULL, list VARCHAR NOT NULL, uid VARCHAR NOT NULL, remark VARCHAR);
