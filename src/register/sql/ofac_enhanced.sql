-- ofac_enhanced.sql - SDN_ENHANCED.XML and CONS_ENHANCED.XML of OFAC's list service: one entity per
-- element, reference values as text beside their numbers.
CREATE OR REPLACE TEMP TABLE e AS
SELECT x.id, one(x.id, '@id') AS uid, g.id AS general
FROM raw s JOIN raw x ON x.parent = s.id AND x.name = 'entity'
LEFT JOIN raw g ON g.parent = x.id AND g.name = 'generalInfo' WHERE s.name = 'entities';
CREATE OR REPLACE TEMP TABLE part AS -- what the lists of an entity hold
SELECT e.uid, l.name AS list, i.id, i.text
FROM e JOIN raw l ON l.parent = e.id JOIN raw i ON i.parent = l.id
WHERE l.name IN ('sanctionsLists', 'sanctionsPrograms', 'names', 'addresses', 'features',
                 'identityDocuments') AND i.name NOT LIKE '@%';
CREATE OR REPLACE TEMP TABLE feature AS
SELECT uid, one(id, 'type') AS kind, one(id, 'value') AS value FROM part WHERE list = 'features';
INSERT INTO entity_in
SELECT e.uid, CASE lower(one(e.general, 'entityType')) WHEN 'individual' THEN 'person'
            WHEN 'vessel' THEN 'vessel' WHEN 'aircraft' THEN 'aircraft' ELSE 'entity' END,
       (SELECT string_agg(p.text, '; ' ORDER BY p.id) FROM part p
        WHERE p.uid = e.uid AND p.list = 'sanctionsPrograms'),
       (SELECT string_agg(DISTINCT reg_day(one(p.id, '@datePublished')), '; ') FROM part p
        WHERE p.uid = e.uid AND p.list = 'sanctionsLists'), NULL,
       (SELECT string_agg(DISTINCT f.value, '; ') FROM feature f
        WHERE f.uid = e.uid AND f.kind IN ('Nationality Country', 'Citizenship Country')),
       (SELECT string_agg(DISTINCT reg_day(f.value), '; ') FROM feature f
        WHERE f.uid = e.uid AND f.kind = 'Birthdate'),
       (SELECT min(f.value) FROM feature f WHERE f.uid = e.uid AND f.kind = 'Place of Birth'),
       one(e.general, 'remarks')
FROM e;
CREATE OR REPLACE TEMP TABLE written AS -- names / name / translations / translation
SELECT p.uid, t.id, coalesce(one(t.id, 'formattedFullName'), trim(concat_ws(' ',
           one(t.id, 'formattedFirstName'), one(t.id, 'formattedLastName')))) AS name,
       one(t.id, 'script') AS script, coalesce(one(t.id, 'isPrimary'), 'true') = 'true' AS first,
       one(p.id, 'isPrimary') = 'true' AS main, one(p.id, 'isLowQuality') = 'true' AS weak,
       one(p.id, 'aliasType') AS type
FROM part p JOIN raw s ON s.parent = p.id AND s.name = 'translations'
JOIN raw t ON t.parent = s.id AND t.name = 'translation' WHERE p.list = 'names';
INSERT INTO name_in
SELECT uid, name, CASE WHEN coalesce(script, 'Latin') <> 'Latin' THEN 'original script'
                       WHEN main AND first THEN 'primary' WHEN type ILIKE 'f.k.a%' THEN 'fka'
                       WHEN type ILIKE 'n.k.a%' THEN 'nka' ELSE 'aka' END,
       CASE WHEN weak THEN 'weak' ELSE 'strong' END
FROM written WHERE name <> '';
INSERT INTO address_in -- addressParts / addressPart: type, value
SELECT p.uid, string_agg(one(a.id, 'value'), ', ' ORDER BY one(a.id, 'type'))
           FILTER (one(a.id, 'type') ILIKE 'address%'),
       min(one(a.id, 'value')) FILTER (one(a.id, 'type') ILIKE 'city%'), one(p.id, 'country')
FROM part p LEFT JOIN raw s ON s.parent = p.id AND s.name = 'translations'
LEFT JOIN raw t ON t.parent = s.id AND t.name = 'translation'
LEFT JOIN raw l ON l.parent = t.id AND l.name = 'addressParts'
LEFT JOIN raw a ON a.parent = l.id AND a.name = 'addressPart'
WHERE p.list = 'addresses' GROUP BY p.uid, p.id;
INSERT INTO identifier_in
SELECT uid, CASE WHEN one(id, 'type') LIKE 'Tax ID%' AND one(id, 'issuingCountry') = 'Russia'
                 THEN 'INN' ELSE id_kind(one(id, 'type')) END, bare_imo(one(id, 'documentNumber'))
FROM part WHERE list = 'identityDocuments' AND one(id, 'documentNumber') IS NOT NULL
  AND is_identifier(one(id, 'type'))
UNION ALL
SELECT uid, id_kind(kind), value FROM feature
WHERE kind IN ('SWIFT/BIC', 'BIK (RU)', 'MMSI', 'Vessel Call Sign', 'Aircraft Tail Number', 'ISIN',
               'D-U-N-S Number') OR kind LIKE 'Digital Currency Address%';
INSERT INTO stated
SELECT 'published', reg_day(text) FROM raw WHERE name = 'dataAsOf'
UNION ALL
SELECT 'list', CASE WHEN 2 * count(*) FILTER (text = 'SDN List') > count(*) THEN 'ofac-sdn'
                    ELSE 'ofac-nonsdn' END
FROM part WHERE list = 'sanctionsLists' HAVING count(*) > 0;
