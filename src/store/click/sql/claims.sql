-- claims.sql - who else holds one.
SELECT any(who) FROM {db}.claim WHERE token <> {token}
GROUP BY token HAVING argMax(held, turn) = 1 AND argMax(until, turn) > toInt64(toUInt32(now()))
