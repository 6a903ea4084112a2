"""Stores and bundles that earlier versions made open and verify; a store open to others."""
import json
import lzma
import shutil
import subprocess
import time
import unittest

import weir

MADE = weir.SOURCE / "tests/data/v0.1.0"


@weir.of_files
class Earlier(weir.Case):
    def open(self):
        self.store.write_bytes(lzma.decompress((MADE / "store.weir.xz").read_bytes()))
        journal = (MADE / "store.weir.evidence").read_text()    # with the claims where they lie here
        self.write("store.weir.evidence", journal.replace("/tmp/old", str(MADE)))

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

    def test_many_at_once(self):
        """Of several that open it one brings it to this version, the others wait for that."""
        self.open()
        command = [weir.WEIR, "--store", self.store, "sources", "--json"]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                   for _ in range(6)]
        for process in running:
            out, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, err)
            self.assertEqual(json.loads(out)[0]["rows_kept"], 252)
        names = {p.name for p in self.dir.iterdir()} - {"store.weir.evidence"}
        self.assertEqual(names, {"store.weir", "store.weir.v1"})

    def test_killed(self):
        """Whenever the process ends, there is a store, and the next one opens it."""
        for wait in (0.02, 0.05, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3):
            with self.subTest(wait=wait):
                for path in self.dir.iterdir():
                    path.unlink()
                self.open()
                process = subprocess.Popen([weir.WEIR, "--store", self.store, "sources"],
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(wait)
                process.kill()
                process.wait()
                self.assertEqual(self.total("2024"), 429760000)
                self.assertTrue((self.dir / "store.weir.v1").exists())

    def test_other_copy(self):
        """A copy of another store of that name is left alone."""
        self.open()
        other = self.write("store.weir.v1", "something else")
        self.total("2024")
        self.assertEqual(other.read_text(), "something else")
        self.assertTrue((self.dir / "store.weir.v1.2").exists())

    def test_journal(self):
        """Questions of its journal can still be traced."""
        self.open()
        journal = self.json("evidence")
        self.assertGreater(len(journal), 2)
        for question in journal:
            self.json("evidence", question["id"])

    def test_bundle(self):
        """All of it verifies but for surge, watch and report, whose windows were mended since,
        status, whose lists were, lists find, whose days have one form, series, which calls weights that are
        not stated so, claim check, which names windows, and changepoints, which reads another date in one
        of its series."""
        message = self.fails("evidence", "--verify", MADE / "bundle.tar.zst")
        self.assertRegex(message, r"verifies but for 8 of 14 answers, .*\(weir changepoints\)")
        self.assertIn("a spread that changed and a wandering level were read as shifts", message)

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


@weir.of_files
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
