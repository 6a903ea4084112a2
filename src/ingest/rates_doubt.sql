-- rates_doubt.sql - the first row of a table of rates that is none, and why.
WITH other AS (
    SELECT *, first_value(rate) OVER one AS first_rate, first_value(line) OVER one AS first_line
    FROM weir_rates_read WINDOW one AS (PARTITION BY currency, month ORDER BY line)),
doubt AS (
    SELECT line,
           CASE WHEN NOT regexp_matches(coalesce(currency, ''), '^[A-Z]{3}$')
                THEN '''' || coalesce(currency, '') || ''' is no currency of three letters'
                WHEN NOT regexp_matches(coalesce(period, ''),
                                        '^\d{4}(-?(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-\d\d)$')
                THEN '''' || coalesce(period, '') || ''' is no month (YYYY-MM)'
                WHEN rate IS NULL OR NOT isfinite(rate) OR rate <= 0
                THEN '''' || coalesce(per_usd, '')
                     || ''' is no rate: units of currency per US dollar'
                WHEN rate <> first_rate
                THEN currency || ' in ' || period || ' is ' || per_usd || ' here and '
                     || first_rate || ' in line ' || first_line END AS reason
    FROM other)
SELECT line, reason FROM doubt WHERE reason IS NOT NULL ORDER BY line LIMIT 1;
