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

-- A day as lists write it, as YYYY-MM-DD, or as much of it as there is: YYYY-MM, YYYY.  Day first
-- where only numbers stand (UK, EU); OFAC's and others' month by name.  NULL: none of these.
CREATE OR REPLACE TEMP MACRO reg_parts(y, m, d) AS
    y || CASE WHEN m IN ('', '0', '00') THEN ''
              ELSE '-' || lpad(m, 2, '0') || CASE WHEN d IN ('', '0', '00') THEN ''
                                                  ELSE '-' || lpad(d, 2, '0') END END;
CREATE OR REPLACE TEMP MACRO reg_one_day(s) AS CASE
    WHEN regexp_full_match(s, '\d{4}(-\d{2}(-\d{2})?)?') THEN s
    WHEN regexp_full_match(s, '\d{4}-\d{2}-\d{2}[T +Z].*') THEN left(s, 10)
    WHEN regexp_full_match(s, '\d{1,2}[./-]\d{1,2}[./-]\d{4}')
        THEN reg_parts(right(s, 4), regexp_extract(s, '^\d+[./-](\d+)', 1),
                       regexp_extract(s, '^(\d+)', 1))
    WHEN regexp_full_match(lower(s), 'dd/mm/\d{4}') THEN right(s, 4)
    WHEN regexp_full_match(lower(s), 'dd/\d{2}/\d{4}') THEN reg_parts(right(s, 4), s[4:5], '')
    WHEN regexp_full_match(s, '\d{1,2}[ -][A-Za-z]{3}[ -]\d{4}')
        THEN strftime(try_strptime(replace(s, '-', ' '), '%d %b %Y'), '%Y-%m-%d')
    WHEN regexp_full_match(s, '\d{1,2} [A-Za-z]{4,9} \d{4}')
        THEN strftime(try_strptime(s, '%d %B %Y'), '%Y-%m-%d')
    WHEN regexp_full_match(s, '[A-Za-z]{3} \d{4}')
        THEN strftime(try_strptime('01 ' || s, '%d %b %Y'), '%Y-%m')
    END;
-- The same with 'circa 1962' and '1962..1964'; text of another kind stays as it is.
CREATE OR REPLACE TEMP MACRO reg_bounds(s) AS
    regexp_extract(s, '^(?:[Bb]etween )?(.+?) ?(?:\.\.| to | and |–)(?: )?(.+)$', ['a', 'b']);
CREATE OR REPLACE TEMP MACRO reg_day_of(s) AS CASE
    WHEN s = '' THEN NULL
    WHEN reg_one_day(s) IS NOT NULL THEN reg_one_day(s)
    WHEN regexp_matches(s, '^(?i)(circa|c\.|approximately) *')
         AND reg_one_day(regexp_replace(s, '^(?i)(circa|c\.|approximately) *', '')) IS NOT NULL
        THEN 'circa ' || reg_one_day(regexp_replace(s, '^(?i)(circa|c\.|approximately) *', ''))
    WHEN reg_one_day(reg_bounds(s).a) IS NOT NULL AND reg_one_day(reg_bounds(s).b) IS NOT NULL
        THEN reg_one_day(reg_bounds(s).a) || '..' || reg_one_day(reg_bounds(s).b)
    ELSE s END;
CREATE OR REPLACE TEMP MACRO reg_day(s) AS reg_day_of(trim(coalesce(s, '')));

-- Of what lists call identifiers, those that identify: not a directive, a risk, a web site.
CREATE OR REPLACE TEMP MACRO is_identifier(kind) AS NOT regexp_matches(coalesce(kind, ''),
    '(?i)(determination|\brisk\b|information|gender|web ?site|e-?mail|phone|fax|target type|'
    || 'organization type|\bdate\b|issuer name|nationality|established|equity ticker|'
    || 'transactions prohibited|location|place of|vessel (type|flag|owner|tonnage|year))');
CREATE OR REPLACE TEMP MACRO bare_imo(s) AS regexp_replace(s, '^ *(?i)IMO *(?:No\.?|Number)? *(\d{7})\b.*$', '\1');

-- Identifiers that OFAC writes into remarks.
CREATE OR REPLACE TEMP MACRO ofac_identifiers(s) AS TABLE
    SELECT kind, unnest(regexp_extract_all(s, pattern, 1)) AS value
    FROM (VALUES ('IMO', 'IMO (\d{7})'), ('INN', 'Tax ID No\. (\d{10,12}) \(Russia\)'),
                 ('OGRN', 'Registration (?:Number|ID) (\d{13})'),
                 ('LEI', 'Legal Entity Number ([A-Z0-9]{20})'),
                 ('passport', 'Passport ([A-Z0-9]+)'),
                 ('aircraft', 'Aircraft Tail Number ([A-Z0-9-]+)')) AS k(kind, pattern);
CREATE OR REPLACE TEMP MACRO id_kind(s) AS CASE
    WHEN s ILIKE '%passport%' THEN 'passport'
    WHEN s ILIKE '%IMO%' OR s ILIKE 'Vessel Registration Identification%' THEN 'IMO'
    WHEN s ILIKE '%legal entity%' OR s ILIKE '%LEI%' THEN 'LEI' 
    WHEN s ILIKE '%tax%' THEN 'tax number'
    ELSE lower(coalesce(s, 'identifier')) END;
