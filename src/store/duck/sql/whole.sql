-- whole.sql - the rows of a selection that asks for the World as one area or for all goods as one,
-- where these are printed beside their parts.  Of each period of a reporter the rows that need the
-- least adding are kept: the printed total of all goods, then of all partners, then the parts; of
-- totals that two layouts print, the later vintage.
CREATE TEMP TABLE level{n} AS
SELECT c.*, s.adapter, s.vintage, {level} AS level,
       CASE WHEN c.direction IN ('export', 're-export') THEN reporter ELSE partner END AS exporter,
       CASE WHEN c.direction IN ('export', 're-export') THEN partner ELSE reporter END AS importer
FROM flow c JOIN source s USING (source_id)
WHERE {summed} AND c.code {codes} AND c.direction IN ({directions}){freq}
  AND {known}{exporters}{importers}
QUALIFY dense_rank() OVER (PARTITION BY reporter, partner, direction, freq, period, code
                           ORDER BY s.vintage DESC, s.adapter) = 1;

CREATE TEMP TABLE whole{n} AS
SELECT * EXCLUDE (adapter, vintage, level, exporter, importer)
FROM (FROM level{n}
      QUALIFY level = max(level) OVER (PARTITION BY reporter, direction, freq, period{within}));
