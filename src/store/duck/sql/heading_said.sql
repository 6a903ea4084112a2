-- heading_said.sql - headings and chapters that are asked and are printed beside their codes: what
-- they come to, and what the codes below them do, over the same cells; where there is no code, the
-- printed one is what is read.
WITH printed AS (
    SELECT c.reporter, c.partner, c.direction, c.freq, c.period, c.code, s.adapter, c.currency,
           sum(c.value) AS value
    FROM flow c JOIN source s USING (source_id)
    WHERE c.flags & 60 = 4 AND c.code IN ({asked_codes}) AND c.direction IN ({directions}){freq}
      AND {known} AND {asked}
    GROUP BY ALL),
chosen AS (
    SELECT DISTINCT reporter, direction, freq, adapter, exporter, importer FROM cell{n}),
used AS (
    SELECT p.* FROM printed p SEMI JOIN chosen c ON c.reporter = p.reporter
        AND c.direction = p.direction AND c.freq = p.freq AND c.adapter = p.adapter
        AND CASE WHEN p.direction IN ('export', 're-export') THEN c.importer ELSE c.exporter END
            = p.partner),
below AS (
    SELECT u.code, u.currency, u.reporter, u.partner, u.direction, u.freq, u.period, u.adapter,
           any_value(u.value) AS printed, sum(c.value) AS parts
    FROM used u JOIN source s USING (adapter)
    JOIN flow c ON c.source_id = s.source_id AND c.reporter = u.reporter
        AND c.partner = u.partner AND c.direction = u.direction AND c.freq = u.freq
        AND c.period = u.period AND starts_with(c.code, u.code) AND c.flags & 60 = 0 AND {known}
    GROUP BY ALL)
SELECT code, currency, sum(printed), sum(parts) FROM below GROUP BY ALL ORDER BY ALL;
