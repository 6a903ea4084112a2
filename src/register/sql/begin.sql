-- begin.sql - what a layout's SQL fills from `raw`.
CREATE OR REPLACE TEMP TABLE entity_in (uid VARCHAR, kind VARCHAR, program VARCHAR,
    listed_on VARCHAR, until VARCHAR, country VARCHAR, born VARCHAR, birthplace VARCHAR,
    remarks VARCHAR);
CREATE OR REPLACE TEMP TABLE name_in (uid VARCHAR, name VARCHAR, kind VARCHAR, quality VARCHAR);
CREATE OR REPLACE TEMP TABLE address_in (uid VARCHAR, address VARCHAR, city VARCHAR,
    country VARCHAR);
CREATE OR REPLACE TEMP TABLE identifier_in (uid VARCHAR, kind VARCHAR, value VARCHAR);
CREATE OR REPLACE TEMP TABLE remark_in (uid VARCHAR, remark VARCHAR);

-- Identifiers that OFAC writes into remarks.
CREATE OR REPLACE TEMP MACRO ofac_identifiers(s) AS TABLE
    SELECT kind, unnest(regexp_extract_all(s, pattern, 1)) AS value
    FROM (VALUES ('IMO', 'IMO (\d{7})'), ('INN', 'Tax ID No\. (\d{10,12}) \(Russia\)'),
                 ('OGRN', 'Registration (?:Number|ID) (\d{13})'),
                 ('LEI', 'Legal Entity Number ([A-Z0-9]{20})'),
                 ('passport', 'Passport ([A-Z0-9]+)'),
                 ('aircraft', 'Aircraft Tail Number ([A-Z0-9-]+)')) AS k(kind, pattern);
CREATE OR REPLACE TEMP MACRO id_kind(s) AS CASE
    WHEN s ILIKE '%passport%' THEN 'passport' WHEN s ILIKE '%IMO%' THEN 'IMO'
    WHEN s ILIKE '%legal entity%' OR s ILIKE '%LEI%' THEN 'LEI' 
    WHEN s ILIKE '%tax%' THEN 'tax number'
    ELSE lower(coalesce(s, 'identifier')) END;
