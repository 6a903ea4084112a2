-- loads.sql - every load in its order.
SELECT generation, load, toInt64(took), toInt64(dropped), replaces, toInt64(shards) FROM {db}.loads
ORDER BY generation
