/* empty.c - the peer of bench/blink.py: opens an empty DuckDB in memory and selects 1.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <duckdb.h>

int main(void)
{
    duckdb_database database;
    duckdb_connection connection;
    duckdb_result result;
    if (duckdb_open(NULL, &database) || duckdb_connect(database, &connection) ||
        duckdb_query(connection, "SELECT 1", &result))
        return 1;
    duckdb_destroy_result(&result);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    return 0;
}
