-- eu_fsf_csv.sql - the same list as CSV: a row per name, address, birth, citizenship or document of
-- an entity, whose own columns repeat.
CREATE OR REPLACE TEMP TABLE r AS
SELECT *, row_number() OVER () AS line FROM (
    SELECT NULL::VARCHAR AS Entity_LogicalId, NULL::VARCHAR AS Entity_EU_ReferenceNumber,
           NULL::VARCHAR AS Entity_Remark, NULL::VARCHAR AS Entity_SubjectType,
           NULL::VARCHAR AS Entity_Regulation_PublicationDate,
           NULL::VARCHAR AS Entity_Regulation_Programme, NULL::VARCHAR AS NameAlias_WholeName,
           NULL::VARCHAR AS NameAlias_FirstName, NULL::VARCHAR AS NameAlias_MiddleName,
           NULL::VARCHAR AS NameAlias_LastName, NULL::VARCHAR AS Address_Street,
           NULL::VARCHAR AS Address_City, NULL::VARCHAR AS Address_ZipCode,
           NULL::VARCHAR AS Address_CountryDescription, NULL::VARCHAR AS BirthDate_BirthDate,
           NULL::VARCHAR AS BirthDate_Year,
           NULL::VARCHAR AS BirthDate_YearRangeFrom, NULL::VARCHAR AS BirthDate_YearRangeTo,
           NULL::VARCHAR AS BirthDate_Circa, NULL::VARCHAR AS Entity_DesignationDate,
           NULL::VARCHAR AS NameAlias_LogicalId, NULL::VARCHAR AS fileGenerationDate,
               NULL::VARCHAR AS BirthDate_Place,
           NULL::VARCHAR AS BirthDate_City, NULL::VARCHAR AS Identification_Number,
           NULL::VARCHAR AS Identification_TypeCode, NULL::VARCHAR AS Citizenship_CountryIso2Code
    WHERE false UNION ALL BY NAME SELECT * FROM raw) WHERE Entity_LogicalId <> '';
INSERT INTO entity_in
SELECT Entity_LogicalId, CASE WHEN bool_or(Entity_SubjectType IN ('P', 'person')) THEN 'person'
                              ELSE 'entity' END,
       concat_ws(' ', min(Entity_Regulation_Programme), min(Entity_EU_ReferenceNumber)),
       string_agg(DISTINCT reg_day(nullif(Entity_DesignationDate, '')), '; '), NULL,
           string_agg(DISTINCT nullif(Citizenship_CountryIso2Code, ''), '; '),
       string_agg(DISTINCT CASE WHEN lower(BirthDate_Circa) IN ('true', 'yes') THEN 'circa ' ELSE
           '' END
           || coalesce(reg_day(BirthDate_BirthDate), nullif(BirthDate_Year, ''),
                       nullif(concat_ws('..', nullif(BirthDate_YearRangeFrom, ''),
                                        nullif(BirthDate_YearRangeTo, '')), '')), '; '),
       min(nullif(concat_ws(', ', nullif(BirthDate_Place, ''), nullif(BirthDate_City, '')), '')),
       min(Entity_Remark)
FROM r GROUP BY Entity_LogicalId;
INSERT INTO name_in
SELECT uid, name, CASE WHEN row_number() OVER (PARTITION BY uid ORDER BY reg_script(name) <>
    'Latin',
                                                      logical, line) = 1 THEN 'primary'
                       WHEN reg_script(name) <> 'Latin' THEN 'original script' ELSE 'aka' END,
       'strong'
FROM (SELECT Entity_LogicalId AS uid, min(line) AS line,
             min(try_cast(NameAlias_LogicalId AS BIGINT)) AS logical,
             coalesce(nullif(NameAlias_WholeName, ''), trim(concat_ws(' ', NameAlias_FirstName,
                      NameAlias_MiddleName, NameAlias_LastName))) AS name
      FROM r GROUP BY ALL HAVING name <> '');
INSERT INTO address_in
SELECT DISTINCT Entity_LogicalId, nullif(Address_Street, ''),
       nullif(trim(concat_ws(' ', Address_ZipCode, Address_City)), ''),
       nullif(Address_CountryDescription, '')
FROM r WHERE concat(Address_Street, Address_City, Address_CountryDescription) <> '';
INSERT INTO identifier_in
SELECT DISTINCT Entity_LogicalId,
       id_kind(coalesce(nullif(Identification_TypeCode, ''), 'document')), Identification_Number
FROM r WHERE Identification_Number <> '';
INSERT INTO stated SELECT 'published', reg_day(max(fileGenerationDate)) FROM r;
