-- warrants.sql - warrants whose person has every word of $name.
SELECT person, issuer, warrant_date::VARCHAR, charges, articles, liability, role, situation,
       chamber, state, status, source, announced::VARCHAR, treaty
FROM ref.warrant
WHERE list_has_all(string_split(replace(upper(person), '-', ' '), ' '),
                   list_filter(string_split(replace(upper($name), '-', ' '), ' '),
                               lambda word: word <> ''))
ORDER BY person
