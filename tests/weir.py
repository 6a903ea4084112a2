"""What the tests of the command line share: running weir in a directory of its own."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

WEIR = os.environ["WEIR"]
SOURCE = pathlib.Path(os.environ["WEIR_SOURCE"])
DATA = pathlib.Path(os.environ["WEIR_TEST_DATA"])
SAMPLE = SOURCE / "data" / "sample"


class Case(unittest.TestCase):
    """Each test has an empty directory self.dir and the store self.store in it."""

    def setUp(self):
        tmp = tempfile.TemporaryDirectory()
        self.addCleanup(tmp.cleanup)
        self.dir = pathlib.Path(tmp.name)
        self.store = self.dir / "store.weir"

    def call(self, *args, store=None, **options):
        command = [WEIR, "--store", str(store or self.store), *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, cwd=self.dir, **options)

    def weir(self, *args, code=0, store=None):
        """Runs weir, asserts its exit code, returns what it printed."""
        done = self.call(*args, store=store)
        self.assertEqual(done.returncode, code, f"weir {args}: {done.stderr}")
        return done.stdout

    def json(self, *args, store=None, code=0):
        return json.loads(self.weir(*args, "--json", store=store, code=code))

    def fails(self, *args, code=1, store=None):
        """Runs weir, asserts that it fails with that code, returns the message."""
        done = self.call(*args, store=store)
        self.assertEqual(done.returncode, code, f"weir {args}: {done.stdout}{done.stderr}")
        self.assertTrue(done.stderr.startswith("weir: "), done.stderr)
        return done.stderr

    def write(self, name, text, encoding="utf-8"):
        path = self.dir / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def golden(self, name, text):
        """The text is that of tests/golden; WEIR_GOLDEN=update writes it anew, to be read first."""
        path = SOURCE / "tests" / "golden" / name
        if os.environ.get("WEIR_GOLDEN") == "update":
            path.write_text(text)
        self.assertEqual(text, path.read_text())

    def sql(self, statement):
        return self.json("sql", statement)


class SampleCase(Case):
    """Cases on a store that holds data/sample, loaded once for the class."""

    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory()
        cls.sample = pathlib.Path(cls.shared.name) / "sample.weir"
        subprocess.run([WEIR, "-q", "--store", cls.sample, "ingest",
                        *sorted(SAMPLE.glob("*.csv.zst"))], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.shared.cleanup()

    def setUp(self):
        super().setUp()
        self.store = self.sample


def data(*parts):
    """A published file, or the end of the test where it is not there."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        print("skipped: no data")
        raise unittest.SkipTest("no data")
    return path


main = unittest.main
