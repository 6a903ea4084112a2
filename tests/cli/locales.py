"""Nothing depends on the locale or the time zone: Turkish has another capital i, German another
decimal point, and the day is another one in Kiritimati."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import weir

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "ingest"))
from layouts import LAYOUTS  # noqa: E402

CLAIM = ("claims:\n  - id: one\n    sentence: s\n    tests:\n      - kind: ratio\n        from: IND\n"
         "        to: RUS\n        code: 847150\n        period: 2024\n        with: 2023\n"
         "        says: MORE THAN TRIPLED IN SIZE\n")


class Locale(weir.Case):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("localedef"):
            raise unittest.SkipTest("no localedef")
        cls.made = tempfile.TemporaryDirectory()
        for name in ("tr_TR", "de_DE", "ja_JP"):
            done = subprocess.run(["localedef", "-i", name, "-f", "UTF-8",
                                   f"{cls.made.name}/{name}.UTF-8"], capture_output=True, check=False)
            if not pathlib.Path(f"{cls.made.name}/{name}.UTF-8").exists():
                raise unittest.SkipTest(done.stderr)

    @classmethod
    def tearDownClass(cls):
        cls.made.cleanup()

    def answers(self, locale, zone):
        """What a few questions print in a locale, and which layouts are read."""
        env = {**os.environ, "LC_ALL": locale, "LOCPATH": self.made.name, "TZ": zone}
        self.store = self.dir / f"{locale}.weir"
        out = []
        for i, (text, options, encoding, _, _) in enumerate(LAYOUTS.values()):
            path = self.write(f"f{i}", text.encode(encoding))
            done = self.call("ingest", *options, path, "--vintage", "2026-01-01",
                             store=self.dir / f"{locale}{i}.weir", env=env)
            out.append((done.returncode, done.stdout))
        self.write("c.yaml", CLAIM.replace(" IN SIZE", ""))
        for words in (["ingest", weir.SOURCE / "tests/data/v0.1.0/small.csv"],
                      ["claim", "check", "c.yaml"],
                      ["series", "--from", "india", "--to", "RUSSIAN FEDERATION", "--code", "842952"],
                      ["surge", "--from", "IND", "--to", "RUS", "--since", "2022-04", "--csv"],
                      ["status", "842952", "--from", "DEU", "--to", "RUS"], ["sources", "--csv"],
                      ["treaty", "rome", "--count"], ["warrant", "Putin", "--in", "ARM", "--on", "2024-03-01"]):
            done = self.call(*words, env=env)
            out.append((done.returncode, done.stdout))
        return out

    def test_same(self):
        plain = self.answers("C.UTF-8", "UTC")
        self.assertEqual({code for code, _ in plain}, {0})
        for locale, zone in (("tr_TR.UTF-8", "Pacific/Kiritimati"), ("de_DE.UTF-8", "America/Los_Angeles"),
                             ("ja_JP.UTF-8", "Asia/Tokyo")):
            with self.subTest(locale):
                self.assertEqual([a.replace(locale, "C.UTF-8") if isinstance(a, str) else a
                                  for pair in self.answers(locale, zone) for a in pair],
                                 [a for pair in plain for a in pair])


weir.main()
