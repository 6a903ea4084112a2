
LEFT JOIN ( -- a currency is converted where there is a rate for every month it is wanted for
    WITH every AS (
        SELECT currency, period, per_usd FROM rate WHERE period > 9999 AND period % 100 < 13
        UNION ALL
        SELECT currency, period // 100, avg(per_usd) FROM rate
        WHERE period > 9999 AND period % 100 < 13
        GROUP BY currency, period // 100 HAVING count(*) = 12),
    wanted AS (
        SELECT DISTINCT f.currency, f.period FROM flow f
        WHERE f.currency IN (SELECT currency FROM rate) AND f.code {codes}),
    missing AS (
        SELECT DISTINCT currency FROM wanted ANTI JOIN every USING (currency, period))
    SELECT * FROM every WHERE currency <> 'USD' AND currency NOT IN (FROM missing))
    r ON r.currency = c.currency AND r.period = c.period
