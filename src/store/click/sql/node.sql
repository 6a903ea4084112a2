-- node.sql - which shard and replica a server is, what it holds, and how far it is behind.
SELECT toInt64(toUInt64OrZero((SELECT max(substitution) FROM system.macros WHERE macro = 'shard'))),
       toInt64(toUInt64OrZero((SELECT max(substitution) FROM system.macros
                               WHERE macro = 'replica'))),
       toInt64((SELECT sum(rows) FROM system.parts
                WHERE database = '{db}' AND table = 'flow' AND active)),
       toInt64((SELECT sum(bytes) FROM system.parts WHERE database = '{db}' AND active)),
       toInt64((SELECT max(absolute_delay) FROM system.replicas WHERE database = '{db}')),
       toInt64((SELECT sum(queue_size) FROM system.replicas WHERE database = '{db}'))
