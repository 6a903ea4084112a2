"""The contract of store/store.h on a cluster that is started for it: clickhouse.py CONTRACT-PROGRAM."""
import sys

from cluster import Cluster, missing

if missing():
    print(f"skipped: no {missing()} (tools/deps cluster installs it)")
else:
    with Cluster() as servers:
        done = servers.run(sys.argv[1], "clickhouse", timeout=600)
    sys.exit(done.returncode)
