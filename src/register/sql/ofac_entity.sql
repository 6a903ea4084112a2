-- ofac_entity.sql - SDN.CSV and CONS_PRIM.CSV: ent_num, SDN_Name, SDN_Type, Program, Title,
-- Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, Vess_owner, Remarks; '-0- ' is no value.
CREATE OR REPLACE TEMP TABLE r AS SELECT * FROM raw WHERE trim(c0) <> ''; -- not the end mark
INSERT INTO entity_in
SELECT trim(c0), CASE trim(c2) WHEN 'individual' THEN 'person' WHEN 'vessel' THEN 'vessel'
                              WHEN 'aircraft' THEN 'aircraft' ELSE 'entity' END,
       nullif(trim(c3), '-0-'), NULL, NULL, NULL,
       nullif(regexp_extract(c11, 'DOB ([^;]+?)[;.]', 1), ''),
       nullif(regexp_extract(c11, 'POB ([^;]+?)[;.]', 1), ''), nullif(trim(c11), '-0-')
FROM r;
INSERT INTO name_in SELECT trim(c0), c1, 'primary', 'strong' FROM r;
INSERT INTO identifier_in
SELECT trim(c0), kind, unnest(regexp_extract_all(c11, pattern, 1))
FROM r, LATERAL (VALUES ('IMO', 'IMO (\d{7})'), ('INN', 'Tax ID No\. (\d{10,12}) \(Russia\)'),
                        ('OGRN', 'Registration (?:Number|ID) (\d{13})'),
                        ('LEI', 'Legal Entity Number ([A-Z0-9]{20})'),
                        ('passport', 'Passport ([A-Z0-9]+)')) AS k(kind, pattern)
UNION ALL SELECT trim(c0), 'call sign', nullif(trim(c5), '-0-') FROM r;
