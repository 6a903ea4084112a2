-- pending.sql - whether a row of `loads` waits for its quorum: it may be there yet.
SELECT toInt64(count()) FROM system.zookeeper
WHERE path = '/weir/{db}/book/loads/quorum' AND name = 'status'
