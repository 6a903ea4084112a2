"""weir serve as tests start it."""
import http.client
import json
import re
import signal
import subprocess

import weir


class Server:
    """weir serve on a free port."""

    def __init__(self, case, *args, store=None):
        self.process = subprocess.Popen(
            [weir.WEIR, "--store", str(store or case.store), "serve", "--listen", "127.0.0.1:0",
             *map(str, args)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=case.dir)
        case.addCleanup(self.close)
        self.line = self.process.stderr.readline()
        found = re.search(r"://127\.0\.0\.1:(\d+)", self.line)
        if not found:
            raise AssertionError(self.line + self.process.stderr.read())
        self.port = int(found[1])

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.log = self.process.stderr.read() if not self.process.stderr.closed else ""
        self.process.stderr.close()

    def ask(self, path, method="GET", body=None, **headers):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            c.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            r = c.getresponse()
            return r.status, dict(r.getheaders()), r.read()
        finally:
            c.close()

    def get(self, path, **headers):
        status, _, body = self.ask(path, **headers)
        if status != 200:
            raise AssertionError(f"{path}: {status} {body}")
        return json.loads(body)
