-- un.sql - the consolidated list of the Security Council, as `raw`: one row per element.
CREATE OR REPLACE TEMP TABLE item AS
SELECT e.id, e.name AS element, max(k.text) FILTER (k.name = 'DATAID') AS uid,
       trim(concat_ws(' ', max(k.text) FILTER (k.name = 'FIRST_NAME'),
                      nullif(max(k.text) FILTER (k.name = 'SECOND_NAME'), ''),
                      nullif(max(k.text) FILTER (k.name = 'THIRD_NAME'), ''),
                      nullif(max(k.text) FILTER (k.name = 'FOURTH_NAME'), ''))) AS full_name,
       max(k.text) FILTER (k.name = 'NAME_ORIGINAL_SCRIPT') AS original,
       max(k.text) FILTER (k.name = 'UN_LIST_TYPE') AS program,
       max(k.text) FILTER (k.name = 'REFERENCE_NUMBER') AS reference,
       max(k.text) FILTER (k.name = 'LISTED_ON') AS listed_on,
       max(k.id) FILTER (k.name = 'NATIONALITY') AS nation,
       string_agg(k.text, '; ' ORDER BY k.id) FILTER (k.name = 'INDIVIDUAL_PLACE_OF_BIRTH')
       AS birthplace,
       max(k.text) FILTER (k.name = 'COMMENTS1') AS comments
FROM raw e JOIN raw k ON k.parent = e.id WHERE e.name IN ('INDIVIDUAL', 'ENTITY')
GROUP BY e.id, e.name;
CREATE OR REPLACE TEMP TABLE birth AS -- one day, or a year about or between which
SELECT i.uid, string_agg(DISTINCT CASE one(b.id, 'TYPE_OF_DATE') WHEN 'APPROXIMATELY'
           THEN 'circa ' ELSE '' END || coalesce(
           reg_day(one(b.id, 'DATE')), nullif(one(b.id, 'YEAR'), ''),
           nullif(concat_ws('..', nullif(one(b.id, 'FROM_YEAR'), ''),
                            nullif(one(b.id, 'TO_YEAR'), '')), '')), '; ') AS born
FROM item i JOIN raw b ON b.parent = i.id AND b.name = 'INDIVIDUAL_DATE_OF_BIRTH' GROUP BY i.uid;
INSERT INTO entity_in
SELECT uid, CASE element WHEN 'INDIVIDUAL' THEN 'person' ELSE 'entity' END,
       program || ' ' || reference, reg_day(listed_on), NULL, (SELECT string_agg(v.text, '; '
           ORDER BY v.id) FROM raw v
        WHERE v.parent = item.nation AND v.name = 'VALUE'), born,
       nullif(birthplace, ''), nullif(comments, '')
FROM item LEFT JOIN birth USING (uid);
INSERT INTO name_in
SELECT uid, full_name, 'primary', 'strong' FROM item
UNION ALL SELECT uid, original, 'original script', 'strong' FROM item WHERE original <> ''
UNION ALL
SELECT i.uid, n.text, CASE WHEN q.text LIKE 'f.k.a%' THEN 'fka' ELSE 'aka' END,
       CASE q.text WHEN 'Low' THEN 'weak' ELSE 'strong' END
FROM item i JOIN raw a ON a.parent = i.id AND a.name IN ('INDIVIDUAL_ALIAS', 'ENTITY_ALIAS')
JOIN raw n ON n.parent = a.id AND n.name = 'ALIAS_NAME'
LEFT JOIN raw q ON q.parent = a.id AND q.name = 'QUALITY';
INSERT INTO address_in
SELECT i.uid, max(k.text) FILTER (k.name = 'STREET'), max(k.text) FILTER (k.name = 'CITY'),
       max(k.text) FILTER (k.name = 'COUNTRY')
FROM item i JOIN raw a ON a.parent = i.id AND a.name IN ('INDIVIDUAL_ADDRESS', 'ENTITY_ADDRESS')
JOIN raw k ON k.parent = a.id GROUP BY i.uid, a.id;
INSERT INTO identifier_in
SELECT i.uid, lower(coalesce(max(k.text) FILTER (k.name = 'TYPE_OF_DOCUMENT'), 'document')),
       max(k.text) FILTER (k.name = 'NUMBER')
FROM item i JOIN raw a ON a.parent = i.id AND a.name = 'INDIVIDUAL_DOCUMENT'
JOIN raw k ON k.parent = a.id GROUP BY i.uid, a.id;
INSERT INTO stated SELECT 'published', reg_day(text) FROM raw WHERE name = '@dateGenerated';
