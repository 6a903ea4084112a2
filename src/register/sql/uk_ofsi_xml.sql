-- uk_ofsi_xml.sql - ConList.xml of the Office of Financial Sanctions Implementation (2022 format):
-- one FinancialSanctionsTarget per name of a group.
CREATE OR REPLACE TEMP TABLE r AS
SELECT id, one(id, 'GroupID') AS uid,
       trim(concat_ws(' ', one(id, 'name1'), one(id, 'name2'), one(id, 'name3'), one(id, 'name4'),
                      one(id, 'name5'), one(id, 'Name6'))) AS full_name,
       coalesce(one(id, 'AliasType'), one(id, 'AliasTypeName')) AS type
FROM raw WHERE name = 'FinancialSanctionsTarget';
INSERT INTO entity_in
SELECT uid, CASE min(lower(one(id, 'GroupTypeDescription'))) WHEN 'individual' THEN 'person'
            WHEN 'ship' THEN 'vessel' ELSE 'entity' END,
       min(one(id, 'RegimeName')), string_agg(DISTINCT reg_day(one(id, 'DateListed')), '; '), NULL,
       min(one(id, 'NationalityDescription')), string_agg(DISTINCT reg_day(one(id,
           'Individual_DateOfBirth')), '; '),
       min(concat_ws(', ', one(id, 'TownOfBirth'), one(id, 'CountryOfBirth'))),
       min(one(id, 'OtherInformation'))
FROM r GROUP BY uid;
INSERT INTO name_in
SELECT uid, full_name,
       CASE WHEN row_number() OVER (PARTITION BY uid ORDER BY main DESC, id) = 1 THEN 'primary'
            WHEN type ILIKE 'f%' THEN 'fka' ELSE 'aka' END,
       CASE WHEN quality ILIKE 'low%' THEN 'weak' ELSE 'strong' END
FROM (SELECT uid, full_name, min(id) AS id, bool_or(type ILIKE 'primary%') AS main,
             min(type) AS type, min(one(id, 'AliasQuality')) AS quality
      FROM r WHERE full_name <> '' GROUP BY uid, full_name)
UNION ALL SELECT DISTINCT uid, one(id, 'NameNonLatinScript'), 'original script', 'strong' FROM r
WHERE one(id, 'NameNonLatinScript') IS NOT NULL;
INSERT INTO address_in
SELECT DISTINCT uid, nullif(concat_ws(', ', one(id, 'Address1'), one(id, 'Address2'),
       one(id, 'Address3')), ''), one(id, 'Address6'), one(id, 'Country')
FROM r WHERE coalesce(one(id, 'Address1'), one(id, 'Address6'), one(id, 'Country')) IS NOT NULL;
INSERT INTO identifier_in
SELECT DISTINCT uid, 'passport', one(id, 'PassportDetails') FROM r
WHERE one(id, 'PassportDetails') IS NOT NULL
UNION SELECT DISTINCT uid, 'IMO', one(id, 'Ship_IMONumber') FROM r
WHERE one(id, 'Ship_IMONumber') IS NOT NULL;
