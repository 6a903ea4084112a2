-- swept.sql - says that they are swept away (1: no such load may be kept any more; 2: it is done).
INSERT INTO {db}.begun SELECT load, {step}, now(), 'swept' FROM {db}.begun WHERE load IN ({loads})
GROUP BY load
