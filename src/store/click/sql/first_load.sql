-- first_load.sql - the row by which a store begins, once.
INSERT INTO {db}.loads SELECT 0, {load}, 0, 0, 0, 0, {shards}, now(), {who} FROM system.one
WHERE (SELECT count() FROM {db}.loads) = 0
