-- traded.sql - of each unit the subheading that most of its trade in the store was of, as reported:
-- by one direction and in one currency, those of most rows.
WITH traded AS ({traded}),
part AS (
    SELECT u.unit, t.* FROM traded t
    JOIN (SELECT DISTINCT left(code, 6) AS code, unit FROM code_unit{n}) u USING (code)),
side AS (
    SELECT unit, first(struct_pack(currency := currency, direction := direction)
                       ORDER BY rows DESC, currency, direction) AS x
    FROM (SELECT unit, currency, direction, sum(rows) AS rows FROM part GROUP BY ALL)
    GROUP BY unit),
best AS (
    SELECT p.unit, first(p.code ORDER BY p.value DESC, p.code) AS code
    FROM part p JOIN side s ON s.unit = p.unit AND p.currency = s.x.currency
        AND p.direction = s.x.direction
    GROUP BY p.unit)
SELECT b.unit, b.code, arg_max(c.label, c.revision)
FROM best b JOIN ref.code c USING (code) GROUP BY ALL
