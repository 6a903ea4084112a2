-- cells.sql - the selected cells, one row per exporter, importer, unit and period.
CREATE OR REPLACE TEMP TABLE asked_exporter AS
SELECT DISTINCT unnest(string_split($exporters, ','))::SMALLINT AS m49;
CREATE OR REPLACE TEMP TABLE asked_importer AS
SELECT DISTINCT unnest(string_split($importers, ','))::SMALLINT AS m49;

-- A group that reports (the EU as one) is left out where a member of it reports too.
CREATE OR REPLACE TEMP TABLE shadowed AS
SELECT DISTINCT g.direction, g.freq
FROM coverage g JOIN coverage c USING (direction, freq)
WHERE g.reporter = 97 AND c.reporter IN (SELECT m49 FROM ref.membership WHERE grp = 'EU27');

CREATE OR REPLACE TEMP TABLE report AS
WITH chosen AS (
    SELECT *, direction IN ('export', 're-export') AS of_exporter,
           CASE WHEN of_exporter THEN reporter ELSE partner END AS exporter,
           CASE WHEN of_exporter THEN partner ELSE reporter END AS importer
    FROM flow_at($as_of)
    WHERE direction IN ($flow, CASE WHEN $flow IS NULL THEN 'export' END,
                        CASE WHEN $flow IS NULL THEN 'import' END)
      AND ($freq IS NULL OR freq = $freq))
SELECT exporter, importer, reporter, of_exporter, direction, freq, adapter, unit, currency,
       valuation, period,
       sum(value) AS value, sum(net_weight) AS net_weight,
       sum(value) FILTER (net_weight > 0) AS weighed_value,
       sum(quantity) AS quantity, min(c.measured_in) AS measured_in,
       count(DISTINCT c.measured_in) > 1 AS mixed,
       bool_or(flags & 2 = 2) AS confidential
FROM (SELECT * RENAME (unit AS measured_in) FROM chosen) c JOIN code_unit u USING (code)
WHERE ($exporters IS NULL OR exporter IN (SELECT m49 FROM asked_exporter))
  AND ($importers IS NULL OR importer IN (SELECT m49 FROM asked_importer))
  AND NOT (reporter = 97 AND (c.direction, c.freq) IN (SELECT (direction, freq) FROM shadowed))
GROUP BY ALL;

-- One report of two where exporter and importer both report: the exporter's.  Months before years.
CREATE OR REPLACE TEMP TABLE preferred AS
SELECT exporter, importer, min(freq) AS freq, arg_min(of_exporter, (freq, NOT of_exporter))
    AS of_exporter
FROM report GROUP BY exporter, importer;

-- A currency is converted where the user's table has a rate for every one of its cells.
CREATE OR REPLACE TEMP TABLE rate_of AS
WITH every AS (
    SELECT currency, period, per_usd FROM rate
    UNION ALL
    SELECT currency, period // 100, avg(per_usd) FROM rate
    GROUP BY currency, period // 100 HAVING count(*) = 12),
missing AS (
    SELECT DISTINCT r.currency
    FROM (SELECT DISTINCT currency, period FROM report) r ANTI JOIN every USING (currency, period))
SELECT * FROM every
WHERE $convert::BOOLEAN AND currency <> 'USD' AND currency NOT IN (FROM missing);

CREATE OR REPLACE TEMP TABLE cell AS
SELECT exporter, importer, reporter, direction, freq, adapter, unit,
       CASE WHEN per_usd IS NULL THEN r.currency ELSE 'USD' END AS currency, valuation, r.period,
       CASE $measure WHEN 'value' THEN value / coalesce(per_usd, 1)
                     WHEN 'weight' THEN net_weight
                     WHEN 'quantity' THEN CASE WHEN NOT mixed THEN quantity END
                     ELSE weighed_value / coalesce(per_usd, 1) END AS amount,
       CASE WHEN $measure = 'unit-value' THEN net_weight END AS weight,
       CASE $measure WHEN 'value' THEN CASE WHEN per_usd IS NULL THEN r.currency ELSE 'USD' END
                     WHEN 'weight' THEN 'kg'
                     WHEN 'quantity' THEN coalesce(measured_in, '')
                     ELSE CASE WHEN per_usd IS NULL THEN r.currency ELSE 'USD' END || '/kg'
       END AS measured_in,
       confidential
FROM (SELECT * FROM report SEMI JOIN preferred USING (exporter, importer, freq, of_exporter)) r
LEFT JOIN rate_of e ON e.currency = r.currency AND e.period = r.period;

DROP TABLE report;
