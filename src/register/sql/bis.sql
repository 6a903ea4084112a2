-- bis.sql - 15 CFR part 744 as the eCFR publishes it, as `raw`: Supplements 4 (Entity List),
-- 6 (Unverified List) and 7 (Military End-User List) are tables of country, entity, citation.
CREATE OR REPLACE TEMP TABLE line AS
WITH RECURSIVE inside(top, id, name) AS (
    SELECT one(id, '@N'), id, name FROM raw WHERE name = 'DIV9'
      AND regexp_matches(one(id, '@N'), 'Supplement No\. [467] to Part 744')
    UNION ALL
    SELECT i.top, r.id, r.name FROM inside i JOIN raw r ON r.parent = i.id
    WHERE i.name NOT IN ('TD', 'TH'))
SELECT CASE WHEN top LIKE '%No. 4 %' THEN 'Entity List' WHEN top LIKE '%No. 6 %'
       THEN 'Unverified List' ELSE 'Military End-User List' END AS program,
       t.id, list(c.text ORDER BY c.id) AS cells
FROM inside t JOIN raw c ON c.parent = t.id AND c.name = 'TD'
WHERE t.name = 'TR' GROUP BY ALL HAVING count(*) >= 3;
CREATE OR REPLACE TEMP TABLE listed AS
SELECT program || '-' || row_number() OVER (PARTITION BY program ORDER BY id) AS uid, program,
       last_value(nullif(trim(cells[1]), '') IGNORE NULLS) OVER (PARTITION BY program ORDER BY id)
       AS country, trim(cells[2]) AS entity, cells[len(cells)] AS citation,
       -- the commas of legal forms are none that end a name
       regexp_replace(trim(cells[2]), ', (Ltd|Co\b|Inc|LLC|L\.L\.C|LLP|OOO|AO\b|ZAO|OAO|PAO|PJSC|'
                      || 'JSC|FZE|FZC|FZCO|GmbH|S\.A|Corp|Limited|Pte|Pvt|Sdn|Bhd|DMCC)',
                      chr(31) || '\1', 'g') AS marked
FROM line;
INSERT INTO entity_in
SELECT uid, 'unknown', program, NULL, NULL, country, NULL, NULL, entity || ' | ' || citation
FROM listed;
INSERT INTO name_in
SELECT uid, replace(regexp_extract(marked, '^(.*?)(, a\.k\.a\.|, f\.k\.a\.|, [A-Z0-9#][^,]*\d|'
                                   || ', [^,]+, [^,]+,|$)', 1), chr(31), ', '), 'primary',
                                       'strong' FROM listed
UNION ALL
SELECT uid, regexp_replace(trim(unnest(string_split(regexp_extract(entity,
       'alias(?:es)?:? ?—(.*?)(?:\.  |\. [A-Z0-9]|$)', 1), '—'))), '[;,]? *(and)?[;,]?$', ''),
       'aka', 'strong' FROM listed;
INSERT INTO address_in SELECT uid, entity, NULL, country FROM listed;
