-- redline_cover.sql - the reporters that have figures of trade with $destination (of $exporter's
-- exports there, where one is asked), and whether their sources hold any goods of the munitions
-- group, to whomever, and were published for all of the months $first..$last.
WITH goods AS (
    SELECT DISTINCT o.hs6 FROM ref.product p JOIN ref.family f USING (hs6)
    JOIN ref.family o USING (family) WHERE p.grp = 'munitions'),
with_it AS (
    SELECT DISTINCT source_id, reporter, direction, freq FROM flow_at(nullif($day, ''))
    WHERE (partner = $destination::INTEGER OR reporter = $destination::INTEGER)
      AND ($exporter IS NULL OR reporter = $exporter::INTEGER
           OR (reporter = $destination::INTEGER AND partner = $exporter::INTEGER))),
held AS (
    SELECT DISTINCT c.source_id, c.reporter FROM content c
    JOIN goods p ON starts_with(p.hs6, left(c.code, 6)) OR starts_with(c.code, p.hs6)),
published AS ( -- of each reporter, how many of the periods asked
    SELECT reporter, direction, freq,
           count(DISTINCT period) FILTER (published AND CASE WHEN freq = 'A'
               THEN period BETWEEN $first::INTEGER // 100 AND $last::INTEGER // 100
               ELSE period BETWEEN $first::INTEGER AND $last::INTEGER END) AS there
    FROM coverage GROUP BY ALL),
wanted AS (
    SELECT ($last::INTEGER // 100 - $first::INTEGER // 100) + 1 AS years,
           ($last::INTEGER // 100 - $first::INTEGER // 100) * 12
               + $last::INTEGER % 100 - $first::INTEGER % 100 + 1 AS months)
SELECT bool_or(h.source_id IS NOT NULL
               AND ($first::INTEGER = 0
                    OR p.there >= CASE WHEN w.freq = 'A' THEN years ELSE months END))
           AS holds,
       CASE w.reporter WHEN 97 THEN 'EU27' ELSE coalesce(a.iso3, w.reporter::VARCHAR) END
FROM with_it w LEFT JOIN held h USING (source_id, reporter)
LEFT JOIN published p ON p.reporter = w.reporter AND p.direction = w.direction AND p.freq = w.freq
LEFT JOIN ref.area a ON a.m49 = w.reporter, wanted
GROUP BY w.reporter, a.iso3 ORDER BY 2
