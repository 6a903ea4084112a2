-- eu_fsf_xml.sql - the consolidated list of EU financial sanctions: one sanctionEntity per entity,
-- the facts in attributes.
CREATE OR REPLACE TEMP TABLE e AS
SELECT id, one(id, '@logicalId') AS uid, one(id, '@euReferenceNumber') AS reference,
       one(id, 'remark') AS remark
FROM raw WHERE name = 'sanctionEntity';
CREATE OR REPLACE TEMP TABLE part AS
SELECT e.uid, k.name AS what, k.id FROM e JOIN raw k ON k.parent = e.id;
INSERT INTO entity_in
SELECT e.uid, CASE (SELECT min(one(p.id, '@classificationCode')) FROM part p
                  WHERE p.uid = e.uid AND p.what = 'subjectType')
            WHEN 'P' THEN 'person' ELSE 'entity' END,
       concat_ws(' ', (SELECT min(one(p.id, '@programme')) FROM part p
                       WHERE p.uid = e.uid AND p.what = 'regulation'), e.reference),
       reg_day(one(e.id, '@designationDate')), NULL,
       (SELECT string_agg(DISTINCT one(p.id, '@countryIso2Code'), '; ') FROM part p
        WHERE p.uid = e.uid AND p.what = 'citizenship'),
       (SELECT string_agg(DISTINCT CASE one(p.id, '@circa') WHEN 'true' THEN 'circa ' ELSE '' END
               || coalesce(reg_day(one(p.id, '@birthdate')), one(p.id, '@year')
                           || coalesce('-' || lpad(one(p.id, '@monthOfYear'), 2, '0'), ''),
                           nullif(concat_ws('..', one(p.id, '@yearRangeFrom'),
                                            one(p.id, '@yearRangeTo')), '')), '; ') FROM part p
        WHERE p.uid = e.uid AND p.what = 'birthdate'),
       (SELECT min(concat_ws(', ', one(p.id, '@place'), one(p.id, '@city'),
                             one(p.id, '@countryDescription'))) FROM part p
        WHERE p.uid = e.uid AND p.what = 'birthdate'), e.remark
FROM e;
INSERT INTO name_in
SELECT uid, name, CASE WHEN row_number() OVER (PARTITION BY uid ORDER BY strong = 'false',
                       reg_script(name) <> 'Latin', plain, logical, id) = 1 THEN 'primary'
                       WHEN reg_script(name) <> 'Latin' THEN 'original script' ELSE 'aka' END,
       CASE strong WHEN 'false' THEN 'weak' ELSE 'strong' END
FROM (SELECT uid, id, one(id, '@strong') AS strong,
             try_cast(one(id, '@logicalId') AS BIGINT) AS logical,
             coalesce(one(id, '@title'), one(id, '@function')) IS NULL AS plain,
             coalesce(one(id, '@wholeName'), trim(concat_ws(' ', one(id, '@firstName'),
                      one(id, '@middleName'), one(id, '@lastName')))) AS name
      FROM part WHERE what = 'nameAlias');
INSERT INTO address_in
SELECT uid, concat_ws(', ', one(id, '@street'), one(id, '@poBox'), one(id, '@place')),
       concat_ws(' ', one(id, '@zipCode'), one(id, '@city')), one(id, '@countryDescription')
FROM part WHERE what = 'address';
INSERT INTO identifier_in
SELECT uid, id_kind(coalesce(one(id, '@identificationTypeCode'), 'document')), one(id, '@number')
FROM part WHERE what = 'identification' AND one(id, '@number') IS NOT NULL;
INSERT INTO stated SELECT 'published', reg_day(text) FROM raw WHERE name = '@generationDate';
