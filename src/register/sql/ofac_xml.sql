-- ofac_xml.sql - SDN.XML and CONSOLIDATED.XML of OFAC: one sdnEntry per entity.
CREATE OR REPLACE TEMP TABLE e AS
SELECT id, one(id, 'uid') AS uid, lower(one(id, 'sdnType')) AS kind, one(id, 'remarks') AS remarks,
       trim(concat_ws(' ', one(id, 'firstName'), one(id, 'lastName'))) AS name
FROM raw WHERE name = 'sdnEntry';
CREATE OR REPLACE TEMP TABLE part AS -- what the lists of an entry hold
SELECT e.uid, l.name AS list, i.id
FROM e JOIN raw l ON l.parent = e.id AND (l.name LIKE '%List' OR l.name = 'vesselInfo')
JOIN raw i ON i.id = l.id AND l.name = 'vesselInfo' OR i.parent = l.id AND l.name <> 'vesselInfo';
INSERT INTO entity_in
SELECT e.uid, CASE e.kind WHEN 'individual' THEN 'person' WHEN 'vessel' THEN 'vessel'
                        WHEN 'aircraft' THEN 'aircraft' ELSE 'entity' END,
       (SELECT string_agg(k.text, '; ' ORDER BY k.id) FROM part p JOIN raw k ON k.id = p.id
        WHERE p.uid = e.uid AND p.list = 'programList'), NULL, NULL,
       (SELECT string_agg(DISTINCT one(p.id, 'country'), '; ') FROM part p
        WHERE p.uid = e.uid AND p.list IN ('nationalityList', 'citizenshipList')),
       (SELECT string_agg(DISTINCT reg_day(one(p.id, 'dateOfBirth')), '; ') FROM part p
        WHERE p.uid = e.uid AND p.list = 'dateOfBirthList'),
       (SELECT min(one(p.id, 'placeOfBirth')) FROM part p
        WHERE p.uid = e.uid AND p.list = 'placeOfBirthList'),
       (SELECT nullif(concat_ws('; ', e.remarks, min('vessel type ' || one(p.id, 'vesselType')),
               min('flag ' || one(p.id, 'vesselFlag')),
               min('owner ' || one(p.id, 'vesselOwner'))), '') FROM part p
        WHERE p.uid = e.uid AND p.list = 'vesselInfo')
FROM e;
INSERT INTO name_in SELECT uid, name, 'primary', 'strong' FROM e
UNION ALL
SELECT uid, trim(concat_ws(' ', one(id, 'firstName'), one(id, 'lastName'))),
       CASE WHEN one(id, 'type') LIKE 'f%' THEN 'fka' WHEN one(id, 'type') LIKE 'n%' THEN 'nka'
            ELSE 'aka' END, coalesce(one(id, 'category'), 'strong')
FROM part WHERE list = 'akaList';
INSERT INTO address_in
SELECT uid, concat_ws(', ', one(id, 'address1'), one(id, 'address2'), one(id, 'address3')),
       concat_ws(' ', one(id, 'city'), one(id, 'stateOrProvince'), one(id, 'postalCode')),
       one(id, 'country')
FROM part WHERE list = 'addressList';
INSERT INTO identifier_in
SELECT uid, CASE WHEN one(id, 'idType') LIKE 'Tax ID%' AND one(id, 'idCountry') = 'Russia'
                 THEN 'INN' ELSE id_kind(one(id, 'idType')) END,
       bare_imo(one(id, 'idNumber'))
FROM part
WHERE list = 'idList' AND one(id, 'idNumber') IS NOT NULL AND is_identifier(one(id, 'idType'))
UNION ALL SELECT uid, 'call sign', one(id, 'callSign') FROM part
WHERE list = 'vesselInfo' AND one(id, 'callSign') IS NOT NULL;
INSERT INTO stated
SELECT 'published', strftime(try_strptime(text, '%m/%d/%Y'), '%Y-%m-%d') FROM raw
WHERE name = 'Publish_Date'
UNION ALL SELECT 'entries', text FROM raw WHERE name = 'Record_Count';
