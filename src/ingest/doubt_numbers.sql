-- doubt_numbers.sql - the first rejected number that shows how the others are written: one with two
-- points parts thousands by them; one with a comma before decimals, where other rows have commas
-- that were read as parting thousands.
SELECT line, coalesce("column", ''), reason FROM stage_reject
WHERE regexp_full_match(reason, 'not a number ''-?[0-9]{1,3}([.][0-9]{3}){2,}(,[0-9]*)?''')
   OR (regexp_full_match(reason, 'not a number ''-?[0-9]+,[0-9]+''')
       AND (SELECT max(commas) = 1 FROM staged WHERE fault IS NULL))
ORDER BY line LIMIT 1;
