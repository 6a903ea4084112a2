    -- A currency is converted where the user's table has a rate for every month it is wanted for.
    WITH every AS (
        SELECT currency, period, per_usd FROM rate
        UNION ALL
        SELECT currency, period // 100, avg(per_usd) FROM rate
        GROUP BY currency, period // 100 HAVING count(*) = 12),
    wanted AS (
        SELECT DISTINCT f.currency, f.period FROM flow f
        WHERE f.currency IN (SELECT currency FROM rate)
          AND f.code IN (SELECT code FROM code_unit{n})),
    missing AS (
        SELECT DISTINCT currency FROM wanted ANTI JOIN every USING (currency, period))
    SELECT * FROM every WHERE currency <> 'USD' AND currency NOT IN (FROM missing)
