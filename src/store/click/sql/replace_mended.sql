-- replace_mended.sql - rows that another vintage ends since a source was removed, or none any more.
SELECT f.source_id, f.line, m.next AS day, f.code, f.reporter, f.partner, f.direction, f.freq,
       f.period, f.flags
FROM flow f JOIN mended m ON f.source_id = m.source_id AND f.reporter = m.reporter
    AND f.partner = m.partner AND f.direction = m.direction AND f.freq = m.freq
    AND f.period = m.period AND f.code = m.code
WHERE f.replaced_on IS DISTINCT FROM m.next
