-- ofac_address.sql - ADD.CSV and CONS_ADD.CSV: ent_num, add_num, address, city, country, remarks.
INSERT INTO address_in
SELECT trim(c0), nullif(trim(c2), '-0-'), nullif(trim(c3), '-0-'), nullif(trim(c4), '-0-') FROM raw
WHERE trim(c0) <> '';
