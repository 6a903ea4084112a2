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

    def test_signals_and_company(self):
        by_name = {s.name: s for s in harness.SCENARIOS}
        self.harness.interrupt(by_name["first list"], signal.SIGINT, 0.08)
        self.harness.interrupt(by_name["later vintage"], signal.SIGTERM, 0.08)
        self.harness.twice(by_name["first load"])
        self.harness.refuse(by_name["second load"])


unittest.main()
