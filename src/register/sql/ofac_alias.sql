-- ofac_alias.sql - ALT.CSV and CONS_ALT.CSV: ent_num, alt_num, alt_type, alt_name, remarks.
INSERT INTO name_in SELECT trim(c0), c3, trim(c2), 'strong' FROM raw
WHERE trim(c0) <> '';
