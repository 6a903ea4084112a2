-- table_loads.sql - whether the table that every store has is there.
SELECT toInt64(count()) FROM system.tables WHERE database = '{db}' AND name = 'loads'
