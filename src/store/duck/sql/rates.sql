-- rates.sql - the exchange rates of the user's tables.
SELECT currency, (period // 100) || '-' || lpad((period % 100)::VARCHAR, 2, '0'), per_usd
FROM rate ORDER BY currency, period;
