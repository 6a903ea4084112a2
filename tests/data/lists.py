"""Published lists: the counts that they have."""
import weir

REFERENCE = ("reference", "lists")


class Lists(weir.Case):
    def load(self, folder, *names):
        paths = [weir.data(*REFERENCE, folder, name) for name in names]
        return self.json("lists", "load", *paths)

    def test_counts(self):
        old = self.load("ofac-2021-original-format", "sdn.csv", "alt.csv", "add.csv")
        self.assertEqual((old[0]["entities"], old[1]["names"], old[2]["addresses"]),
                         (8976, 11910, 13837))
        self.assertEqual(self.load("ofac-2022", "sdn.csv")[0]["entities"], 11443)
        self.assertEqual(self.load("ofac-alt-2025", "alt.csv")[0]["names"], 20107)
        self.assertEqual(self.load("ofac-nonsdn", "cons_prim.csv")[0]["entities"], 442)
        self.assertEqual(self.load("denied-persons", "dpl.txt")[0]["entities"], 581)
        self.assertEqual(self.load("opensanctions-format", "targets.simple.csv")[0]["entities"], 5600)
        # rows of the tables, counted with Python's csv module
        for celex, rows in (("32006R0765", 408), ("32014R0269", 2802), ("32014R0833", 1746)):
            self.assertEqual(self.load("eu-annexes", celex + ".csv")[0]["entities"], rows)

    def test_un(self):
        self.load("un", "UN_consolidated.xml")
        rows = self.sql("SELECT kind, count(*) AS n FROM reg.entity GROUP BY kind ORDER BY kind")
        self.assertEqual([(r["kind"], r["n"]) for r in rows], [("entity", 273), ("person", 730)])
        rows = self.sql("SELECT count(*) AS n FROM reg.name WHERE kind = 'original script'")
        self.assertEqual(rows[0]["n"], 378)

    def test_bis(self):
        self.load("bis", "title-15_part-744.xml")
        rows = self.sql("SELECT program, count(*) AS n FROM reg.entity GROUP BY program "
                        "ORDER BY program")
        self.assertEqual({r["program"]: r["n"] for r in rows},
                         {"Entity List": 3415, "Unverified List": 186, "Military End-User List": 90})
        self.assertTrue(self.json("lists", "find", "Bel Huawei Technologies LLC"))


weir.main()
