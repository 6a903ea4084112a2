-- canada.sql - Canada's consolidated autonomous sanctions list: one record per person, entity or
-- ship.  It has no identifiers of its own: country, schedule and item name an entry.  Element names
-- may carry their French twin after a hyphen.
CREATE OR REPLACE TEMP MACRO en(p, n) AS (
    SELECT min_by(k_text, k_id) FROM node WHERE k_parent = p AND split_part(k_name, '-', 1) = n);
CREATE OR REPLACE TEMP TABLE r AS
SELECT concat_ws(' / ', en(id, 'Country'), en(id, 'Schedule'), en(id, 'Item')) AS uid,
       coalesce(en(id, 'EntityOrShip'), en(id, 'Entity')) AS entity,
       trim(concat_ws(' ', en(id, 'GivenName'), en(id, 'LastName'))) AS person,
       en(id, 'Country') AS country, en(id, 'Schedule') AS schedule, en(id, 'Item') AS item,
       en(id, 'DateOfListing') AS listed, en(id, 'Aliases') AS aliases,
       en(id, 'ShipIMONumber') AS imo,
       reg_day(coalesce(en(id, 'DateOfBirthOrShipBuildDate'), en(id, 'DateOfBirth'))) AS born,
       coalesce(en(id, 'TitleOrShipType'), en(id, 'TitleOrShip'), en(id, 'Title')) AS title
FROM raw WHERE name = 'record';
INSERT INTO entity_in
SELECT uid, CASE WHEN imo IS NOT NULL THEN 'vessel' WHEN entity IS NOT NULL THEN 'entity'
                 ELSE 'person' END,
       concat_ws(', ', country, 'schedule ' || schedule, 'item ' || item), listed, NULL, NULL,
       CASE WHEN imo IS NULL THEN born END, NULL,
       nullif(concat_ws('; ', title, CASE WHEN imo IS NOT NULL THEN 'built ' || born END), '')
FROM r;
INSERT INTO name_in
SELECT uid, coalesce(entity, person), 'primary', 'strong' FROM r
UNION ALL
SELECT uid, trim(regexp_replace(trim(alias),
    '^(?i)(russian|belaruss?ian|ukrainian|also known as):? ',
                                '')), 'aka', 'strong'
FROM (SELECT uid, unnest(string_split_regex(CASE
          -- names of firms have commas of their own; before a language a new name begins
          WHEN entity IS NOT NULL THEN regexp_replace(aliases,
              ',\s+((?:Russian|Belaruss?ian|Ukrainian): )',
                                                      ';\1', 'g')
          ELSE replace(aliases, ',', ';') END, ';|/ | /')) AS alias FROM r);
INSERT INTO identifier_in SELECT uid, 'IMO', imo FROM r WHERE imo IS NOT NULL;
