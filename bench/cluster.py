#!/usr/bin/env python3
"""A store on a cluster of this machine, beside ClickHouse's own client in the same run: rows sent, and the series of a
question read.  bench/cluster.py WEIR [ROWS]; 50,000,000 rows are a million monthly series of 50 months."""
import os
import pathlib
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from cluster import Cluster, missing                                                # noqa: E402

MONTHS, CODES = 50, 8000
PARTNERS = ("RUS KAZ KGZ ARM GEO TUR ARE UZB TJK AZE BLR SRB CHN HKG DEU FRA ITA ESP NLD POL CZE SVK HUN ROU BGR GRC "
            "PRT IRL GBR USA CAN MEX BRA ARG CHL PER COL ZAF EGY MAR DZA TUN NGA KEN ETH THA VNM IDN MYS SGP PHL JPN KOR "
            "AUS NZL ISR JOR LBN SAU KWT QAT OMN BHR IRQ IRN PAK BGD LKA NPL MMR KHM LAO MNG UKR MDA LTU LVA EST FIN SWE "
            "NOR DNK ISL CHE AUT BEL LUX SVN HRV BIH MNE MKD ALB CYP MLT GHA CIV SEN CMR TZA UGA ZMB ZWE MOZ AGO NAM BWA "
            "MDG MUS ECU BOL PRY URY VEN GTM HND SLV NIC CRI PAN DOM CUB JAM TTO HTI").split()


def table(path, rows):
    """Series by partner and code, none of them with a gap: noise of .4 in logs about a level of their own."""
    draws = random.Random(1)
    noise = [draws.lognormvariate(8, .4) for _ in range(9973)]
    partners = PARTNERS[:max(rows // MONTHS // CODES, 1)]
    months = [f"{2018 + i // 12}{i % 12 + 1:02}" for i in range(MONTHS)]
    codes = [f"{280000 + 80 * i:06}" for i in range(CODES)]
    with open(path, "w") as f:
        f.write("reporter,partner,period,hs6_as_published,value_usd\n")
        for p, partner in enumerate(partners):
            for c, code in enumerate(codes):
                at, level = p * 7907 + c * 6737, 1 + (p * 31 + c * 17) % 97
                f.write("".join(f"IND,{partner},{m},{code},{level * noise[(at + i) % 9973]:.0f}\n"
                                for i, m in enumerate(months)))
    return len(partners) * CODES * MONTHS


def plain(*words, **options):
    return subprocess.run(words, **options)


def timed(run, *words, **options):
    begun = time.monotonic()
    done = run(*words, capture_output=True, **options)
    if done.returncode:
        sys.exit(f"{words}: {done.stderr[-2000:].decode()}")
    return time.monotonic() - begun


def measured(servers, *words):
    """Seconds, and the most memory in MiB, of a command on the cluster."""
    begun = time.monotonic()
    process = subprocess.Popen(words, env={**os.environ, **servers.env}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{words} failed")
    return time.monotonic() - begun, used.ru_maxrss // 1024


def say(what, ratio, wanted, least=True):
    fine = ratio >= wanted if least else ratio <= wanted
    print(f"  {what:66} {ratio:8.3f}  wanted {'at least' if least else 'at most'} {wanted:g}{'' if fine else '  NOT MET'}",
          flush=True)
    return fine


def main(weir, rows):
    lacks = missing() or (None if shutil.which("clickhouse-client") else "clickhouse-client")
    if lacks:
        print(f"cluster: skipped: no {lacks} (tools/deps cluster and tools/deps bench install it)")
        return True
    with Cluster() as servers, tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        count = table(here / "flows.csv", rows)
        print(f"a cluster of two shards with two replicas each on {os.cpu_count()} processors, {count:,} rows:")
        url, store = servers.url("bench"), str(here / "flows.weir")
        timed(plain, weir, "-q", "--store", store, "ingest", str(here / "flows.csv"))
        port = subprocess.run(["grep", "-o", "<tcp_port>[0-9]*", servers.folder.name + "/servers/s1r1/config.xml"],
                              capture_output=True, text=True).stdout.split(">")[1].strip()
        client = ["clickhouse-client", "--host", "127.0.0.1", "--port", port, "--user", "weir", "--password",
                  servers.env["WEIR_CLICKHOUSE_PASSWORD"]]
        timed(servers.run, weir, "-q", "--store", url, "store", "make")
        copied, memory = measured(servers, weir, "-q", "store", "copy", store, url)
        sql = "SELECT * FROM bench.flow_all FORMAT RowBinary"
        subprocess.run([*client, "--query", "CREATE TABLE bench.peer ON CLUSTER weir AS bench.flow ENGINE = "
                        "ReplicatedMergeTree('/weir/bench/{shard}/peer', '{replica}') PARTITION BY intDiv(period, 100) "
                        "ORDER BY (family, exporter, importer, direction, freq, code, period)"], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([*client, "--query", "CREATE TABLE bench.peer_all AS bench.peer ENGINE = Distributed(weir, bench, "
                        "peer, sipHash64(exporter, family))"], check=True, stdout=subprocess.DEVNULL)
        binary = here / "flows.bin"
        with open(binary, "wb") as f:
            subprocess.run([*client, "--query", sql], check=True, stdout=f)
        sent = timed(plain, "/bin/sh", "-c", shlex.join([
            *client, "--insert_distributed_sync", "1", "--query", "INSERT INTO bench.peer_all FORMAT RowBinary"])
            + f" < {binary}")
        fine = [say("rows a second that store copy sends, beside its client (RowBinary)", sent / copied, 2 / 3)]
        series = ("SELECT exporter, importer, family, groupArray(period), groupArray(value) FROM bench.flow_all GROUP BY "
                  "exporter, importer, family ORDER BY exporter, importer, family FORMAT RowBinary")
        streamed = timed(plain, "/bin/sh", "-c", shlex.join([*client, "--query", series]) + " > /dev/null")
        asked, more = measured(servers, weir, "-q", "--store", url, "surge", "--from", "IND", "--json")
        memory = max(memory, more)
        fine += [say("surge over all series, times what its client needs to stream them", asked / streamed, 1.5, False),
                 say("the most memory of weir, MiB", memory, 1024, False)]
        print(f"  seconds: copied {copied:.1f}, sent by the client {sent:.1f}, streamed {streamed:.1f}, surge {asked:.1f}")
    return all(fine)


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 50_000_000))
