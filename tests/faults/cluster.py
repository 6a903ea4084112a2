"""Loads and questions on a cluster while something fails: cluster.py WEIR ROUNDS [SEED].

Each round has one fault that chance picks. A question answers as it must or fails and says why; what
a load said to have brought is there once; what it said to have failed at is there once it is
repeated. Nothing else is ever there."""
import json
import os
import pathlib
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from cluster import Cluster, missing  # noqa: E402

SECONDS = 240  # that a command may take, whatever happens
NODES = ["s1r1", "s1r2", "s2r1", "s2r2"]
ROWS = 3000


class Proxy:
    """Between the program and one server: cuts each connection after `budget` bytes of answers."""

    def __init__(self, host):
        self.to = host
        self.budget = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.place = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            try:
                host, port = self.to.split(":")
                far = socket.create_connection((host, int(port)))
            except OSError:
                near.close()
                continue
            threading.Thread(target=self.carry, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, True), daemon=True).start()

    def carry(self, a, b, answers):
        try:
            while chunk := a.recv(4096):
                if answers and self.budget is not None:
                    chunk = chunk[:max(self.budget, 0)]
                    self.budget -= len(chunk)
                    if not chunk:
                        break
                b.sendall(chunk)
        except OSError:
            pass
        for s in (a, b):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class World:
    """The cluster, what must be in the store, and what was seen."""

    def __init__(self, servers, program, folder, chance):
        self.servers, self.program, self.folder, self.chance = servers, program, folder, chance
        self.hosts = servers.template.split("@")[1].split("/")[0].split(",")
        self.proxy = Proxy(self.hosts[0])
        self.loaded = 0
        self.counts = {}
        self.faults = []

    def call(self, *words, through=None, env=None):
        hosts = through or ",".join(self.hosts)
        url = f"clickhouse://weir@{hosts}/faults?cluster=weir"
        return subprocess.run([self.program, "--store", url, *words, "--wait", "90"], text=True,
                              capture_output=True, timeout=SECONDS,
                              env={**os.environ, **self.servers.env, **(env or {})})

    def wrong(self, what):
        self.faults.append(what)
        print("FAULT " + what, flush=True)

    def file(self, number):
        """One month of one reporter: no cell of it is in another file."""
        path = self.folder / f"{number}.csv"
        month = f"{2000 + number // 12}{number % 12 + 1:02}"
        path.write_text("reporter,partner,period,hs6_as_published,value_usd\n" + "".join(
            f"IND,RUS,{month},{100000 + i:06},{number + i}\n" for i in range(ROWS)))
        return path

    def expected(self):
        return [self.loaded * ROWS,
                sum(n + i for n in range(self.loaded) for i in range(ROWS)) if self.loaded else None]

    def ask(self, **options):
        """None: it failed and said why; else what it answered."""
        done = self.call("sql", "SELECT count(*) AS n, sum(value) AS v FROM flow", "--json", **options)
        if done.returncode:
            self.explained(done)
            return None
        row = json.loads(done.stdout)[0]
        return [int(row["n"]), int(row["v"]) if row["v"] is not None else None]

    def explained(self, done):
        if done.returncode < 0 or not done.stderr.startswith("weir: ") or len(done.stderr) < 20:
            self.wrong(f"a failure without a word: {done.returncode} {done.stderr[:300]}")

    def check(self, what, answer):
        if answer is not None and answer != self.expected():
            self.wrong(f"{what}: {answer}, not {self.expected()}")

    def load(self, **options):
        return self.call("-q", "ingest", str(self.file(self.loaded)), **options)


def killed(w):
    name = w.chance.choice(NODES)
    threading.Timer(w.chance.uniform(0, 1.2), lambda: w.servers.tool("kill", name)).start()
    return f"kill {name}", lambda: (time.sleep(1.3), w.servers.tool("begin", name)), {}


def paused(w):
    name = w.chance.choice(NODES)
    threading.Timer(w.chance.uniform(0, .6), lambda: w.servers.tool("pause", name)).start()
    return f"pause {name}", lambda: (time.sleep(.7), w.servers.tool("resume", name)), {}


def keeper_gone(w):
    threading.Timer(w.chance.uniform(0, .6), lambda: w.servers.tool("kill", "zookeeper")).start()
    return "no keeper", lambda: (time.sleep(.7), w.servers.tool("begin", "zookeeper")), {}


def cut(w):
    w.proxy.budget = int(10 ** w.chance.uniform(1, 5))

    def heal():
        w.proxy.budget = None
    return f"cut after {w.proxy.budget} bytes", heal, {"through": w.proxy.place}


def wrong_password(w):
    return "wrong password", lambda: None, {"env": {"WEIR_CLICKHOUSE_PASSWORD": "no"}}


def full_disk(w):
    name = w.chance.choice(NODES)
    w.servers.tool("fill", name)
    return f"disk of {name} full", lambda: w.servers.tool("empty", name), {}


def whole_again(w):
    """Waits until the cluster answers as before."""
    for _ in range(60):
        answer = w.ask()
        if answer is not None:
            return answer
        time.sleep(.5)
    w.wrong("the cluster does not come back")
    return None


def one_round(w, number, faults):
    begin = w.chance.choice(faults)
    loads = w.chance.random() < .5
    name, heal, options = begin(w)
    kind = name.split(" ")[0]
    if loads:
        first = w.load(**options)
        if first.returncode:
            w.explained(first)
        heal()
        again = w.load()  # once more: nothing lost, nothing twice
        tries = 1
        while again.returncode and tries < 12:
            time.sleep(5)
            again = w.load()
            tries += 1
        if again.returncode:
            w.wrong(f"round {number} ({name}): cannot load again: {again.stderr[:300]}")
        else:
            w.loaded += 1
        said = "loaded" if not first.returncode else "said no: " + first.stderr.split("\n")[0][6:90]
    else:
        answer = w.ask(**options)
        w.check(f"round {number} ({name})", answer)
        heal()
        said = "answered" if answer is not None else "said no"
    w.check(f"after round {number} ({name})", whole_again(w))
    w.counts.setdefault(kind, []).append(said.split(":")[0])
    print(f"{number}: {name}, {'load' if loads else 'question'}: {said}", flush=True)


def main(program, rounds, seed):
    if missing():
        sys.exit(f"no {missing()}: tools/deps cluster installs it")
    chance = random.Random(seed)
    with Cluster(disk_mb=300 + 5 * rounds) as servers, tempfile.TemporaryDirectory() as folder:
        w = World(servers, program, pathlib.Path(folder), chance)
        faults = [killed, paused, keeper_gone, cut, cut, wrong_password]
        if servers.can_fill():
            faults.append(full_disk)
        else:
            print("no disk is filled: that needs the right to mount")
        w.loaded += not w.load().returncode
        for number in range(1, rounds + 1):
            one_round(w, number, faults)
    for kind, said in sorted(w.counts.items()):
        print(f"{kind}: " + ", ".join(f"{said.count(s)} {s}" for s in sorted(set(said))))
    print(f"{rounds} rounds, {w.loaded} loads, {len(w.faults)} faults of weir")
    print("\n".join(w.faults))
    return len(w.faults) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
