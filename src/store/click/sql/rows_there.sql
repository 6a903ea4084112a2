-- rows_there.sql - the rows of a load, counted by the shards.
SELECT toInt64(count()) FROM {db}.{flow} WHERE load = {load}
