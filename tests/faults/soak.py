"""soak.py WEIR [COUNT [SEED]]: so many faults over all commands that write; ends with a failure where
one of them left something behind that it should not."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import harness


def library(folder):
    out = pathlib.Path(folder) / "fault.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", out, pathlib.Path(__file__).parent / "fault.c", "-ldl"],
                   check=True)
    return out


def one(h, i, scenarios):
    """The i-th fault: most strike at a call, some are signals, company or a disk that is read only."""
    s = scenarios[i % len(scenarios)]
    h.make(s)
    kind, at = h.random.choice(harness.KINDS), h.random.randint(1, max(1, h.calls[s.name]))
    turn = i % 10
    if turn == 7:
        wait = h.random.uniform(0.01, 0.25)
        return f"{s.name}: signal after {wait:.3f} s", lambda: h.interrupt(
            s, h.random.choice((signal.SIGINT, signal.SIGTERM, signal.SIGKILL)), wait)
    if turn == 8 and i % 3 == 0 and not s.output and s.name not in ("drop", "repair", "compact"):
        return f"{s.name}: twice", lambda: h.twice(s)
    if turn == 9 and i % 4 == 0:
        return f"{s.name}: read only", lambda: h.refuse(s)
    return h.describe(s, kind, at), lambda: h.strike(s, kind, at)


def every_call(h):
    """A kill at each call of a load, of a list, of a making and of the change of an earlier store."""
    for s in harness.SCENARIOS:
        if s.name in ("first load", "first list", "later vintage", "compact", "earlier store"):
            h.make(s)
            for at in range(1, h.calls[s.name] + 1):
                yield h.describe(s, "kill", at), lambda s=s, at=at: h.strike(s, "kill", at)


def chosen(h, count):
    yield from every_call(h)
    for i in range(count):
        yield one(h, i, harness.SCENARIOS)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    print(f"a kill at every call of some commands, then {count} faults by chance, seed {seed}", flush=True)
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        h = harness.Harness(sys.argv[1], library(folder), seed)
        done = 0
        for what, strike in chosen(h, count):
            done += 1
            try:
                strike()
            except (harness.Broken, subprocess.TimeoutExpired) as e:
                failures += 1
                print(f"{what}\n    {e}", flush=True)
            if done % 100 == 0:
                print(f"{done} faults, {failures} failures", flush=True)
        h.close()
    print(f"{done} faults over {len(harness.SCENARIOS)} commands: {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ.pop("WEIR_STORE", None)
    sys.exit(main())
