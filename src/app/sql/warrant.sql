-- warrant.sql - warrants whose person has every word of $name, and what binds $state on $day.
SELECT w.person, w.issuer, w.warrant_date::VARCHAR, w.charges, w.articles, w.liability, w.role,
       w.situation, w.chamber, w.state, w.status, w.source, w.announced::VARCHAR,
       coalesce(p.entry_into_force <= $day::DATE
                AND coalesce(p.withdrawal_effective, DATE '9999-01-01') > $day::DATE,
                false)::VARCHAR AS bound,
       p.entry_into_force::VARCHAR, (p.withdrawal_effective - 1)::VARCHAR, p.ratified::VARCHAR,
       p.note, p.status, p.source, (w.warrant_date > $day::DATE)::VARCHAR AS later
FROM ref.warrant w LEFT JOIN ref.party p ON p.treaty = w.treaty AND p.iso3 = $state
WHERE list_has_all(string_split(replace(upper(w.person), '-', ' '), ' '),
                   list_filter(string_split(replace(upper($name), '-', ' '), ' '),
                               lambda word: word <> ''))
ORDER BY w.person
