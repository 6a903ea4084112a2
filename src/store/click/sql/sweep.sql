-- sweep.sql - takes away what such loads left in a table.
ALTER TABLE {db}.{table}{on} DELETE WHERE {column} IN ({loads})
