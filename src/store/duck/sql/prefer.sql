-- prefer.sql - one report of two where exporter and importer both report: the exporter's.  Months
-- before years.
DELETE FROM cell{n} c USING (
    SELECT exporter, importer, min(freq) AS freq,
           arg_min(of_exporter, (freq, NOT of_exporter)) AS of_exporter
    FROM cell{n} GROUP BY exporter, importer) p
WHERE c.exporter = p.exporter AND c.importer = p.importer
  AND (c.freq <> p.freq OR c.of_exporter <> p.of_exporter);
