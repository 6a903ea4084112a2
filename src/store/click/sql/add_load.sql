-- add_load.sql - the row by which a load is there: if none stands there yet that follows the one it
-- was made upon, and nobody began to sweep it away.
INSERT INTO {db}.loads
SELECT {next}, {load}, {took}, {dropped}, {replaces}, {rows}, {shards}, now(), {who} FROM system.one
WHERE (SELECT max(generation) FROM {db}.loads) = {next} - 1
  AND (SELECT count() FROM {db}.begun WHERE load = {load} AND swept > 0) = 0
