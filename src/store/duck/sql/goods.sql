-- goods.sql - how many units and chapters are selected, and how many codes the family of the only
-- unit has.
SELECT count(DISTINCT unit), count(DISTINCT left(unit, 2)),
       CASE WHEN count(DISTINCT unit) = 1
            THEN (SELECT code_count FROM ref.goods WHERE code = any_value(unit)) END
FROM code_unit{n};
