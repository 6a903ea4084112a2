-- rates.sql - monthly average exchange rates from a table of the user's.
CREATE OR REPLACE TEMP TABLE weir_rates_read AS
WITH blank AS (SELECT unnest($blank::BIGINT[]) AS empty),
above AS (SELECT empty - row_number() OVER (ORDER BY empty) AS kept,
                 row_number() OVER (ORDER BY empty) AS n
          FROM blank),
read AS (SELECT *, row_number() OVER () + 1 AS nth
         FROM read_csv($file, header = true, all_varchar = true, parallel = false))
SELECT nth + coalesce((SELECT max(n) FROM above WHERE kept < nth), 0) AS line,
       upper(trim(currency)) AS currency, trim(period) AS period,
       trim(per_usd) AS per_usd,
       TRY_CAST(replace(left(trim(period), 7), '-', '') AS INTEGER) AS month,
       TRY_CAST(trim(per_usd) AS DOUBLE) AS rate
FROM read;

CREATE OR REPLACE TEMP TABLE weir_rates AS
SELECT DISTINCT currency, month AS period, rate AS per_usd FROM weir_rates_read;
