-- table_there.sql - whether a book has a table.
SELECT count(*) FROM duckdb_tables()
WHERE database_name = $database AND schema_name = $schema AND table_name = $table
