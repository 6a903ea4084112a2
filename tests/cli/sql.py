"""weir sql: read-only, and nothing outside the store."""
import weir


class Sql(weir.SampleCase):
    def test_reads(self):
        rows = self.json("sql", "SELECT count(*) AS n, max(period) AS last FROM flow_at(NULL)")
        self.assertGreater(rows[0]["n"], 200_000)
        self.assertEqual(self.weir("sql", "SELECT 1 AS a, 'x' AS b", "--csv"), "a,b\n1,x\n")

    def test_writes_nothing(self):
        before = self.store.read_bytes()
        for statement in ("DELETE FROM flow", "CREATE TABLE x (a INTEGER)",
                          "COPY flow TO 'out.csv'", "SELECT * FROM read_csv('/etc/passwd')",
                          "ATTACH 'other.db'", "SET enable_external_access = true",
                          "INSTALL httpfs", "FROM enable_profiling(format='json')",
                          "SELECT * FROM \"enable_logging\" (storage='stdout')", "FROM checkpoint()"):
            with self.subTest(statement):
                self.fails("sql", statement, code=1 if "read_csv" in statement else 2)
        self.assertEqual(self.store.read_bytes(), before)
        self.assertEqual([p.name for p in self.dir.iterdir()], [])

    def test_only_questions(self):
        """Nothing but one statement that reads, also not onto the store's own files."""
        store = self.dir / "own.weir"
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"), store=store)
        before = store.read_bytes()
        for statement in (f"COPY (SELECT 1) TO '{store}' (FORMAT csv)",
                          f"COPY (SELECT 1) TO '{store}.wal' (FORMAT csv)",
                          f"EXPLAIN ANALYZE COPY (SELECT 1) TO '{store}' (FORMAT csv)",
                          f"explain (analyze) COPY (SELECT 1) TO '{store}' (FORMAT csv)",
                          "SELECT 1; SELECT 2", "CHECKPOINT", "CALL pragma_version()", "BEGIN"):
            with self.subTest(statement):
                self.assertIn("only one statement that reads",
                              self.fails("sql", statement, store=store, code=2))
                self.assertEqual(store.read_bytes(), before)
        for statement in ("FROM flow", "WITH a AS (FROM flow) SELECT * FROM a", "DESCRIBE flow",
                          "SHOW TABLES", "EXPLAIN FROM flow", "EXPLAIN SELECT 1", "(SELECT 1)",
                          "VALUES (1)", "SUMMARIZE flow"):
            with self.subTest(statement):
                self.weir("sql", statement, store=store)

    def test_errors(self):
        self.assertIn("floes", self.fails("sql", "SELECT * FROM floes"))
        self.fails("sql", code=2)

    def test_other_types(self):
        rows = self.json("sql", "SELECT [1, 2] AS list, DATE '2022-02-24' AS day, 3 AS n, "
                         "direction FROM flow LIMIT 1 ; ")
        self.assertEqual(rows, [{"list": "[1, 2]", "day": "2022-02-24", "n": 3,
                                 "direction": "export"}])


weir.main()
