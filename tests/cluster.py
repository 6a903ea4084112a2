"""A cluster of ClickHouse for tests (tools/cluster), in a folder that goes away."""
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile

TOOL = pathlib.Path(__file__).resolve().parent.parent / "tools" / "cluster"


def missing():
    """Which program is not there; None: a cluster can be started."""
    places = os.environ["PATH"] + ":/usr/sbin"
    gone = [p for p in ("clickhouse-server", "java") if not shutil.which(p, path=places)]
    return gone[0] if gone else None


class Cluster:
    """Two shards with two replicas each while a `with` lasts; its variables are in .env."""

    def __init__(self, disk_mb=None):
        self.disk_mb = disk_mb

    def can_fill(self):
        return os.path.ismount(self.folder.name + "/servers/s1r1/data")

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="weir-cluster-")
        said = self.begun()
        lines = [shlex.split(line)[0].split("=", 1) for line in said.splitlines()]
        values = dict(lines)
        self.template = values["WEIR_CLUSTER_URL"].replace("/weir?", "/{}?")
        self.env = {"WEIR_TEST_CLUSTER": self.template,
                    "WEIR_CLICKHOUSE_PASSWORD": values["WEIR_CLUSTER_PASSWORD"],
                    "XDG_CACHE_HOME": self.folder.name + "/cache",
                    "XDG_DATA_HOME": self.folder.name + "/user"}
        return self

    def begun(self):
        """Ports that were free may be taken by the time a server wants them: then others are."""
        for _ in range(2):
            try:
                return self.tool("start")
            except RuntimeError as failure:
                print(failure, flush=True)
        return self.tool("start")

    def __exit__(self, *failure):
        self.tool("stop")
        self.folder.cleanup()

    def tool(self, *words):
        disks = {"WEIR_CLUSTER_DISK_MB": str(self.disk_mb)} if self.disk_mb else {}
        done = subprocess.run([TOOL, *words, self.folder.name + "/servers"], capture_output=True,
                              text=True, env={**os.environ, **disks})
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def url(self, database):
        return self.template.format(database)

    def environment(self):
        return {**os.environ, **self.env}

    def run(self, *command, **options):
        return subprocess.run(command, env=self.environment(), **options)
