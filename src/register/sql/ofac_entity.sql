-- ofac_entity.sql - SDN.CSV and CONS_PRIM.CSV: ent_num, SDN_Name, SDN_Type, Program, Title,
-- Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, Vess_owner, Remarks; '-0- ' is no value.
CREATE OR REPLACE TEMP TABLE r AS SELECT * FROM raw WHERE trim(c0) <> ''; -- not the end mark
INSERT INTO entity_in
SELECT trim(c0), CASE trim(c2) WHEN 'individual' THEN 'person' WHEN 'vessel' THEN 'vessel'
                              WHEN 'aircraft' THEN 'aircraft' ELSE 'entity' END,
       replace(nullif(trim(c3), '-0-'), '] [', '; '), NULL, NULL, -- "A] [B": two programmes
       nullif(array_to_string(regexp_extract_all(
           c11, '(?:nationality|citizen) ([^;.]+)', 1), '; '), ''),
       (SELECT string_agg(DISTINCT reg_day(d), '; ' ORDER BY reg_day(d))
        FROM (SELECT unnest(regexp_extract_all(c11, '\bDOB ([^;]+?)(?:;|\.?$)', 1)) AS d)),
       nullif(regexp_extract(c11, 'POB ([^;]+?)(?:;|\.?$)', 1), ''),
       nullif(concat_ws('; ', 'title ' || nullif(trim(c4), '-0-'),
                        'vessel type ' || nullif(trim(c6), '-0-'),
                        'tonnage ' || nullif(trim(c7), '-0-'),
                        'gross tonnage ' || nullif(trim(c8), '-0-'),
                        'flag ' || nullif(trim(c9), '-0-'), 'owner ' || nullif(trim(c10), '-0-'),
                        nullif(trim(c11), '-0-')), '')
FROM r;
INSERT INTO name_in SELECT trim(c0), c1, 'primary', 'strong' FROM r
-- weak aliases stand in the remarks
UNION ALL
SELECT trim(c0), unnest(regexp_extract_all(c11, '[afn]\.k\.a\. ''([^'']+)''', 1)), 'aka', 'weak'
FROM r;
INSERT INTO identifier_in
SELECT trim(c0), i.kind, i.value FROM r, LATERAL (FROM ofac_identifiers(c11)) i
UNION ALL SELECT trim(c0), 'call sign', nullif(trim(c5), '-0-') FROM r;
