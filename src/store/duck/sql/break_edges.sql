-- break_edges.sql - to how many partners at once a suspect code begins or ends.
INSERT INTO break_edge
SELECT c.adapter, c.dataset, c.direction, c.freq, c.code,
       count(DISTINCT f.partner) FILTER (f.period = c.first) AS first_partners,
       count(DISTINCT f.partner) FILTER (f.period >= c.last - 2) AS last_partners
FROM flow f
JOIN break_suspect c ON f.code = c.code AND f.direction = c.direction AND f.freq = c.freq
JOIN source s ON s.source_id = f.source_id AND s.adapter = c.adapter
JOIN break_set d ON d.adapter = c.adapter AND d.dataset = c.dataset AND d.reporter = f.reporter
    AND d.direction = f.direction AND d.freq = f.freq
WHERE f.value > 0 AND f.flags & 60 = 0
GROUP BY ALL;
