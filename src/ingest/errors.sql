-- errors.sql - lines that DuckDB's CSV reader could not take.
CREATE OR REPLACE TEMP VIEW weir_reader_errors AS
SELECT line, column_name, error_type, csv_line FROM reject_errors;
