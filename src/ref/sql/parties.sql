-- parties.sql - the states that a treaty binds or bound, by name.
SELECT iso3, name, ratified::VARCHAR, instrument, entry_into_force::VARCHAR,
       (withdrawal_effective - 1)::VARCHAR, note, status, source
FROM ref.party WHERE treaty = $treaty ORDER BY name
