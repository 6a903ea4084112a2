-- ofac_advanced.sql - SDN_ADVANCED.XML of OFAC: parties, whose names are in parts and whose kinds
-- are numbers that the ReferenceValueSets of the same file explain.
CREATE OR REPLACE TEMP TABLE word AS -- what an ID means
SELECT name AS what, one(id, '@ID') AS id, text, one(id, '@PartyTypeID') AS party_type
FROM raw WHERE name IN ('PartyType', 'PartySubType', 'AliasType', 'Script', 'IDRegDocType',
                        'FeatureType', 'SanctionsType', 'Country', 'LocPartType', 'List');
CREATE OR REPLACE TEMP TABLE party AS
SELECT one(d.id, '@FixedRef') AS uid, p.id, one(p.id, '@ID') AS profile,
       one(p.id, '@PartySubTypeID') AS subtype
FROM raw d JOIN raw p ON p.parent = d.id AND p.name = 'Profile' WHERE d.name = 'DistinctParty';
CREATE OR REPLACE TEMP TABLE identity AS
SELECT p.uid, i.id, one(i.id, '@ID') AS number
FROM party p JOIN raw i ON i.parent = p.id AND i.name = 'Identity';
CREATE OR REPLACE TEMP TABLE feature AS
SELECT p.uid, t.text AS kind, v.id
FROM party p JOIN raw f ON f.parent = p.id AND f.name = 'Feature'
JOIN word t ON t.what = 'FeatureType' AND t.id = one(f.id, '@FeatureTypeID')
JOIN raw v ON v.parent = f.id AND v.name = 'FeatureVersion';
CREATE OR REPLACE TEMP MACRO stamp(p) AS
    concat_ws('-', one(p, 'Year'), lpad(one(p, 'Month'), 2, '0'), lpad(one(p, 'Day'), 2, '0'));
CREATE OR REPLACE TEMP TABLE bound AS -- Feature / FeatureVersion / DatePeriod / Start, End
SELECT f.uid, f.id, min(stamp(d.id)) FILTER (s.name = 'Start' AND d.name = 'From') AS since,
       max(stamp(d.id)) FILTER (s.name = 'End' AND d.name = 'To') AS until,
       bool_or(one(s.id, '@Approximate') = 'true') AS circa
FROM feature f JOIN raw p ON p.parent = f.id AND p.name = 'DatePeriod'
JOIN raw s ON s.parent = p.id AND s.name IN ('Start', 'End') JOIN raw d ON d.parent = s.id
WHERE f.kind = 'Birthdate' GROUP BY f.uid, f.id;
CREATE OR REPLACE TEMP TABLE born AS -- from the first to the last day of a year is a year
SELECT uid, string_agg(DISTINCT CASE WHEN circa THEN 'circa ' ELSE '' END || CASE
           WHEN until IS NULL OR until = since THEN since
           WHEN since LIKE '%-01-01' AND until = left(since, 4) || '-12-31' THEN left(since, 4)
           WHEN until = strftime(last_day(try_cast(since AS DATE)), '%Y-%m-%d')
                AND since LIKE '%-01' THEN left(since, 7)
           WHEN since LIKE '%-01-01' AND until LIKE '%-12-31'
               THEN left(since, 4) || '..' || left(until, 4)
           ELSE since || '..' || until END, '; ') AS day
FROM bound GROUP BY uid;
CREATE OR REPLACE TEMP TABLE nation AS -- a country, or its name as a part of a place
SELECT f.uid, string_agg(DISTINCT coalesce(c.text, one(pv.id, 'Value')), '; ') AS country
FROM feature f JOIN raw v ON v.parent = f.id AND v.name = 'VersionLocation'
JOIN raw l ON l.name = 'Location' AND one(l.id, '@ID') = one(v.id, '@LocationID')
LEFT JOIN raw k ON k.parent = l.id AND k.name = 'LocationCountry'
LEFT JOIN word c ON c.what = 'Country' AND c.id = one(k.id, '@CountryID')
LEFT JOIN raw lp ON lp.parent = l.id AND lp.name = 'LocationPart'
LEFT JOIN raw pv ON pv.parent = lp.id AND pv.name = 'LocationPartValue'
WHERE f.kind IN ('Nationality Country', 'Citizenship Country', 'Nationality of Registration')
GROUP BY f.uid;
CREATE OR REPLACE TEMP TABLE entry AS
SELECT p.uid, e.id FROM party p JOIN raw e ON e.name = 'SanctionsEntry'
AND one(e.id, '@ProfileID') = p.profile;
CREATE OR REPLACE TEMP TABLE listed AS
SELECT e.uid, min(concat_ws('-', one(d.id, 'Year'), lpad(one(d.id, 'Month'), 2, '0'),
                            lpad(one(d.id, 'Day'), 2, '0'))) AS day
FROM entry e JOIN raw v ON v.parent = e.id AND v.name = 'EntryEvent'
JOIN raw d ON d.parent = v.id AND d.name = 'Date' GROUP BY e.uid;
CREATE OR REPLACE TEMP TABLE program AS
SELECT e.uid, string_agg(DISTINCT one(m.id, 'Comment'), '; ') AS program
FROM entry e JOIN raw m ON m.parent = e.id AND m.name = 'SanctionsMeasure'
JOIN word t ON t.what = 'SanctionsType' AND t.id = one(m.id, '@SanctionsTypeID')
WHERE t.text = 'Program' GROUP BY e.uid;
CREATE OR REPLACE TEMP TABLE documented AS
SELECT i.uid, a.id AS alias, d.id, string_agg(v.text, ' ' ORDER BY v.id) AS name,
       min(one(v.id, '@ScriptID')) AS script, one(a.id, '@Primary') = 'true' AS main,
       one(a.id, '@LowQuality') = 'true' AS weak, one(a.id, '@AliasTypeID') AS type,
       coalesce(one(d.id, '@DocNameStatusID'), '1') = '1' AS first
