"""weir serve under those who mean no good: ten thousand requests that are none, bombs, connections that are cut or read
slowly; others are served meanwhile, nothing ends, and memory does not grow."""
import os
import pathlib
import random
import select
import socket
import time

import weir
from server import Server

SEED, MALFORMED, AT_ONCE = 12, 10_000, 50
LINES = [b"GET /v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n",
         b"POST /v1/claim/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\nclaims: []\n ",
         b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
         b"GET /v1/series?from=CHN&to=RUS&code=842952 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n",
         b"POST /v1/ingest?name=x.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na,b"]
PIECES = [b"\r\n", b"\n", b"\0", b"%00", b"%", b"../", b":", b" ", b"HTTP/9.9", b"Content-Length: -1\r\n", b"\xff\xfe", b"[::1]",
          b"Transfer-Encoding: chunked\r\n", b"Content-Length: 99999999999999999999\r\n", b"Expect: 100-continue\r\n", b"'\"<>;"]


def malformed(rng):
    """A request that was cut, doubled, changed or had something put into it."""
    line = bytearray(rng.choice(LINES))
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(line) + 1)
        how = rng.randrange(5)
        if how == 0:
            del line[at:at + rng.randint(1, 20)]
        elif how == 1:
            line[at:at] = rng.choice(PIECES)
        elif how == 2 and at < len(line):
            line[at] = rng.randrange(256)
        elif how == 3:
            line[at:at] = line[:rng.randint(1, 40)]
        else:
            line = line[:at]
    return bytes(line)


class Siege(weir.SampleCase):
    def setUp(self):
        super().setUp()
        self.server = Server(self, "--load")
        self.addCleanup(self.still_there)

    def still_there(self):
        """What is left of a siege may wait before it: that is said, and passes."""
        self.assertIsNone(self.server.process.poll())
        until = time.monotonic() + 60
        while self.server.ask("/v1/version")[0] == 503 and time.monotonic() < until:
            time.sleep(0.2)
        self.assertEqual(self.server.get("/v1/version")["version"][:2], "0.")

    def connect(self):
        s = socket.create_connection(("127.0.0.1", self.server.port), timeout=20)
        self.addCleanup(s.close)
        return s

    def memory(self):
        """Resident memory of the server's own process, kB."""
        with open(f"/proc/{self.server.process.pid}/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))

    def wave(self, rng, count):
        """Sends that many, some at once, and reads what comes within a moment."""
        for _ in range(0, count, AT_ONCE):
            sockets = []
            for _ in range(AT_ONCE):
                s = socket.create_connection(("127.0.0.1", self.server.port), timeout=20)
                try:
                    s.sendall(malformed(rng))
                    if rng.random() < .5:
                        s.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
                sockets.append(s)
            for s in select.select(sockets, [], [], .02)[0]:
                try:
                    s.recv(4096)
                except OSError:
                    pass
            for s in sockets:
                s.close()

    def answered(self, path):
        """Asked again while questions that were left alone wait before it, as the server says."""
        until = time.monotonic() + 60
        while self.server.ask(path)[0] == 503 and time.monotonic() < until:
            time.sleep(.2)
        return self.server.get(path)

    def test_ten_thousand_malformed(self):
        rng = random.Random(SEED)
        self.wave(rng, MALFORMED // 5)
        before = self.memory()
        for _ in range(4):
            self.wave(rng, MALFORMED // 5)
            self.assertEqual(self.answered("/v1/series?from=CHN&to=RUS&code=842952")["points"][-1]["period"], "2023")
        if b"__asan_init" not in pathlib.Path(weir.WEIR).read_bytes():     # which keeps what was freed
            self.assertLess(self.memory(), before + 30_000)

    def test_bombs(self):
        """Headers without end, a body that is far longer than it may be, one that unpacks to much: refused."""
        s = self.connect()
        s.sendall(b"GET /v1/version HTTP/1.1\r\nHost: localhost\r\n")
        try:
            for _ in range(400):
                s.sendall(b"X-A: " + b"a" * 1000 + b"\r\n")
            said = s.recv(100)
        except OSError:
            said = b""
        self.assertNotIn(b" 200 ", said)
        s = self.connect()
        s.sendall(b"POST /v1/claim/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(300):
                s.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")
            s.sendall(b"0\r\n\r\n")
            said = s.recv(100)
        except OSError:
            said = b" 413 "
        self.assertIn(b" 413 ", said)
        nested = "claims:\n" + "".join(f"{' ' * k}a{k}:\n" for k in range(1, 1200))
        self.assertIn(self.server.ask("/v1/claim/check", "POST", nested)[0], (400, 422))
        aliases = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"b{k}: &b{k} [{','.join(['*a' if not k else f'*b{k - 1}'] * 9)}]\n" for k in range(9))
        self.assertIn(self.server.ask("/v1/claim/check", "POST", aliases)[0], (400, 422))
        self.assertLess(self.memory(), 400_000)

    def test_slow_readers_hold_nobody_up(self):
        """Forty that ask for much and read a byte now and then; others are answered in a moment."""
        slow = []
        for k in range(40):
            s = self.connect()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            s.sendall(b"GET /v1/watch/RUS?from=EU27 HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\n\r\n"
                      % (b"text/event-stream" if k % 2 else b"text/csv"))
            slow.append(s)
        self.server.get("/v1/areas")
        begun = time.monotonic()
        for _ in range(100):
            self.assertEqual(self.server.ask("/v1/version")[0], 200)
            for s in slow[:5]:
                s.recv(1)
        self.assertLess(time.monotonic() - begun, 15)
        for s in slow:
            s.close()
        self.assertEqual(os.path.exists(f"/proc/{self.server.process.pid}"), True)

    def test_cut_connections(self):
        """Cut at any byte of what is sent, and of what is read."""
        request = LINES[3]
        for at in range(0, len(request), 7):
            s = self.connect()
            s.sendall(request[:at])
            s.close()
        for n in (1, 100, 5000):
            s = self.connect()
            s.sendall(request)
            s.recv(n)
            s.close()


weir.main()
