"""weir help, --help and the manual pages: all from the same tables."""
import subprocess

import weir

COMMANDS = weir.subprocess.run([weir.WEIR, "help"], capture_output=True, text=True,
                               check=True).stdout.split("\n")
COMMANDS = [line.split()[0] for line in COMMANDS if line.startswith("  ")]


class Help(weir.Case):
    def test_overview(self):
        self.assertGreaterEqual(len(COMMANDS), 14)
        self.assertEqual(self.call("--help").stdout, self.weir("help"))
        self.assertEqual(self.call().returncode, 2)
        self.assertIn("no command 'frobnicate'", self.fails("frobnicate", code=2))
        self.fails("help", "frobnicate", code=2)

    def test_every_command(self):
        for name in COMMANDS:
            text = self.weir(name, "--help")
            self.assertEqual(text, self.weir("help", name))
            self.assertIn("usage: weir " + name, text)
            self.assertIn("examples:", text)
            self.assertLessEqual(max(len(line) for line in text.split("\n")), 130)

    def test_pages_are_current(self):
        for name in COMMANDS:
            page = (weir.SOURCE / f"docs/man/weir-{name}.1").read_text()
            self.assertEqual(page, self.weir("help", name, "--man"),
                             "tools/man writes the pages anew")
        self.assertEqual((weir.SOURCE / "docs/man/weir.1").read_text(), self.weir("help", "--man"))

    def test_pages_are_well_formed(self):
        for page in sorted((weir.SOURCE / "docs/man").glob("*.1")):
            done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page],
                                  capture_output=True, text=True)
            lines = [line for line in done.stdout.splitlines()
                     if "Mdocdate" not in line and "missing date" not in line]
            self.assertEqual(lines, [])

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([weir.WEIR, "help", "surge"], stdout=full, stderr=subprocess.PIPE,
                                  text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("could not be written", done.stderr)


weir.main()
