-- foreign.sql - what statements of a migration could run that is not DuckDB's: macros of the file,
-- which are dropped first.
SELECT DISTINCT schema_name, function_name, function_type
FROM duckdb_functions()
WHERE database_name = $catalog AND NOT internal AND function_type IN ('macro', 'table_macro');
