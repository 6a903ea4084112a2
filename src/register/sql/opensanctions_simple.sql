-- opensanctions_simple.sql - targets.simple.csv: one row per target, lists separated by semicolons.
INSERT INTO entity_in
SELECT id, CASE "schema" WHEN 'Person' THEN 'person' WHEN 'Vessel' THEN 'vessel'
                         WHEN 'Airplane' THEN 'aircraft' ELSE 'entity' END,
       coalesce(program_ids, dataset), left(first_seen, 10), NULL,
       countries, birth_date, NULL, sanctions
FROM raw;
INSERT INTO name_in
SELECT id, name, 'primary', 'strong' FROM raw
UNION ALL SELECT id, unnest(string_split(aliases, ';')), 'aka', 'strong' FROM raw;
INSERT INTO address_in SELECT id, unnest(string_split(addresses, ';')), NULL, countries FROM raw;
INSERT INTO identifier_in
SELECT id, CASE WHEN starts_with(v, 'IMO') THEN 'IMO' ELSE 'identifier' END,
       regexp_replace(v, '^IMO ?(\d{7})$', '\1')
FROM (SELECT id, trim(unnest(string_split(identifiers, ';'))) AS v FROM raw);
