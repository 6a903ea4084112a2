-- left.sql - loads that began ten minutes ago or more, came to no end and were not swept away.
SELECT load FROM {db}.begun WHERE load NOT IN (SELECT load FROM {db}.loads)
GROUP BY load HAVING max(swept) < 2 AND min(at) < now() - 600 ORDER BY load
