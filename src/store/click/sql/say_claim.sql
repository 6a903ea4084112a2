-- say_claim.sql - a claim is made, renewed or given back.
INSERT INTO {db}.claim
SELECT {token}, {turn}, {held}, toInt64(toUInt32(now())) + {seconds}, {who} FROM system.one
