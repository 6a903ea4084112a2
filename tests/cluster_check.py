"""Every test of the command line on a cluster: cluster_check.py WEIR [NAME...].

What a test asks of the file of a store (paths, locks, repair, migration of earlier versions) is
skipped by weir.of_files; all else asserts the same figures as on a file."""
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

from cluster import Cluster, missing

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 1800  # of one file of tests


def drop_databases(servers):
    """What the tests of one file made: hundreds of databases would slow the servers down."""
    host = servers.template.split("@")[1].split(",")[0].split("/")[0]

    def ask(sql):
        who = {"X-ClickHouse-User": "weir",
               "X-ClickHouse-Key": servers.env["WEIR_CLICKHOUSE_PASSWORD"]}
        request = urllib.request.Request(f"http://{host}/", sql.encode(), who)
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.read().decode().split()
    for name in ask("SELECT name FROM system.databases WHERE match(name, '^t[0-9a-f]{12}$')"):
        ask(f"DROP DATABASE IF EXISTS {name} ON CLUSTER weir")


def main(program, names):
    if missing():
        sys.exit(f"no {missing()}: tools/deps cluster installs it")
    data = os.environ.get("WEIR_TEST_DATA", str(HERE.parent.parent / "shared" / "data"))
    files = [HERE / "cli" / f"{n}.py" for n in names] or sorted((HERE / "cli").glob("*.py"))
    failed = 0
    with Cluster() as servers:
        servers.env |= {"WEIR": program, "WEIR_SOURCE": str(HERE.parent), "WEIR_TEST_DATA": data,
                        "PYTHONPATH": str(HERE), "LC_ALL": "C.UTF-8"}
        for path in files:
            begun = time.monotonic()
            done = servers.run(sys.executable, "-B", "-W", "ignore", str(path), timeout=SECONDS,
                               capture_output=True, text=True)
            says = (done.stderr.strip().splitlines() or [""])[-1]
            print(f"{path.stem}: {says} ({time.monotonic() - begun:.0f} s)", flush=True)
            if done.returncode:
                failed += 1
                print(done.stderr[-4000:])
            drop_databases(servers)
    print(f"{len(files)} files of tests on a cluster, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
