-- definitions.sql - what a database is defined as, in the words of its engine.
SELECT 'table' AS kind, schema_name, table_name AS name, sql
FROM duckdb_tables() WHERE database_name = $catalog AND NOT temporary
UNION ALL
SELECT 'view', schema_name, view_name, sql
FROM duckdb_views() WHERE database_name = $catalog AND NOT internal AND NOT temporary
UNION ALL
SELECT 'index', schema_name, index_name, coalesce(sql, '')
FROM duckdb_indexes() WHERE database_name = $catalog
ORDER BY ALL
