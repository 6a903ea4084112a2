-- keeper.sql - whether ZooKeeper answers the server that is asked.
SELECT toInt64(count()) FROM system.zookeeper WHERE path = '/'
