-- tables_there.sql - how many of the tables that every store has are there, and how many of all.
SELECT toInt64(countIf(name IN ('loads', 'flow', 'claim'))), toInt64(count()) FROM system.tables
WHERE database = '{db}' AND name IN ({names})
