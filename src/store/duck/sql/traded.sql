-- traded.sql - of each unit the subheading that most of its trade in the store was of, as reported.
WITH traded AS (
    SELECT left(code, 6) AS code, sum(value) AS value FROM flow
    WHERE code {codes} AND value > 0 AND replaced_on IS NULL GROUP BY ALL),
best AS (
    SELECT unit, first(t.code ORDER BY value DESC, t.code) AS code
    FROM traded t
    JOIN (SELECT DISTINCT left(code, 6) AS code, unit FROM code_unit{n}) u USING (code)
    GROUP BY unit)
SELECT b.unit, b.code, arg_max(c.label, c.revision)
FROM best b JOIN ref.code c USING (code) GROUP BY ALL
