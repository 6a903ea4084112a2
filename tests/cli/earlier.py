"""Stores and bundles that earlier versions made open and verify; a store open to others."""
import lzma
import shutil
import unittest

import weir

MADE = weir.SOURCE / "tests/data/v0.1.0"


class Earlier(weir.Case):
    def open(self):
        self.store.write_bytes(lzma.decompress((MADE / "store.weir.xz").read_bytes()))
        shutil.copy(MADE / "store.weir.evidence", f"{self.store}.evidence")

    def total(self, year):
        return sum(p["value"] or 0 for p in
                   self.json("series", "--from", "IND", "--to", "RUS", "--code", "847150")["points"]
                   if p["period"].startswith(year))

    def test_store(self):
        """It is brought to this version; what was there stays there, and a copy beside it."""
        self.open()
        was = self.store.read_bytes()
        self.assertEqual(self.total("2024"), 429760000)
        copies = [p for p in self.dir.iterdir() if p.name.startswith("store.weir.v")]
        self.assertEqual([p.name for p in copies], ["store.weir.v1"])
        self.assertEqual(copies[0].read_bytes(), was)
        info = {r["key"]: r["value"] for r in self.json("store")}
        self.assertEqual((info["flow rows"], info["version"]), ("252", "2"))
        self.assertEqual(self.total("2023"), 33920000)
        self.assertEqual(len(self.json("lists", "find", "I. ASH")), 1)
        copies[0].unlink()
        self.total("2022")  # nothing is left to do
        self.assertFalse(copies[0].exists())

    def test_journal(self):
        """Questions of its journal can still be traced."""
        self.open()
        journal = self.json("evidence")
        self.assertGreater(len(journal), 2)
        for question in journal:
            self.json("evidence", question["id"])

    def test_bundle(self):
        answer = self.json("evidence", "--verify", MADE / "bundle.tar.zst")
        self.assertGreater(answer[0]["answers"], 5)

    def test_read_only_copy(self):
        """Where it cannot be written, that is said, and it is left alone."""
        self.open()
        was = self.store.read_bytes()
        self.store.chmod(0o444)
        self.dir.chmod(0o555)
        self.addCleanup(self.dir.chmod, 0o755)
        try:
            (self.dir / "probe").write_text("")
        except PermissionError:
            self.fails("sources")
            self.assertEqual(self.store.read_bytes(), was)
        else:
            self.skipTest("this user may write everywhere")


class Small(weir.Case):
    def test_size_and_names(self):
        """A small store is small, and shows names with nothing attached."""
        self.weir("ingest", MADE / "small.csv")
        self.assertLess(self.store.stat().st_size, 1_000_000)
        rows = self.sql("SELECT DISTINCT reporter, reporter_name, partner, family, summed FROM flows"
                        " WHERE code = '847150'")
        self.assertEqual(rows, [{"reporter": "IND", "reporter_name": "India", "partner": "RUS",
                                 "family": "847150", "summed": True}])
        where = self.sql("SELECT DISTINCT database_name AS d FROM duckdb_views()"
                         " WHERE view_name = 'flows'")
        self.assertEqual(len(where), 1)
        used = self.sql("SELECT sql FROM duckdb_views() WHERE view_name = 'flows'")[0]["sql"]
        self.assertNotIn("ref.", used)


if __name__ == "__main__":
    unittest.main()
