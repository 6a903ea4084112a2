-- load_count.sql - how many there are.
SELECT toInt64(count()) FROM {db}.loads
