-- traded.sql - what the shards say of traded_flows.sql, as that of a file does.
SELECT subheading AS code, currency, direction, worth AS value, rows FROM weir_feed({feed})