FROM identity i JOIN raw a ON a.parent = i.id AND a.name = 'Alias'
JOIN raw d ON d.parent = a.id AND d.name = 'DocumentedName'
JOIN raw p ON p.parent = d.id AND p.name = 'DocumentedNamePart'
JOIN raw v ON v.parent = p.id AND v.name = 'NamePartValue' GROUP BY ALL;
INSERT INTO entity_in
SELECT p.uid, CASE WHEN s.text ILIKE '%vessel%' THEN 'vessel' WHEN s.text ILIKE '%aircraft%'
                   THEN 'aircraft' WHEN t.text = 'Individual' THEN 'person' ELSE 'entity' END,
       any_value(g.program), any_value(l.day), NULL,
       any_value(n.country),
       any_value(b.day),
       min(one(f.id, 'VersionDetail')) FILTER (f.kind = 'Place of Birth'), NULL
FROM party p LEFT JOIN word s ON s.what = 'PartySubType' AND s.id = p.subtype
LEFT JOIN word t ON t.what = 'PartyType' AND t.id = s.party_type
LEFT JOIN program g USING (uid) LEFT JOIN listed l USING (uid) LEFT JOIN born b USING (uid)
LEFT JOIN nation n USING (uid) LEFT JOIN feature f USING (uid) GROUP BY p.uid, s.text, t.text;
INSERT INTO name_in
SELECT d.uid, d.name,
       CASE WHEN coalesce(s.text, 'Latin') <> 'Latin' THEN 'original script'
            WHEN d.main AND d.first THEN 'primary' WHEN t.text ILIKE 'f.k.a%' THEN 'fka'
            WHEN t.text ILIKE 'n.k.a%' THEN 'nka' ELSE 'aka' END,
       CASE WHEN d.weak THEN 'weak' ELSE 'strong' END
FROM documented d LEFT JOIN word s ON s.what = 'Script' AND s.id = d.script
LEFT JOIN word t ON t.what = 'AliasType' AND t.id = d.type;
INSERT INTO identifier_in
SELECT i.uid, CASE WHEN t.text LIKE 'Tax ID%' AND c.text = 'Russia' THEN 'INN'
                   ELSE id_kind(t.text) END,
       bare_imo(one(r.id, 'IDRegistrationNo'))
FROM raw r JOIN identity i ON i.number = one(r.id, '@IdentityID')
LEFT JOIN word t ON t.what = 'IDRegDocType' AND t.id = one(r.id, '@IDRegDocTypeID')
LEFT JOIN word c ON c.what = 'Country' AND c.id = one(r.id, '@IssuedBy-CountryID')
WHERE r.name = 'IDRegDocument' AND one(r.id, 'IDRegistrationNo') IS NOT NULL
  AND is_identifier(t.text)
UNION ALL
SELECT uid, id_kind(kind), coalesce(one(id, 'VersionDetail'), '') FROM feature
WHERE kind IN ('SWIFT/BIC', 'BIK (RU)', 'MMSI', 'Vessel Call Sign', 'Aircraft Tail Number', 'ISIN',
               'D-U-N-S Number') OR kind LIKE 'Digital Currency Address%';
CREATE OR REPLACE TEMP TABLE place AS
SELECT one(l.id, '@ID') AS number, t.text AS kind, min(one(v.id, 'Value')) AS value
FROM raw l JOIN raw p ON p.parent = l.id AND p.name = 'LocationPart'
JOIN raw v ON v.parent = p.id AND v.name = 'LocationPartValue'
LEFT JOIN word t ON t.what = 'LocPartType' AND t.id = one(p.id, '@LocPartTypeID')
WHERE l.name = 'Location' AND coalesce(one(v.id, '@Primary'), 'true') = 'true' GROUP BY ALL;
INSERT INTO address_in
SELECT f.uid, string_agg(p.value, ', ' ORDER BY p.kind) FILTER (p.kind ILIKE 'address%'),
       min(p.value) FILTER (p.kind ILIKE 'city%'), min(c.text)
FROM feature f JOIN raw v ON v.parent = f.id AND v.name = 'VersionLocation'
JOIN raw l ON l.name = 'Location' AND one(l.id, '@ID') = one(v.id, '@LocationID')
LEFT JOIN place p ON p.number = one(l.id, '@ID')
LEFT JOIN raw k ON k.parent = l.id AND k.name = 'LocationCountry'
LEFT JOIN word c ON c.what = 'Country' AND c.id = one(k.id, '@CountryID')
WHERE f.kind = 'Location' GROUP BY f.uid, l.id;
INSERT INTO stated
SELECT 'published', stamp(id) FROM raw WHERE name = 'DateOfIssue'
UNION ALL
SELECT 'list', CASE WHEN 2 * count(*) FILTER (w.text = 'SDN List') > count(*) THEN 'ofac-sdn'
                    ELSE 'ofac-nonsdn' END
FROM raw e JOIN word w ON w.what = 'List' AND w.id = one(e.id, '@ListID')
WHERE e.name = 'SanctionsEntry' HAVING count(*) > 0;
