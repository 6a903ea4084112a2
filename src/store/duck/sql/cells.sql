-- cells.sql - the selected flows, one row per series with its periods and figures as lists: a
-- period may occur several times, once for each code of the unit; withheld: NULL where no figure
-- is.  They stand in the order in which they are read; store/click/cells.c has the
-- same.  Its marks are filled by cells.c, with as few joins as the question allows: DuckDB plans
-- each statement anew.
CREATE TEMP TABLE cell{n} AS
SELECT exporter, importer, c.reporter, c.of_exporter, c.direction, c.freq, s.adapter,
       {unit} AS unit, {currency} AS currency, c.valuation, {measured_in} AS measured_in,
       list(c.period) AS periods, list(coalesce({amount}, 'nan'::DOUBLE)) AS amounts,
       {weights} AS weights,
       CASE WHEN max(c.flags & 2) > 0 THEN list((c.flags & 2)::INTEGER) END AS withheld
FROM (SELECT *, direction IN ('export', 're-export') AS of_exporter,
             {exporter} AS exporter, {importer} AS importer
      FROM {flow} f
      WHERE {summed} AND code {codes} AND direction IN ({directions}){freq}) c
JOIN source s USING (source_id){units}{rates}
WHERE {known}{exporters}{importers}{shadow}
GROUP BY ALL
ORDER BY exporter, importer, unit, freq, direction, currency, valuation, adapter, reporter,
         measured_in;
