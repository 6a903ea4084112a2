-- begin.sql - what a layout's SQL fills from `raw`.
CREATE OR REPLACE TEMP TABLE entity_in (uid VARCHAR, kind VARCHAR, program VARCHAR,
    listed_on VARCHAR, until VARCHAR, country VARCHAR, born VARCHAR, birthplace VARCHAR,
    remarks VARCHAR);
CREATE OR REPLACE TEMP TABLE name_in (uid VARCHAR, name VARCHAR, kind VARCHAR, quality VARCHAR);
CREATE OR REPLACE TEMP TABLE address_in (uid VARCHAR, address VARCHAR, city VARCHAR,
    country VARCHAR);
CREATE OR REPLACE TEMP TABLE identifier_in (uid VARCHAR, kind VARCHAR, value VARCHAR);
CREATE OR REPLACE TEMP TABLE remark_in (uid VARCHAR, remark VARCHAR);

-- What the file says of itself: 'published' (a day), 'entries' (how many it has), 'list' (which it
-- is), 'note' (what the user should know).
CREATE OR REPLACE TEMP TABLE stated (what VARCHAR, value VARCHAR);

-- A day as the list writes it; several are joined by '; ', a range by '..'.  days.sql reads them.
CREATE OR REPLACE TEMP MACRO reg_day(s) AS nullif(trim(s), '');

-- Of what lists call identifiers, those that identify: not a directive, a risk, a web site.
CREATE OR REPLACE TEMP MACRO is_identifier(kind) AS NOT regexp_matches(coalesce(kind, ''),
    '(?i)(determination|\brisk\b|information|gender|web ?site|e-?mail|phone|fax|target type|'
    || 'organization type|\bdate\b|issuer name|nationality|established|equity ticker|'
    || 'transactions prohibited|location|place of|vessel (type|flag|owner|tonnage|year))');
CREATE OR REPLACE TEMP MACRO bare_imo(s) AS
    regexp_replace(s, '^ *(?i)IMO *(?:No\.?|Number)? *(\d{7})\b.*$', '\1');

-- Identifiers that OFAC writes into remarks.
CREATE OR REPLACE TEMP MACRO ofac_identifiers(s) AS TABLE
    SELECT kind, unnest(regexp_extract_all(s, pattern, 1)) AS value
    FROM (VALUES ('IMO', 'IMO (\d{7})'), ('INN', 'Tax ID No\. (\d{10,12}) \(Russia\)'),
                 ('OGRN', 'Registration (?:Number|ID) (\d{13})'),
                 ('LEI', 'Legal Entity Number ([A-Z0-9]{20})'),
                 ('passport', 'Passport ([A-Z]{0,3}[ -]?[0-9][A-Z0-9-]*|[A-Z0-9]{4,})'),
                 ('national identification',
                  '(?:Cedula No\.|National ID No\.|NIT #|RUC #|C\.U\.R\.P\.|R\.F\.C\.|D\.N\.I\.|'
                  || 'SSN|'
                  || 'Identification Number) ([A-Z0-9./-]*[0-9][A-Z0-9-]*)'),
                 ('registration number', '(?:V\.A\.T\. Number|Company Number|Commercial Registry '
                  || 'Number|Business Registration Number) ([A-Z0-9./-]*[0-9][A-Z0-9-]*)'),
                 ('SWIFT', 'SWIFT/BIC ([A-Z0-9]{8,11})'), ('MMSI', 'MMSI (\d{9})'),
                 ('digital currency address',
                  'Digital Currency Address - [A-Z]+ ([A-Za-z0-9]{20,})'),
                 ('aircraft', 'Aircraft Tail Number ([A-Z0-9-]+)')) AS k(kind, pattern);
CREATE OR REPLACE TEMP MACRO id_kind(s) AS CASE
    WHEN s ILIKE '%passport%' THEN 'passport'
    WHEN s ILIKE '%IMO%' OR s ILIKE 'Vessel Registration Identification%' THEN 'IMO'
    WHEN s ILIKE '%legal entity%' OR s ILIKE '%LEI%' THEN 'LEI' 
    WHEN s ILIKE '%tax%' THEN 'tax number'
    ELSE lower(coalesce(s, 'identifier')) END;
