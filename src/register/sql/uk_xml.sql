-- uk_xml.sql - the UK Sanctions List of the Foreign, Commonwealth & Development Office as XML.
CREATE OR REPLACE TEMP TABLE e AS
SELECT id, one(id, 'UniqueID') AS uid, lower(one(id, 'IndividualEntityShip')) AS sort
FROM raw WHERE name = 'Designation';
CREATE OR REPLACE TEMP TABLE inside AS -- every element of a designation
WITH RECURSIVE down(uid, id, name) AS (
    SELECT uid, id, 'Designation' FROM e
    UNION ALL SELECT d.uid, r.id, r.name FROM down d JOIN raw r ON r.parent = d.id)
SELECT d.uid AS i_uid, d.id, d.name AS i_name, r.text FROM down d JOIN raw r USING (id);
CREATE OR REPLACE TEMP MACRO first_of(u, n) AS (
    SELECT nullif(min_by(text, id), '') FROM inside WHERE i_uid = u AND i_name = n);
INSERT INTO entity_in
SELECT uid, CASE sort WHEN 'individual' THEN 'person' WHEN 'ship' THEN 'vessel' ELSE 'entity' END,
       one(id, 'RegimeName'), reg_day(one(id, 'DateDesignated')), NULL, first_of(uid,
           'Nationality'),
       (SELECT string_agg(DISTINCT reg_day(text), '; ') FROM inside
        WHERE i_uid = uid AND i_name = 'DOB'), nullif(concat_ws(', ', first_of(uid, 'TownOfBirth'),
                                              first_of(uid, 'CountryOfBirth')), ''),
       one(id, 'OtherInformation')
FROM e;
INSERT INTO name_in
SELECT uid, name, CASE WHEN type ILIKE 'Primary name' THEN 'primary' ELSE 'aka' END,
       CASE WHEN strength ILIKE '%low%' OR strength ILIKE '%weak%' THEN 'weak' ELSE 'strong' END
FROM (SELECT i_uid AS uid, one(id, 'NameType') AS type, one(id, 'AliasStrength') AS strength,
             trim(concat_ws(' ', one(id, 'Name1'), one(id, 'Name2'), one(id, 'Name3'),
                            one(id, 'Name4'), one(id, 'Name5'), one(id, 'Name6'))) AS name
      FROM inside WHERE i_name = 'Name') WHERE name <> ''
UNION ALL SELECT i_uid, text, 'original script', 'strong' FROM inside
WHERE i_name = 'NameNonLatinScript' AND text <> '';
INSERT INTO address_in
SELECT i_uid, nullif(concat_ws(', ', one(id, 'AddressLine1'), one(id, 'AddressLine2'),
       one(id, 'AddressLine3'), one(id, 'AddressLine4'), one(id, 'AddressLine5')), ''),
       nullif(concat_ws(' ', one(id, 'AddressLine6'), one(id, 'AddressPostalCode')), ''),
       one(id, 'AddressCountry')
FROM inside WHERE i_name = 'Address';
INSERT INTO identifier_in
SELECT i_uid, k.kind, bare_imo(text) FROM inside JOIN (VALUES ('PassportNumber', 'passport'),
    ('IMONumber', 'IMO'), ('NationalIdentifierNumber', 'national identification'),
    ('BusinessRegistrationNumber', 'registration number')) AS k(element, kind) ON k.element = i_name
WHERE text <> '';
INSERT INTO stated SELECT 'published', reg_day(text) FROM raw WHERE name = 'DateGenerated';
