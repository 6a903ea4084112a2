-- cells.sql - the selected flows, one row per series with its periods and figures as lists: a
-- period may occur several times, once for each code of the unit.
CREATE TEMP TABLE cell{n} AS
WITH asked_exporter AS (
    SELECT DISTINCT unnest(string_split($exporters, ','))::SMALLINT AS m49),
asked_importer AS (
    SELECT DISTINCT unnest(string_split($importers, ','))::SMALLINT AS m49),
-- A group that reports (the EU as one) is left out where a member of it reports too.
shadowed AS (
    SELECT DISTINCT g.direction, g.freq
    FROM (SELECT DISTINCT direction, freq FROM coverage WHERE reporter = 97) g
    JOIN (SELECT DISTINCT direction, freq, reporter FROM coverage) c USING (direction, freq)
    WHERE c.reporter IN (SELECT m49 FROM ref.membership WHERE grp = 'EU27')),
rate_of AS (
{rates}),
report AS MATERIALIZED (
    SELECT exporter, importer, c.reporter, c.of_exporter, c.direction, c.freq, c.adapter, u.unit,
           CASE WHEN r.per_usd IS NULL THEN c.currency ELSE 'USD' END AS currency, c.valuation,
           CASE $measure WHEN 'quantity' THEN coalesce(c.unit, '') END AS counted_in,
           list(c.period::INTEGER) AS periods,
           list(coalesce(CASE $measure
                         WHEN 'value' THEN c.value / coalesce(r.per_usd, 1)
                         WHEN 'weight' THEN c.net_weight
                         WHEN 'quantity' THEN c.quantity
                         ELSE CASE WHEN c.net_weight > 0
                                   THEN c.value / coalesce(r.per_usd, 1) END
                         END, 'nan'::DOUBLE)) AS amounts,
           list(CASE WHEN c.value > 0 THEN coalesce(c.net_weight, 0) ELSE 0 END)
               FILTER ($measure = 'unit-value') AS weights,
           list((c.flags & 2)::INTEGER) AS withheld
    FROM (SELECT f.*, f.direction IN ('export', 're-export') AS of_exporter,
                 CASE WHEN of_exporter THEN reporter ELSE partner END AS exporter,
                 CASE WHEN of_exporter THEN partner ELSE reporter END AS importer
          FROM flow_at($as_of) f
          WHERE direction IN ($flow, CASE WHEN $flow IS NULL THEN 'export' END,
                              CASE WHEN $flow IS NULL THEN 'import' END)
            AND ($freq IS NULL OR freq = $freq)) c
    JOIN code_unit{n} u USING (code)
    LEFT JOIN rate_of r ON r.currency = c.currency AND r.period = c.period
    WHERE ($exporters IS NULL OR exporter IN (SELECT m49 FROM asked_exporter))
      AND ($importers IS NULL OR importer IN (SELECT m49 FROM asked_importer))
      AND NOT (reporter = 97 AND (c.direction, c.freq) IN (SELECT (direction, freq) FROM shadowed))
    GROUP BY ALL),
-- One report of two where exporter and importer both report: the exporter's.  Months before years.
preferred AS (
    SELECT exporter, importer, min(freq) AS freq, arg_min(of_exporter, (freq, NOT of_exporter))
        AS of_exporter
    FROM report GROUP BY exporter, importer)
SELECT * EXCLUDE (counted_in),
       CASE $measure WHEN 'weight' THEN 'kg' WHEN 'quantity' THEN counted_in
                     WHEN 'unit-value' THEN currency || '/kg' ELSE currency END AS measured_in
FROM report SEMI JOIN preferred USING (exporter, importer, freq, of_exporter);
