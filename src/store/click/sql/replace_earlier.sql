-- replace_earlier.sql - rows of earlier vintages that a load replaces.
SELECT f.source_id, f.line, $vintage::DATE AS day, f.code, f.reporter, f.partner, f.direction,
       f.freq, f.period, f.flags
FROM flow f JOIN source s USING (source_id) JOIN again a ON f.reporter = a.reporter
    AND f.partner = a.partner AND f.direction = a.direction AND f.freq = a.freq
    AND f.period = a.period AND f.code = a.code
WHERE s.adapter = $adapter AND s.vintage <= $vintage::DATE
  AND (f.replaced_on IS NULL OR f.replaced_on > $vintage::DATE)
