-- begin.sql - what a layout's SQL fills from `raw`.
CREATE OR REPLACE TEMP TABLE entity_in (uid VARCHAR, kind VARCHAR, program VARCHAR,
    listed_on VARCHAR, until VARCHAR, country VARCHAR, born VARCHAR, birthplace VARCHAR,
    remarks VARCHAR);
CREATE OR REPLACE TEMP TABLE name_in (uid VARCHAR, name VARCHAR, kind VARCHAR, quality VARCHAR);
CREATE OR REPLACE TEMP TABLE address_in (uid VARCHAR, address VARCHAR, city VARCHAR,
    country VARCHAR);
CREATE OR REPLACE TEMP TABLE identifier_in (uid VARCHAR, kind VARCHAR, value VARCHAR);
