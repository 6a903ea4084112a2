-- nodes.sql - servers and shards of a cluster, and the replicas of the shard that has fewest.
SELECT toInt64(sum(n)), toInt64(count()), toInt64(min(n))
FROM (SELECT shard_num, count() AS n FROM system.clusters WHERE cluster = '{cluster}'
      GROUP BY shard_num)
