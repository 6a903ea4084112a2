"""Commands that write, ended or failing at any call that changes a file: what is left must be a store
that opens, as it was before the command or after it, and the command run again must succeed.
"""
import json
import lzma
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SMALL = SOURCE / "tests" / "data" / "v0.1.0"
HEAD = "reporter,partner,period,hs6_as_published,value_usd\n"
STATE = """SELECT (SELECT string_agg(left(sha256, 8) || vintage::VARCHAR || rows_kept, ',' ORDER BY sha256) FROM source)
AS sources, (SELECT count(*) || ' ' || coalesce(round(sum(value)), 0) || ' ' || count(replaced_on) FROM flow) AS flows,
(SELECT count(*) FROM reject) AS rejects, (SELECT count(*) FROM coverage) AS coverage, (SELECT count(*) FROM content)
AS content, (SELECT count(*) || ' ' || coalesce(sum(per_usd), 0) FROM rate) AS rates"""
LISTS = """SELECT (SELECT string_agg(left(sha256, 8) || part || vintage::VARCHAR, ',' ORDER BY sha256, part) FROM reg.source)
AS lists, (SELECT count(*) FROM reg.entity) AS entities, (SELECT count(*) FROM reg.name) AS names,
(SELECT count(*) FROM reg.identifier) AS identifiers"""


class Broken(Exception):
    """What a fault left is not what it should be."""


class Scenario:
    """A command, and what must be in place before it.  `output`: a file it makes beside the store."""

    def __init__(self, name, args, base=(), output=None, old=None, prefix=False, writes=True):
        self.name, self.args, self.base, self.output, self.old = name, args, base, output, old
        self.prefix = prefix  # several files: each is a state of its own
        self.writes = writes


SCENARIOS = [
    Scenario("first load", ["ingest", "one.csv"]),
    Scenario("second load", ["ingest", "two.csv"], [["ingest", "one.csv"]]),
    Scenario("several files", ["ingest", "one.csv", "two.csv", "other.csv"], prefix=True),
    Scenario("later vintage", ["ingest", "later.csv", "--vintage", "2024-06-01"],
             [["ingest", "one.csv", "--vintage", "2024-01-01"]]),
    Scenario("rates", ["rates", "rates.csv"], [["ingest", "one.csv"]]),
    Scenario("first list", ["lists", "load", "denied.txt", "--vintage", "2024-01-01"], [["ingest", "one.csv"]]),
    Scenario("second list", ["lists", "load", "other.txt", "--vintage", "2024-02-01"],
             [["lists", "load", "denied.txt", "--vintage", "2024-01-01"]]),
    Scenario("drop", ["store", "drop", "1"], [["ingest", "one.csv", "two.csv"]]),
    Scenario("compact", ["store", "compact"], [["ingest", "one.csv", "two.csv"], ["store", "drop", "1"]]),
    Scenario("backup", ["store", "backup", "copy.weir"], [["ingest", "one.csv", "two.csv"]], output="copy.weir"),
    Scenario("repair", ["store", "repair"], [["ingest", "one.csv"]]),
    Scenario("bundle", ["evidence", "--bundle", "b.tar.zst"],
             [["ingest", "one.csv"], ["series", "--from", "IND", "--to", "RUS", "--code", "842952"]],
             output="b.tar.zst"),
    Scenario("export", ["export", "-o", "out.csv"], [["ingest", "one.csv"]], output="out.csv"),
    Scenario("workbook", ["sources", "--xlsx", "out.xlsx"], [["ingest", "one.csv"]], output="out.xlsx"),
    Scenario("page", ["report", "RUS", "-o", "page.html"], [["ingest", "one.csv"]], output="page.html"),
    Scenario("question", ["series", "--from", "IND", "--to", "RUS", "--code", "842952"], [["ingest", "one.csv"]]),
    Scenario("earlier store", ["sources"], old="store.weir.xz"),
]
KINDS = ("kill", "torn", "full", "io")


