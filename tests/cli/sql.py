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
                          "INSTALL httpfs"):
            with self.subTest(statement):
                self.fails("sql", statement)
        self.assertEqual(self.store.read_bytes(), before)
        self.assertEqual([p.name for p in self.dir.iterdir()], [])

    def test_errors(self):
        self.assertIn("floes", self.fails("sql", "SELECT * FROM floes"))
        self.fails("sql", code=2)

    def test_other_types(self):
        rows = self.json("sql", "SELECT [1, 2] AS list, DATE '2022-02-24' AS day, 3 AS n, "
                         "direction FROM flow LIMIT 1 ; ")
        self.assertEqual(rows, [{"list": "[1, 2]", "day": "2022-02-24", "n": 3,
                                 "direction": "export"}])


weir.main()
