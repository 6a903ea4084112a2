"""What the tests of the command line share: running weir in a directory of its own."""
import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

WEIR = os.environ["WEIR"]
SOURCE = pathlib.Path(os.environ["WEIR_SOURCE"])
DATA = pathlib.Path(os.environ["WEIR_TEST_DATA"])
SAMPLE = SOURCE / "data" / "sample"
CACHE = pathlib.Path(WEIR).resolve().parent / "tests" / "stores"
os.environ.setdefault("XDG_CACHE_HOME", str(CACHE.parent / "cache"))
# "clickhouse://user@hosts/{}?cluster=weir": each store is a database of it (make cluster-check)
CLUSTER = os.environ.get("WEIR_TEST_CLUSTER")


class Case(unittest.TestCase):
    """Each test has an empty directory self.dir and the store self.store in it."""

    def setUp(self):
        tmp = tempfile.TemporaryDirectory()
        self.addCleanup(tmp.cleanup)
        self.dir = pathlib.Path(tmp.name)
        self.store = place(self.dir / "store.weir")

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


def of_files(test):
    """Marks tests of paths, locks and repair of a file: a cluster has none of them."""
    return unittest.skipIf(CLUSTER, "about the file of a store")(test)


class Database(str):
    """The URL of a store in a cluster, where a test asks of a file's path what it can say too."""

    def is_file(self):
        return self.exists()

    def exists(self):
        asked = subprocess.run([WEIR, "--store", self, "sources"], capture_output=True)
        return asked.returncode == 0


def place(path):
    """The store of a test: a file, or a database that is called by its digest."""
    name = "t" + hashlib.sha256(str(path).encode()).hexdigest()[:12]
    return Database(CLUSTER.format(name)) if CLUSTER else path


def beside(store, suffix):
    """The file that stands beside a store; of a cluster's, in the user's data."""
    if not CLUSTER:
        return pathlib.Path(f"{store}{suffix}")
    hosts, database = store.split("@")[1].split("?")[0].split("/")
    name = f"{database}@{hosts.split(',')[0]}".replace(":", "_")
    folder = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "weir" / "clickhouse"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}{suffix}"


def loaded(store, *files):
    """Makes `store` with these files in it: loaded once for all tests of a build, then copied."""
    program = os.stat(WEIR)
    key = hashlib.sha256(repr([program.st_mtime_ns, program.st_size, *map(str, files)]).encode())
    kept = CACHE / f"{key.hexdigest()[:16]}.weir"
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for old in CACHE.glob("*.weir"):
            with contextlib.suppress(FileNotFoundError):  # another test takes them away as well
                if old.stat().st_mtime_ns < program.st_mtime_ns:
                    old.unlink()
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            made = pathlib.Path(folder) / "made.weir"
            subprocess.run([WEIR, "-q", "--store", made, "ingest", *files], check=True,
                           capture_output=True)
            made.rename(kept)  # whoever was first: they are the same
    if CLUSTER:
        subprocess.run([WEIR, "-q", "--store", store, "ingest", *files], check=True,
                       capture_output=True)
    else:
        shutil.copy(kept, store)


class SampleCase(Case):
    """Cases on a store that holds data/sample."""

    @classmethod
    def setUpClass(cls):
        cls.answers = {}
        cls.shared = tempfile.TemporaryDirectory()
        cls.sample = pathlib.Path(cls.shared.name) / "sample.weir"
        loaded(cls.sample, *sorted(SAMPLE.glob("*.csv.zst")))

    @classmethod
    def tearDownClass(cls):
        cls.shared.cleanup()

    def asked(self, *args):
        """The JSON of a question that several tests look at, asked once."""
        if args not in self.answers:
            self.answers[args] = self.weir(*args, "--json")
        return json.loads(self.answers[args])

    def setUp(self):
        super().setUp()
        self.store = self.sample


def incoherent(f):
    """What of a finding says another thing than its direction."""
    way = 1 if f["direction"] == "up" else -1
    wrong = {
        "excess": way * f["excess"] <= 0,
        "sums": way * (f["value_after"] - f["value_before"]) <= 0,
        "ratio": f["ratio"] is not None and way * (f["ratio"] - 1) <= 0,
        "no ratio": (f["ratio"] is None) != (f["value_before"] == 0),
        "new": f["kind"] == "new" and (f["value_before"] != 0 or way < 0),
        "ended": f["kind"] == "ended" and (f["value_after"] != 0 or way > 0),
        "level": f["kind"] in ("shift", "trend") and f["value_before"] * f["value_after"] == 0,
        "interval": bool(f["ratio_low"]) and not f["ratio_low"] <= f["ratio"] <= f["ratio_high"],
        "dates": not f["since_low"] <= f["since"] <= f["since_high"] or f["until"] < f["since"],
    }
    return [k for k, v in wrong.items() if v]


def data(*parts):
    """A published file, or the end of the test where it is not there."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        print("skipped: no data")
        raise unittest.SkipTest("no data")
    return path


main = unittest.main
