"""What a server may answer, and a URL may say, before a cluster is believed."""
import contextlib
import http.server
import os
import re
import ssl
import struct
import subprocess
import threading
import time

import weir


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out + bytes([n]))


def word(text):
    return varint(len(text)) + text.encode()


def block(**columns):
    """Rows as the format Native has them, of 64-bit integers."""
    rows = len(next(iter(columns.values())))
    return varint(len(columns)) + varint(rows) + b"".join(
        word(name) + word("Int64") + struct.pack(f"<{rows}q", *values) for name, values in columns.items())


TABLES = 22  # of every store in a cluster
THERE = block(there=[3], all=[TABLES])
LOADS = block(generation=[0, 1], load=[7, 8], took=[0, 1], dropped=[0, 0], replaces=[0, 0], shards=[1, 1])
EXCEPTION = b"Code: 32, e.displayText() = DB::Exception: Attempt to read after eof, e.what() = DB::Exception"


@contextlib.contextmanager
def server(answers, tls=None):
    """A server that answers each statement by the first pattern that it has: (pattern, status, body, length), or
    by bytes alone where the status is "raw".  It is one of 18.16 that knows one shard, unless a pattern says otherwise."""
    seen = []
    answers = [*answers, (r"SELECT version\(\)", 200, b"18.16.1\t1\n", None)]

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            sql = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            seen.append((self.path, dict(self.headers), sql))
            status, body, length = next((s, b, n) for p, s, b, n in answers if re.search(p, sql))
            if status == "raw":
                self.wfile.write(body)
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)
            if length is not None:
                self.close_connection = True

        def log_message(self, *words):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as s:
        s.handle_error = lambda *_: None  # who breaks a connection off is told by what it says
        if tls:
            s.socket = tls.wrap_socket(s.socket, server_side=True)
        threading.Thread(target=s.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{s.server_port}", seen
        s.shutdown()


class Clickhouse(weir.Case):
    def url(self, host, rest="/trade?cluster=main"):
        return f"clickhouse://ann@{host}{rest}"

    def said(self, answers, code=1):
        with server(answers) as (host, seen):
            message = self.fails("sources", store=self.url(host), code=code)
        return message, host, seen

    def test_urls(self):
        """A URL that says something else is refused before anything is asked."""
        for url, word in (("clickhouse://ann:secret@db/trade", "password"), ("clickhouse://ann@db", "no database"),
                          ("clickhouse://ann@db/tr ade", "no database"), ("clickhouse://ann@/trade", "host"),
                          ("clickhouse:db/trade", "clickhouse://"), ("clickhouse://db/trade?user=x", "option"),
                          ("clickhouse://db/trade?tls=2", "option"), ("clickhouse://a@db,/trade", "host")):
            with self.subTest(url=url):
                message = self.fails("sources", store=url, code=2)
                self.assertIn(word, message)
                self.assertNotIn("secret", message)

    def test_nobody_there(self):
        """Each host is asked, and the last one that does not answer is named."""
        begun = time.monotonic()
        message = self.fails("sources", store=self.url("127.0.0.1:1,127.0.0.1:2"))
        self.assertRegex(message, r"127.0.0.1:[12] does not answer: ")
        self.assertLess(time.monotonic() - begun, 30)

    def test_password(self):
        """It goes as a header, from a file or the environment, and is said nowhere else."""
        wrong = b"Code: 193, e.displayText() = DB::Exception: Wrong password for user ann, e.what() = DB::Exception"
        secret = self.write("secret", "from a file\n")
        with server([("", 401, wrong, None)]) as (host, seen):
            message = self.fails("sources", store=self.url(host, f"/trade?password={secret}"), code=2)
            self.assertIn("does not know user 'ann'", message)
            self.assertNotIn("from a file", message)
            os.environ["WEIR_CLICKHOUSE_PASSWORD"], was = "of the environment", os.environ.get("WEIR_CLICKHOUSE_PASSWORD")
            try:
                self.fails("sources", store=self.url(host), code=2)
            finally:
                os.environ.pop("WEIR_CLICKHOUSE_PASSWORD")
                if was is not None:
                    os.environ["WEIR_CLICKHOUSE_PASSWORD"] = was
        self.assertEqual([h["X-ClickHouse-Key"] for _, h, _ in seen], ["from a file", "of the environment"])
        self.assertFalse([p for p, _, sql in seen if "from" in p + sql and "a file" in p + sql])

    def test_certificate(self):
        """Signed by nobody known, of another name, and believed: to the last alone anything is said."""
        secret = self.write("secret", "x\n")
        for name in ("IP:127.0.0.1", "DNS:elsewhere.example"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.dir / "k.pem",
                            "-out", self.dir / "c.pem", "-days", "2", "-subj", "/CN=x", "-addext",
                            f"subjectAltName={name}"], check=True, capture_output=True)
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(self.dir / "c.pem", self.dir / "k.pem")
            for ca in "", f"&ca={self.dir}/c.pem":
                with server([("system.tables", 200, block(there=[0], all=[0]), None)], tls) as (host, seen):
                    message = self.fails("sources", store=self.url(host, f"/trade?tls=1&password={secret}{ca}"))
                believed = bool(ca) and name[0] == "I"
                self.assertIn("no store at" if believed else "does not answer: SSL", message)
                self.assertEqual(bool(seen), believed)

    def test_no_store(self):
        message, _, _ = self.said([("system.tables", 200, block(there=[0], all=[0]), None)])
        self.assertIn("no store at 'clickhouse://ann@", message)

    def test_exception_within(self):
        """An answer that began well and ends with an exception is none, whatever its status."""
        for body in (LOADS + EXCEPTION, LOADS[:0] + EXCEPTION):
            message, host, _ = self.said([("system.tables", 200, THERE, None), ("loads", 200, body, None)])
            self.assertIn(f"{host} says: Attempt to read after eof (Code: 32)", message)

    def test_cut_within_its_head(self):
        """What ends before its head does is no answer without rows; nor is one whose head says of no end."""
        for head in (b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nDate: Sat, 28 Nov 2026 20:00:00 GMT\r\nContent-Ty",
                     b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"):
            message, host, _ = self.said([("system.tables", 200, THERE, None), ("loads", "raw", head, None)])
            self.assertIn(f"{host} does not answer: its answer was cut off", message)

    def test_cut(self):
        """A block that does not come to its end, with or without the end of the connection."""
        for length in (None, 4000):
            for cut in (1, 9, len(LOADS) - 3):
                message, host, _ = self.said([("system.tables", 200, THERE, None), ("loads", 200, LOADS[:cut], length)])
                self.assertRegex(message, f"{host} (does not answer|was cut off)|the answer of {host} was cut off")

    def test_odd_blocks(self):
        """Sizes that no answer has are refused before there is room made for them."""
        name = word("generation") + word("Int64")
        for body in (b"\xff" * 9 + b"\x01" + LOADS, varint(5) + varint(1 << 40) + name, varint(5) + varint(1) + varint(1 << 30),
                     varint(1) + varint(2) + word("x") + word("Array(Int64)") + struct.pack("<2q", 3, 1) + bytes(8),
                     varint(1) + varint(1) + word("x") + word("Tuple(Int64)") + bytes(8), varint(0) + varint(3)):
            message, host, _ = self.said([("system.tables", 200, THERE, None), ("loads", 200, body, None)])
            self.assertRegex(message, f"what {host} sent is no block|the answer of {host} was cut|is of type Tuple")

    def test_large_block(self):
        """A column of a block may be larger than what waits to be read."""
        n = 1100000
        many = block(generation=range(n), load=range(n), took=[0] * n, dropped=[0] * n, replaces=[0] * n, shards=[1] * n)
        message, host, _ = self.said([("system.tables", 200, THERE, None), ("generation, load", 200, many, None),
                                      ("", 500, EXCEPTION.replace(b"32", b"60"), None)])
        self.assertIn(f"{host} says: Attempt to read after eof (Code: 60)", message)

    def test_other_columns(self):
        """Rows of other types than were asked for are not taken for what they are not."""
        for body in (block(generation=[0]), varint(6) + varint(1) + b"".join(word(n) + word("Int16") + bytes(2) for n in "abcdef")):
            message, host, _ = self.said([("system.tables", 200, THERE, None), ("loads", 200, body, None)])
            self.assertIn(f"{host} sent other columns than were asked for", message)

    def test_loads_that_do_not_follow(self):
        """A load that is missing among others is no smaller store."""
        odd = block(generation=[0, 2], load=[7, 9], took=[0, 1], dropped=[0, 0], replaces=[0, 0], shards=[1, 1])
        message, _, _ = self.said([("system.tables", 200, THERE, None), ("loads", 200, odd, None)])
        self.assertIn("load 2 does not follow load 0", message)

    def test_tables_that_lack(self):
        """A making that was cut off, or a server that was added, is said before a statement fails by it."""
        message, host, _ = self.said([("system.tables", 200, block(there=[3], all=[TABLES - 1]), None)])
        self.assertIn(f"lacks tables at {host}", message)
        self.assertIn("weir store repair", message)

    def test_shards_that_lack(self):
        """A host whose definition of the cluster has fewer shards than rows were sent to is not asked."""
        loads = block(generation=[0], load=[7], took=[0], dropped=[0], replaces=[0], shards=[2])
        message, host, _ = self.said([("system.tables", 200, THERE, None), ("generation, load", 200, loads, None),
                                      ("FROM .*book", 200, THERE, None)])
        self.assertIn(f"{host} knows 1 shards of the cluster 'main', and the store has rows on 2", message)

    def test_load_sent_twice(self):
        """The row of a load that arrived twice is one load."""
        twice = block(generation=[0, 0, 1], load=[7, 7, 8], took=[0, 0, 1], dropped=[0] * 3, replaces=[0] * 3, shards=[1] * 3)
        message, _, _ = self.said([("system.tables", 200, THERE, None), ("generation, load", 200, twice, None),
                                   ("", 500, EXCEPTION.replace(b"32", b"60"), None)])
        self.assertIn("(Code: 60)", message)

    def test_unencrypted(self):
        """A password goes to another machine encrypted, or the URL says that the network is one's own."""
        secret = self.write("secret", "x\n")
        message = self.fails("sources", store=self.url("db1:8123", f"/trade?password={secret}"), code=2)
        self.assertIn("the password would go to db1:8123 unencrypted", message)
        message = self.fails("sources", store=self.url("nowhere.invalid:1", f"/trade?tls=0&password={secret}"))
        self.assertIn("nowhere.invalid:1 does not answer", message)

    def test_settings_of_versions(self):
        """What later versions know is said to them alone."""
        for version, there in (b"18.16.1", False), (b"26.3.2.11", True):
            _, _, seen = self.said([(r"SELECT version\(\)", 200, version + b"\t1\n", None),
                                    ("", 500, EXCEPTION.replace(b"32", b"60"), None)])
            self.assertEqual([("async_insert=0" in path, "limit=0" in path) for path, _, _ in seen[1:]], [(there, there)])

    def test_a_server_that_does_not_come_to_it(self):
        """What a load left behind is swept away by each server when it comes to it: a load does not wait for that."""
        late, done = EXCEPTION.replace(b"32", b"159"), EXCEPTION.replace(b"32", b"60")
        rows = self.write("x.csv", "reporter,partner,period,hs6_as_published,value_usd\nIND,RUS,202101,842952,1\n")
        with server([("ALTER TABLE", 500, late, None), ("SELECT load, 1,", 200, b"", None),
                     ("SELECT load, 2,", 500, done, None), ("-- left", 200, block(load=[5]), None),
                     ("-- nodes", 200, block(n=[1], shards=[1], least=[1]), None),
                     ("system.tables", 200, THERE, None), ("load_count", 200, block(n=[1]), None),
                     ("claim", 200, b"", None)]) as (host, seen):
            message = self.fails("ingest", rows, store=self.url(host), code=1)
        altered = [path for path, _, sql in seen if "ALTER TABLE" in sql]
        self.assertIn("(Code: 60)", message)               # of what follows
        self.assertEqual(len(altered), len(set(altered)))  # and each was asked once
        self.assertTrue(all("distributed_ddl_task_timeout=0" in path for path in altered))

    def test_time_limit(self):
        """A query that took too long is not asked again of a cluster that is slow already."""
        late = EXCEPTION.replace(b"32", b"159")
        _, _, seen = self.said([("system.tables", 200, THERE, None), ("generation, load", 500, late, None)])
        self.assertEqual(len([1 for _, _, sql in seen if "generation, load" in sql]), 1)

    def test_settings(self):
        """No setting lets an answer be of fewer rows."""
        _, _, seen = self.said([("", 500, EXCEPTION, None)])
        for path, _, _ in seen:
            for setting in ("skip_unavailable_shards=0", "select_sequential_consistency=1",
                            "fallback_to_stale_replicas_for_distributed_queries=0", "result_overflow_mode=throw",
                            "read_overflow_mode=throw", "group_by_overflow_mode=throw"):
                self.assertIn(setting, path)
        self.assertEqual(len(seen), 3)  # one host, asked again after pauses


if __name__ == "__main__":
    weir.main()
