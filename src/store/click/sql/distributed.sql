-- distributed.sql - all shards as one, by exporter and family: a series stands on one of them.
CREATE TABLE IF NOT EXISTS {db}.flow_all{on} AS {db}.flow
ENGINE = Distributed({cluster}, {db}, flow, sipHash64(exporter, family));

CREATE TABLE IF NOT EXISTS {db}.replaced_all{on} AS {db}.replaced
ENGINE = Distributed({cluster}, {db}, replaced, sipHash64(exporter, family));
