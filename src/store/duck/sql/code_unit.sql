-- code_unit.sql - the codes of a selection with their units and families, from "code|unit|family;".
CREATE TEMP TABLE code_unit{n} AS
SELECT x[1] AS code, x[2] AS unit, nullif(x[3], '') AS family
FROM (SELECT string_split(unnest(string_split($items, ';')), '|') AS x);
