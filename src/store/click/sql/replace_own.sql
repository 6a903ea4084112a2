-- replace_own.sql - rows of a load that a later vintage, which is there already, replaces.
SELECT $source::INTEGER AS source_id, f.line, a.next AS day, f.code, f.reporter, f.partner,
       f.direction, f.freq, f.period, f.flags
FROM stage f JOIN again a ON f.reporter = a.reporter AND f.partner = a.partner
    AND f.direction = a.direction AND f.freq = a.freq AND f.period = a.period AND f.code = a.code
WHERE a.next IS NOT NULL
