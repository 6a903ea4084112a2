-- first_load.sql - the row by which a store begins.
INSERT INTO {db}.loads SELECT 0, {load}, 0, 0, 0, 0, now(), {who} FROM system.one
