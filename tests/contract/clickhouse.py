"""The contract of store/store.h on a cluster that is started for it, and several who write at once:
clickhouse.py CONTRACT-PROGRAM [WEIR]."""
import json
import pathlib
import subprocess
import sys
import tempfile

import screening
from cluster import Cluster, missing

WRITERS = 6
ROWS = "reporter,partner,period,hs6_as_published,value_usd\n"


def many_writers(servers, weir):
    """Each waits for the others, whose claims meet his: all that they load is there, once."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder, f"{i}.csv") for i in range(WRITERS)]
        for i, path in enumerate(paths):
            path.write_text(ROWS + f"CHN,RUS,2022-{i + 1:02},870323,{1000 + i}\n")
        store = ["--store", servers.url("writers")]
        servers.run(weir, *store, "-q", "store", "make", check=True, stdout=subprocess.DEVNULL)
        running = [subprocess.Popen([weir, *store, "-q", "ingest", p, "--wait", "120"], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.PIPE, text=True, env=servers.environment()) for p in paths]
        said = [p.communicate(timeout=300)[1] for p in running]
        failed = [s for p, s in zip(running, said) if p.returncode]
        got = servers.run(weir, *store, "-q", "sql", "SELECT period, value FROM flows ORDER BY ALL", "--csv", check=True,
                          capture_output=True, text=True).stdout.split()[1:]
    want = [f"2022{i + 1:02},{1000 + i}" for i in range(WRITERS)]
    print(f"{WRITERS} writers at once: {len(failed)} failed, {len(got)} rows of {len(want)}")
    print("".join(failed), end="")
    return bool(failed) or [g.replace(".0", "") for g in got] != want


def newcomer(servers, weir):
    """Who never asked a cluster before reads the lists of names that another loaded."""
    with tempfile.TemporaryDirectory() as folder:
        listed = pathlib.Path(folder, "list.txt")
        listed.write_text(screening.DENIED + "\t".join(f'"{x}"' for x in ("PUTILIN, Vladimir", *screening.ROW)) + "\n")
        entities = pathlib.Path(folder, "entities.json")
        entities.write_text('{"id": "Q1", "schema": "Person", "properties": {"name": ["Jane Doe"]}, "datasets": ["x"]}\n')
        store = ["--store", servers.url("listed")]
        for words in (["store", "make"], ["lists", "load", listed], ["lists", "load", entities]):
            servers.run(weir, *store, "-q", *words, check=True, stdout=subprocess.DEVNULL)
        new = servers.environment() | {"XDG_CACHE_HOME": folder}
        said = subprocess.run([weir, *store, "-q", "screen", "Wladimir Putilin", "--audit", "none", "--json"], env=new,
                              capture_output=True, text=True)
    found = [h["name"] for h in json.loads(said.stdout)["hits"]] if not said.returncode else []
    print(f"a new client finds {found} {said.stderr}")
    return found != ["PUTILIN, Vladimir"]


if missing():
    print(f"skipped: no {missing()} (tools/deps cluster installs it)")
else:
    with Cluster() as servers:
        rc = servers.run(sys.argv[1], "clickhouse", timeout=600).returncode
        if len(sys.argv) > 2 and not rc:
            rc = many_writers(servers, sys.argv[2]) or newcomer(servers, sys.argv[2])
    sys.exit(rc)
