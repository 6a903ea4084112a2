-- last_load.sql - the load that says what the store is.
SELECT argMax(load, generation) FROM {db}.loads
