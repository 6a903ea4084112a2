-- annexes.sql - what each annex does, by regime and name.
SELECT regime, annex, act, basis, effect, destinations, not_before::VARCHAR, known_on::VARCHAR,
       until_date::VARCHAR, date_status
FROM ref.annex ORDER BY regime, annex
