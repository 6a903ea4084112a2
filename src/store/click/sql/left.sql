-- left.sql - loads that began, came to no end and were not swept away.
SELECT load FROM {db}.begun WHERE load NOT IN (SELECT load FROM {db}.loads)
GROUP BY load HAVING max(swept) = 0 ORDER BY load
