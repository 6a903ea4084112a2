-- edge_said.sql - what the families of a heading or chapter come to, and what the codes that begin
-- with it do: a family belongs to the heading and chapter of its lowest code, and may reach over.
WITH chosen AS (
    SELECT DISTINCT reporter, direction, freq, adapter, exporter, importer FROM cell{n}),
used AS (
    SELECT c.code, c.currency, c.value
    FROM flow c JOIN source s USING (source_id)
    JOIN chosen x ON x.reporter = c.reporter AND x.direction = c.direction AND x.freq = c.freq
        AND x.adapter = s.adapter
        AND CASE WHEN c.direction IN ('export', 're-export') THEN x.importer ELSE x.exporter END
            = c.partner
    WHERE c.flags & 60 = 0 AND {known} AND {asked} AND ({begins} OR c.code {codes}))
SELECT currency, coalesce(sum(value) FILTER (code {codes}), 0),
       coalesce(sum(value) FILTER ({begins}), 0),
       coalesce(array_to_string(list_sort(list(DISTINCT code)
           FILTER (code {codes} AND NOT {begins})), ', '), ''),
       coalesce(array_to_string(list_sort(list(DISTINCT code) FILTER (code NOT {codes})), ', '), '')
FROM (SELECT * FROM used c) c GROUP BY currency ORDER BY currency;
