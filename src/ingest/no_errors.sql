-- no_errors.sql - Parquet has no lines to reject.
CREATE OR REPLACE TEMP VIEW weir_reader_errors AS
SELECT 0 AS line, '' AS column_name, '' AS error_type, '' AS csv_line WHERE false;
