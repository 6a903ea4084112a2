-- coverage_parts.sql - as coverage.sql, where sources share a layout: which goods and partners of a
-- reporter each of them holds, for a period that one source covers says nothing of the goods of
-- another.  Of a source that stands beside others, scope is '' where it holds 20 chapters or more,
-- else the chapters of which it holds five headings or more, and single headings; partner is -1
-- where it holds five partners or more, else each of them.
WITH day AS (
    SELECT coalesce($as_of::DATE, DATE '9999-12-31') AS day),
piece AS (
    SELECT DISTINCT s.adapter, c.source_id, c.reporter, c.direction, c.freq
    FROM coverage c JOIN source s USING (source_id), day WHERE s.vintage <= day),
beside AS (
    SELECT * FROM piece
    QUALIFY count(*) OVER (PARTITION BY adapter, reporter, direction, freq) > 1),
code AS (
    SELECT source_id, reporter, direction, freq, code FROM content
    SEMI JOIN beside USING (source_id, reporter, direction, freq)
    UNION
    SELECT source_id, reporter, direction, freq, code
    FROM flow SEMI JOIN beside USING (source_id, reporter, direction, freq)
    ANTI JOIN content USING (source_id, reporter, direction, freq)),
heading AS (
    SELECT c.* EXCLUDE (code), unnest([left(c.code, 4), left(coalesce(n.family, c.code), 4)]) AS hs4
    FROM code c LEFT JOIN code_name n USING (code)),
wide AS (
    SELECT source_id, reporter, direction, freq FROM heading
    GROUP BY ALL HAVING count(DISTINCT left(hs4, 2)) >= 20),
scope AS (
    SELECT DISTINCT source_id, reporter, direction, freq,
           CASE WHEN (source_id, reporter, direction, freq) IN (FROM wide) THEN ''
                WHEN count(DISTINCT hs4) OVER (PARTITION BY source_id, reporter, direction, freq,
                                                            left(hs4, 2)) >= 5
                THEN left(hs4, 2) ELSE hs4 END AS scope
    FROM heading),
partner AS (
    SELECT source_id, reporter, direction, freq,
           unnest(CASE WHEN count(DISTINCT partner) >= 5 THEN [-1]
                       ELSE list(DISTINCT partner::INTEGER) END) AS partner
    FROM flow SEMI JOIN beside USING (source_id, reporter, direction, freq) GROUP BY ALL)
SELECT p.adapter, c.reporter, c.direction::VARCHAR, c.freq::VARCHAR, c.period,
       bool_or(c.published) AS published, coalesce(s.scope, '') AS scope,
       coalesce(x.partner, -1) AS partner
FROM coverage c JOIN piece p USING (source_id, reporter, direction, freq)
LEFT JOIN scope s USING (source_id, reporter, direction, freq)
LEFT JOIN partner x USING (source_id, reporter, direction, freq)
GROUP BY ALL
ORDER BY 1, 2, 3, 4, 7, 8, 5;
