-- rows_there.sql - the rows of a load, counted by the servers that have them.
SELECT toInt64(count()) FROM {db}.{table} WHERE {column} = {load}
