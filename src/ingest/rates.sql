-- rates.sql - monthly average exchange rates from a table of the user's.
CREATE OR REPLACE TEMP TABLE weir_rates AS
SELECT upper(trim(currency)) AS currency,
       replace(left(trim(period), 7), '-', '')::INTEGER AS period, per_usd::DOUBLE AS per_usd
FROM read_csv($file, header = true, all_varchar = true);

INSERT OR REPLACE INTO rate SELECT currency, period, per_usd, $path FROM weir_rates;
