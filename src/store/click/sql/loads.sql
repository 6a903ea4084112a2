-- loads.sql - every load in its order.
SELECT generation, load, toInt64(took), toInt64(dropped), replaces FROM {db}.loads
ORDER BY generation
