-- seco.sql - SECO's list of targets of Swiss sanctions as XML; a file of list-type 'amendment'
-- holds what changed only.
CREATE OR REPLACE TEMP TABLE e AS
SELECT t.id, one(t.id, '@ssid') AS uid, s.id AS subject, s.name AS sort
FROM raw t JOIN raw s ON s.parent = t.id AND s.name IN ('individual', 'entity', 'object')
WHERE t.name = 'target';
CREATE OR REPLACE TEMP TABLE identity AS
SELECT e.uid, i.id, one(i.id, '@main') = 'true' AS main
FROM e JOIN raw i ON i.parent = e.subject AND i.name = 'identity';
CREATE OR REPLACE TEMP TABLE born AS
SELECT i.uid, string_agg(DISTINCT CASE one(d.id, '@quality') WHEN 'circa' THEN 'circa ' ELSE '' END
           || concat_ws('-', one(d.id, '@year'), lpad(one(d.id, '@month'), 2, '0'),
                        lpad(one(d.id, '@day'), 2, '0')), '; ') AS day
FROM identity i JOIN raw d ON d.parent = i.id AND d.name = 'day-month-year' GROUP BY i.uid;
CREATE OR REPLACE TEMP TABLE nation AS
SELECT i.uid, string_agg(DISTINCT one(c.id, '@iso-code'), '; ') AS country
FROM identity i JOIN raw n ON n.parent = i.id AND n.name = 'nationality'
JOIN raw c ON c.parent = n.id AND c.name = 'country' GROUP BY i.uid;
CREATE OR REPLACE TEMP TABLE program AS
SELECT e.uid, string_agg(DISTINCT s.text, '; ') AS program
FROM e JOIN raw k ON k.parent = e.id AND k.name = 'sanctions-set-id'
JOIN raw s ON s.name = 'sanctions-set' AND one(s.id, '@ssid') = k.text
          AND one(s.id, '@lang') = 'eng' GROUP BY e.uid;
CREATE OR REPLACE TEMP TABLE changed AS
SELECT e.uid, min(coalesce(one(m.id, '@publication-date'), one(m.id, '@effective-date')))
           FILTER (one(m.id, '@modification-type') = 'listed') AS day,
       max_by(one(m.id, '@modification-type'), m.id) = 'de-listed' AS gone
FROM e JOIN raw m ON m.parent = e.id AND m.name = 'modification' GROUP BY e.uid;
DELETE FROM e WHERE uid IN (SELECT uid FROM changed WHERE gone);
INSERT INTO entity_in
SELECT e.uid, CASE WHEN e.sort = 'individual' THEN 'person'
                   WHEN one(e.subject, '@object-type') = 'vessel' THEN 'vessel'
                   WHEN one(e.subject, '@object-type') = 'aircraft' THEN 'aircraft'
                   ELSE 'entity' END,
       p.program, reg_day(c.day), NULL, n.country, b.day, NULL, NULL
FROM e LEFT JOIN program p USING (uid) LEFT JOIN changed c USING (uid)
LEFT JOIN nation n USING (uid) LEFT JOIN born b USING (uid);
CREATE OR REPLACE TEMP TABLE written AS -- the parts of a name in their order; spellings apart
SELECT i.uid, i.main, n.id, one(n.id, '@name-type') AS type, one(n.id, '@quality') AS quality,
       string_agg(v.text, ' ' ORDER BY try_cast(one(p.id, '@order') AS INTEGER), p.id) AS name
FROM identity i JOIN e USING (uid) JOIN raw n ON n.parent = i.id AND n.name = 'name'
JOIN raw p ON p.parent = n.id AND p.name = 'name-part'
JOIN raw v ON v.parent = p.id AND v.name = 'value' GROUP BY ALL;
INSERT INTO name_in
SELECT uid, name, CASE WHEN type = 'primary-name' AND main THEN 'primary'
                       WHEN type = 'formerly-known-as' THEN 'fka' ELSE 'aka' END,
       CASE quality WHEN 'low' THEN 'weak' ELSE 'strong' END
FROM written WHERE name <> ''
UNION ALL
SELECT i.uid, s.text, 'aka', 'strong'
FROM identity i JOIN e USING (uid) JOIN raw n ON n.parent = i.id AND n.name = 'name'
JOIN raw p ON p.parent = n.id AND p.name = 'name-part'
JOIN raw s ON s.parent = p.id AND s.name = 'spelling-variant'
WHERE s.text <> '' AND (SELECT count(*) FROM raw x WHERE x.parent = n.id AND x.name = 'name-part')
    = 1;
INSERT INTO identifier_in
SELECT i.uid, id_kind(one(d.id, '@document-type')), one(d.id, 'number')
FROM identity i JOIN e USING (uid) JOIN raw d ON d.parent = i.id AND d.name =
    'identification-document'
WHERE one(d.id, 'number') IS NOT NULL;
INSERT INTO stated
SELECT 'published', reg_day(one(id, '@date')) FROM raw WHERE name = 'swiss-sanctions-list'
UNION ALL
SELECT unnest(['note', 'part']),
       unnest(['an amendment: it holds what changed, not the whole list', 'amendment']) FROM raw
WHERE name = '@list-type' AND text = 'amendment';
