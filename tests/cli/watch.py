"""weir watch: the summary and the report, which is one page that needs nothing else."""
import html.parser
import json
import pathlib
import re
import shutil
import subprocess

import weir


class Watch(weir.SampleCase):
    def watched(self, *options):
        """What weir watch RUS prints, asked once in each format; its page is r.html."""
        kept = pathlib.Path(self.shared.name) / "r.html"
        if options not in self.answers:
            self.answers[options] = self.weir("watch", "RUS", "-o", kept, *options)
        shutil.copy(kept, self.dir / "r.html")
        return self.answers[options]

    def test_report(self):
        text = self.watched()
        self.assertRegex(text, r"\d+ of \d+ flows to RUS rose and \d+ fell since 2022-03")
        self.assertIn("high-priority list as a whole from EU27 (monthly, EUR) falls", text)
        self.assertRegex(text, r"\d+ of the \d+ rises that can be compared stand out")
        page = (self.dir / "r.html").read_text()
        html.parser.HTMLParser().feed(page)
        self.assertIn("842952", page)
        self.assertIn("default-src 'none'", page)
        self.assertEqual(re.findall(r'(?:src|href)="[^#"][^"]*"', page), [])
        self.assertGreater(page.count("<svg"), 20)
        self.assertLess(len(page), 5_000_000)

    def test_json(self):
        rows = json.loads(self.watched("--json"))
        self.assertEqual({r["direction"] for r in rows}, {"up", "down"})
        self.assertIn("842952", {r["family"] for r in rows if r["direction"] == "up"})

    def test_csv_has_the_same_rows(self):
        rows = json.loads(self.watched("--json"))
        lines = self.watched("--csv").splitlines()
        self.assertEqual(len(lines), len(rows) + 1)

    def browse(self, *options):
        """Opens the report in headless Chromium with its own profile and no network."""
        return subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", f"--user-data-dir={self.dir}/profile", "--enable-logging=stderr",
             "--virtual-time-budget=3000", *options, f"file://{self.dir}/r.html"],
            capture_output=True, text=True, timeout=120)

    def test_browser(self):
        """The policy lets the page's own style and script run; nothing complains on the console."""
        self.watched()
        done = self.browse("--dump-dom")
        self.assertIn('class="sort"', done.stdout)
        self.assertIn('aria-label="filter rows"', done.stdout)
        self.assertEqual([line for line in done.stderr.splitlines() if "CONSOLE" in line], [])

    def test_prints(self):
        self.weir("watch", "KGZ", "-o", "r.html")
        self.browse(f"--print-to-pdf={self.dir}/r.pdf")
        self.assertEqual((self.dir / "r.pdf").read_bytes()[:5], b"%PDF-")

    def test_failures(self):
        self.fails("watch", code=2)
        self.fails("watch", "Atlantis")
        self.assertIn("could not be written", self.fails("watch", "RUS", "-o", "no/such/dir/r.html"))


weir.main()