def rows(codes, factor=1):
    return HEAD + "".join(f"IND,RUS,{year}-{month:02},{code},{factor * (1000 + month)}\n" for code in codes
                          for year in (2021, 2022) for month in range(1, 13))


class Harness:
    def __init__(self, weir, library, seed):
        self.weir, self.library, self.random = str(weir), library, random.Random(seed)
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="weir-faults-"))
        self.bases, self.before, self.after, self.calls = {}, {}, {}, {}
        denied = (SMALL / "denied.txt").read_text()
        for name, text in (("one.csv", rows(["842952", "870423"])), ("two.csv", rows(["851762"])),
                           ("other.csv", rows(["950430", "840734"])), ("later.csv", rows(["842952", "870423"], 2)),
                           ("rates.csv", "currency,period,per_usd\nCNY,2021-01,6.5\nCNY,2021-02,6.4\n"),
                           ("denied.txt", denied), ("other.txt", denied.replace("ASH", "OAK"))):
            (self.dir / name).write_text(text)

    def close(self):
        shutil.rmtree(self.dir)

    # --- running ---

    def run(self, folder, args, check=True, **env):
        done = subprocess.run([self.weir, "--store", folder / "s.weir", *args], cwd=folder, capture_output=True,
                              text=True, timeout=120,
                              env=os.environ | {"TMPDIR": str(folder / "tmp"), "LC_ALL": "C.UTF-8"} | env)
        if check and done.returncode not in (0, 3):
            raise Broken(f"weir {args}: {done.returncode} {done.stderr}")
        return done

    def faulty(self, folder, args, kind, at):
        return self.run(folder, args, check=False, LD_PRELOAD=str(self.library), FAULT_KIND=kind, FAULT_AT=str(at))

    def make(self, s):
        """A fresh folder in the state before the command."""
        if s.name not in self.bases:
            base = self.dir / f"base-{s.name.replace(' ', '-')}"
            base.mkdir()
            (base / "tmp").mkdir()
            for name in self.dir.glob("*.*"):
                if name.is_file():
                    shutil.copy(name, base)
            if s.old:
                (base / "s.weir").write_bytes(lzma.decompress((SMALL / s.old).read_bytes()))
            for args in s.base:
                self.run(base, args)
            self.bases[s.name] = base
            done = self.dir / f"after-{s.name.replace(' ', '-')}"
            shutil.copytree(base, done)
            self.run(done, s.args)
            self.after[s.name] = self.state(done)
            self.before[s.name] = self.state_before(s)
            counted = self.dir / "counted"
            shutil.copytree(base, counted)
            self.run(counted, s.args, LD_PRELOAD=str(self.library), FAULT_COUNT=str(self.dir / "count"))
            self.calls[s.name] = int((self.dir / "count").read_text())
            shutil.rmtree(counted)
        folder = self.dir / "now"
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self.bases[s.name], folder)
        return folder

    # --- what is there ---

    def state(self, folder):
        """What the store holds; None: there is no store."""
        done = self.run(folder, ["sql", STATE, "--json"], check=False)
        if done.returncode and "no store at" in done.stderr:
            return None
        if done.returncode:
            raise Broken(f"the store does not open: {done.stderr}")
        lists = self.run(folder, ["sql", LISTS, "--json"], check=False)
        return json.loads(done.stdout) + (json.loads(lists.stdout) if not lists.returncode else [])

    def check(self, s, folder, failed):
        state = self.state(folder)
        before = self.before[s.name]
        empty = state is None or state[0]["sources"] is None
        fine = state in (before, self.after[s.name]) or (before is None and empty)
        if s.prefix and not fine:
            fine = state[0]["sources"].count(",") < 2
        lists_made = not fine and before is not None and state[:1] == before[:1] and len(state) > len(before) and \
            state[1]["lists"] is None
        if not fine and not lists_made:
            raise Broken(f"neither before nor after: {state}\nbefore {before}\nafter {self.after[s.name]}")
        if state is not None:
            wrong = [r for r in json.loads(self.run(folder, ["store", "check", "--json"]).stdout) if r["wrong"]]
            if wrong:
                raise Broken(f"store check: {wrong}")
        if failed:  # who could clean up did
            left = [p.name for p in folder.iterdir() if p.name.endswith(("-part", "-new", ".tar"))]
            left += [p.name for p in (folder / "tmp").iterdir()]
            if left:
                raise Broken(f"left behind: {left}")
        if s.output and (folder / s.output).exists():
            self.check_output(s, folder)

    def state_before(self, s):
        if s.old or not (self.bases[s.name] / "s.weir").exists():
            return self.after[s.name] if s.old else None
        return self.state(self.bases[s.name])

    def check_output(self, s, folder):
        """An output is there whole or not at all."""
        path = folder / s.output
        if s.name == "bundle":
            self.run(folder, ["evidence", "--verify", s.output])
        elif s.name == "backup":
            done = self.run(folder, ["--store", path, "store", "check", "--json"], check=True)
            if any(r["wrong"] for r in json.loads(done.stdout)):
                raise Broken("the backup is not whole")
        else:
            whole = self.dir / f"after-{s.name.replace(' ', '-')}" / s.output
            if len(path.read_bytes()) != len(whole.read_bytes()):
                raise Broken(f"{s.output} is cut")

    def again(self, s, folder):
        """The command run again does its work."""
        if s.output:
            (folder / s.output).unlink(missing_ok=True)
        done = self.run(folder, s.args, check=False)
        dropped = s.name == "drop" and "no source 1" in done.stderr
        if done.returncode not in (0, 3) and not dropped:
            raise Broken(f"again: {done.stderr}")
        if self.state(folder) != self.after[s.name]:
            raise Broken(f"again: {self.state(folder)} is not {self.after[s.name]}")

    # --- faults ---

    def strike(self, s, kind, at):
        folder = self.make(s)
        done = self.faulty(folder, s.args, kind, at)
        died = done.returncode == -signal.SIGKILL
        if not died and done.returncode not in (0, 1, 2):
            raise Broken(f"ended with {done.returncode}: {done.stderr}")
        if not died and done.returncode and not done.stderr.startswith("weir: "):
            raise Broken(f"failed without a word: {done.stderr}")
        self.check(s, folder, failed=not died and done.returncode != 0)
        self.again(s, folder)

    def interrupt(self, s, number, wait):
        """A signal after some time; the first Ctrl-C is a stop."""
        folder = self.make(s)
        p = subprocess.Popen([self.weir, "--store", folder / "s.weir", *s.args], cwd=folder, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env=os.environ | {"TMPDIR": str(folder / "tmp")})
        time.sleep(wait)
        p.send_signal(number)
        p.communicate(timeout=60)
        self.check(s, folder, failed=False)
        self.again(s, folder)

    def twice(self, s):
        """The same command by two processes at once."""
        folder = self.make(s)
        command = [self.weir, "--store", folder / "s.weir", *s.args]
        both = [subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for _ in range(2)]
        said = [p.communicate(timeout=120) for p in both]
        if all(p.returncode for p in both):
            raise Broken(f"both failed: {said}")
        self.check(s, folder, failed=False)
        self.again(s, folder)

    def refuse(self, s):
        """Nothing can be written: the command says so, or did not need to."""
        folder = self.make(s)
        done = self.faulty(folder, s.args, "rofs", 1)
        if done.returncode not in (0, 1, 2) or (done.returncode and not done.stderr.startswith("weir: ")):
            raise Broken(f"read-only: {done.returncode} {done.stderr}")
        self.check(s, folder, failed=False)
        self.again(s, folder)

    def describe(self, s, kind, at):
        return f"{s.name}: {kind} at call {at} of {self.calls.get(s.name)}"

    def some(self, each):
        """A few faults for every command, spread over its calls."""
        for s in SCENARIOS:
            self.make(s)
            for _ in range(each):
                yield s, self.random.choice(KINDS), self.random.randint(1, max(1, self.calls[s.name]))
