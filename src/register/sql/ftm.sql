-- ftm.sql - FollowTheMoney entities as JSON lines (OpenSanctions entities.ftm.json): targets, and
-- beside them their sanctions, addresses and documents as entities that point at them.
CREATE OR REPLACE TEMP TABLE r AS
SELECT json->>'$.id' AS id, json->>'$.schema' AS kind, json->'$.properties' AS p,
       json->>'$.caption' AS caption, json->>'$.target' AS target
FROM raw;
CREATE OR REPLACE TEMP MACRO all_of(p, path) AS coalesce(TRY_CAST(p->path AS VARCHAR[]), []);
CREATE OR REPLACE TEMP MACRO joined(p, path) AS nullif(array_to_string(all_of(p, path), '; '), '');
CREATE OR REPLACE TEMP TABLE target AS
SELECT * FROM r WHERE target = 'true' OR target IS NULL AND kind IN ('Person', 'Organization',
    'Company', 'LegalEntity',
    'PublicBody',
                               'Vessel', 'Airplane', 'CryptoWallet', 'Security');
CREATE OR REPLACE TEMP TABLE sanction AS
SELECT unnest(all_of(p, '$.entity')) AS uid,
       coalesce(joined(p, '$.program'), joined(p, '$.authority')) AS program,
       list_min(list_concat(all_of(p, '$.startDate'), all_of(p, '$.listingDate'))) AS since,
           list_max(all_of(p, '$.endDate')) AS until
FROM r WHERE kind = 'Sanction';
INSERT INTO entity_in
SELECT t.id, CASE kind WHEN 'Person' THEN 'person' WHEN 'Vessel' THEN 'vessel' WHEN 'Airplane'
                  THEN 'aircraft' ELSE 'entity' END,
       string_agg(DISTINCT s.program, '; ' ORDER BY s.program),
       reg_day(min(s.since)),
       CASE WHEN bool_and(s.until IS NOT NULL) THEN max(s.until) END,
       any_value(coalesce(joined(p, '$.nationality'), joined(p, '$.citizenship'),
                          joined(p, '$.jurisdiction'),
                          joined(p, '$.country'), joined(p, '$.flag'))),
       any_value(joined(p, '$.birthDate')), any_value(joined(p, '$.birthPlace')),
       any_value(joined(p, '$.notes'))
FROM target t LEFT JOIN sanction s ON s.uid = t.id GROUP BY t.id, kind;
INSERT INTO name_in
SELECT id, name, CASE WHEN row_number() OVER (PARTITION BY id ORDER BY name <> caption, place) = 1
            THEN 'primary'
                      WHEN reg_script(name) <> 'Latin' THEN 'original script' ELSE 'aka' END,
       'strong'
FROM (SELECT id, coalesce(caption, '') AS caption, unnest(all_of(p, '$.name')) AS name,
             generate_subscripts(all_of(p, '$.name'), 1) AS place FROM target)
UNION ALL SELECT id, unnest(all_of(p, '$.alias')), 'aka', 'strong' FROM target
UNION ALL SELECT id, unnest(all_of(p, '$.weakAlias')), 'aka', 'weak' FROM target
UNION ALL SELECT id, unnest(all_of(p, '$.previousName')), 'fka', 'strong' FROM target;
INSERT INTO address_in
SELECT t.id, unnest(all_of(t.p, '$.address')), NULL, joined(t.p, '$.country') FROM target t
UNION ALL
SELECT t.id, joined(a.p, '$.full'), joined(a.p, '$.city'), joined(a.p, '$.country')
FROM (SELECT id, unnest(all_of(p, '$.addressEntity')) AS address FROM target) t
JOIN r a ON a.id = t.address AND a.kind = 'Address';
INSERT INTO identifier_in
SELECT id, k.kind, bare_imo(unnest(all_of(p, k.path)))
FROM target, LATERAL (VALUES ('INN', '$.innCode'), ('OGRN', '$.ogrnCode'), ('LEI', '$.leiCode'),
    ('IMO', '$.imoNumber'), ('passport', '$.passportNumber'), ('tax number', '$.taxNumber'),
    ('registration number', '$.registrationNumber'), ('SWIFT', '$.swiftBic'),
    ('MMSI', '$.mmsi'), ('identifier', '$.idNumber')) AS k(kind, path)
UNION ALL
SELECT unnest(all_of(p, '$.holder')),
       CASE kind WHEN 'Passport' THEN 'passport' ELSE 'identification' END,
       list_min(all_of(p, '$.number')) FROM r WHERE kind IN ('Passport', 'Identification');
DELETE FROM identifier_in WHERE uid NOT IN (SELECT id FROM target);
