-- tables_there.sql - how many of the tables that every store has are there.
SELECT toInt64(count()) FROM system.tables
WHERE database = '{db}' AND name IN ('loads', 'flow', 'claim')
