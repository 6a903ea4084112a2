-- swept.sql - says that it was done.
INSERT INTO {db}.begun SELECT load, 1, now(), 'swept' FROM {db}.begun WHERE load IN ({loads})
GROUP BY load
