"""A few faults for every command that writes; make soak runs a thousand."""
import os
import pathlib
import signal
import unittest

import harness

LIBRARY = pathlib.Path(os.environ["WEIR_FAULT"])


class Faults(unittest.TestCase):
    def setUp(self):
        self.harness = harness.Harness(os.environ["WEIR"], LIBRARY, seed=20261126)
        self.addCleanup(self.harness.close)

    def test_some(self):
        for s, kind, at in self.harness.some(each=2):
            with self.subTest(self.harness.describe(s, kind, at)):
                self.harness.strike(s, kind, at)

    def test_every_torn_write(self):
        """A block of metadata that the file needs as it was is written again in its place: half of that is taken
        back by who opens the store next."""
        s = next(s for s in harness.SCENARIOS if s.name == "first list")
        self.harness.make(s)
        backs = refused = 0
        for at in range(1, self.harness.calls[s.name] + 1):
            folder = self.harness.make(s)
            self.harness.faulty(folder, s.args, "torn", at)
            if not (folder / "s.weir.undo").exists():
                continue
            torn = (folder / "s.weir").read_bytes()
            done = self.harness.faulty(folder, ["sources"], "rofs", 1)
            refused += done.returncode == 1 and "has to be taken back first" in done.stderr
            self.assertTrue(done.returncode == 0 or "taken back first" in done.stderr, done.stderr)
            with self.subTest(self.harness.describe(s, "torn", at)):
                self.harness.check(s, folder, failed=False)
                self.assertFalse((folder / "s.weir.undo").exists())
            if (folder / "s.weir").read_bytes() != torn:
                backs += 1
                self.harness.again(s, folder)
        self.assertGreater(backs, 1)
        self.assertEqual(refused, backs)

    def test_undo_of_another(self):
        """Headers do not tell stores that were made alike apart: a whole one keeps its blocks."""
        s = next(s for s in harness.SCENARIOS if s.name == "second load")
        self.harness.make(s)
        for at in range(self.harness.calls[s.name], 0, -1):
            folder = self.harness.make(s)
            self.harness.faulty(folder, s.args, "kill", at)
            undo = folder / "s.weir.undo"
            kept = undo.read_bytes() if undo.exists() else b""
            if len(kept) > 100000:
                break
        folder = self.harness.make(s)
        (folder / "s.weir").unlink()
        self.harness.run(folder, ["ingest", "other.csv"])
        whole = (folder / "s.weir").read_bytes()
        undo.write_bytes(kept)
        self.assertEqual(kept[32:32 + 3 * 4096], whole[:3 * 4096])
        size, count = (int.from_bytes(kept[i:i + 8], "little") for i in (16, 24))
        blocks = [kept[i:i + 8 + size] for i in range(32 + 3 * 4096, len(kept) - 65, 8 + size)]
        self.assertEqual(len(blocks), count)
        ats = [int.from_bytes(b[:8], "little") for b in blocks]
        self.assertTrue(any(whole[at:at + size] != b[8:] for at, b in zip(ats, blocks)))
        self.harness.run(folder, ["sources"])
        self.assertEqual((folder / "s.weir").read_bytes(), whole)
        self.assertFalse(undo.exists())
        os.mkfifo(undo)  # what is no file of weir's is left alone
        self.harness.run(folder, ["sources"])
        undo.unlink()
        undo.symlink_to(folder / "one.csv")
        self.harness.run(folder, ["ingest", "two.csv"])
        self.assertTrue((folder / "one.csv").read_text().startswith("reporter"))

    def test_signals_and_company(self):
        by_name = {s.name: s for s in harness.SCENARIOS}
        self.harness.interrupt(by_name["first list"], signal.SIGINT, 0.08)
        self.harness.interrupt(by_name["later vintage"], signal.SIGTERM, 0.08)
        self.harness.twice(by_name["first load"])
        self.harness.refuse(by_name["second load"])


unittest.main()
