"""Files that are sent to be loaded: whole or not at all, by who may, under their own name."""
import json
import socket
import threading

import weir
from server import Server

CHINA = weir.SOURCE / "data" / "sample" / "china_exports.csv.zst"
TABLE = ("[map]\ntitle = t\nheader = month hs v\n[fields]\ncode = hs\nreporter = 'CHE'\npartner = 'RUS'\n"
         "direction = 'export'\nperiod = month\nvalue = v\ncurrency = 'USD'\n")


class Upload(weir.Case):
    def setUp(self):
        super().setUp()
        self.store = self.dir / "sent.weir"

    def send(self, server, body, query="name=china_exports.csv.zst", **headers):
        status, _, said = server.ask(f"/v1/ingest?{query}", "POST", body, **headers)
        return status, json.loads(said)

    def test_the_same_as_ingest(self):
        s = Server(self, "--load", store=self.store)
        status, (row,) = self.send(s, CHINA.read_bytes(), "name=../a/china%20exports.csv.zst&vintage=2025-01-02")
        self.assertEqual((status, row["file"], row["rows_kept"]), (200, "china_exports.csv.zst", 28726))
        source, = s.get("/v1/sources")
        self.assertEqual((source["file"], source["vintage"]), ("china_exports.csv.zst", "2025-01-02"))
        other = self.dir / "other.weir"
        self.weir("-q", "ingest", CHINA, "--vintage", "2025-01-02", store=other)
        asked = ("series", "--from", "CHN", "--to", "RUS", "--code", "842952")
        self.assertEqual(s.get("/v1/series?from=CHN&to=RUS&code=842952")["points"],
                         self.json(*asked, store=other)["points"])
        status, (row,) = self.send(s, CHINA.read_bytes())
        self.assertEqual((status, row["note"]), (200, "loaded before: nothing changed"))

    def test_long_names_keep_their_end(self):
        s = Server(self, "--load", store=self.store)
        _, (row,) = self.send(s, CHINA.read_bytes(), "name=" + "long" * 40 + ".csv.zst")
        self.assertTrue(row["file"].endswith("long.csv.zst"), row["file"])
        self.assertEqual(row["rows_kept"], 28726)
        said = self.fails("evidence", "--bundle", "out.tar.zst", store=self.store)
        self.assertIn("was sent to a server, which keeps no copy", said)

    def test_progress(self):
        s = Server(self, "--load", store=self.store)
        _, headers, body = s.ask("/v1/ingest?name=c.csv.zst", "POST", CHINA.read_bytes(), Accept="text/event-stream")
        self.assertEqual(headers["Content-Type"], "text/event-stream")
        self.assertIn(b'"label": "c.csv.zst"', body)
        self.assertIn(b"event: answer", body)

    def test_refusals_name_the_file_and_leave_nothing(self):
        """Where it lies on the server is not said."""
        s = Server(self, "--load", store=self.store)
        body = b"reporter,partner,year,hs2017,value_usd,net_weight_kg\n" + b"CHN,RUS,2020,xx,nothing,1\n" * 50
        for text, query, status, words in (
                (body, "name=china.csv", 422, "china.csv:2"), (b"", "name=x.csv", 422, "is empty"),
                (b"a,b\n1,2\n", "name=x.csv", 422, "x.csv:1"), (b"\0\1\2" * 400, "name=%2Fetc%2Fx.csv", 422, "x.csv"),
                (body, "name=x.csv&map=/etc/passwd", 400, "'map'"), (body, "name=x.csv&arg=/etc/passwd", 400, "body")):
            got, problem = self.send(s, text, query)
            self.assertEqual(got, status, problem)
            self.assertIn(words, problem.get("where", "") + problem["detail"])
            self.assertNotIn("weir-run-", json.dumps(problem))
        self.assertEqual(s.get("/v1/sources"), [])
        self.assertEqual(s.ask("/v1/ingest")[0], 405)

    def test_who_may(self):
        """Nobody without --load; with tokens those with the right to load, and not a page of elsewhere."""
        s = Server(self, store=self.store)
        self.assertEqual(self.send(s, CHINA.read_bytes())[0], 403)
        tokens = self.dir / "tokens"
        tokens.touch(0o600)
        tokens.write_text("a-token-that-reads-1 read\na-token-that-loads-1 read,load\n")
        s = Server(self, "--tokens", tokens, "--load", store=self.store)
        for token, status in (("", 401), ("a-token-that-reads-1", 403), ("a-token-that-loads-1", 200)):
            self.assertEqual(self.send(s, CHINA.read_bytes(), Authorization=f"Bearer {token}")[0], status)
        got, _ = self.send(s, CHINA.read_bytes(), Authorization="Bearer a-token-that-loads-1",
                           Origin="http://elsewhere.example")
        self.assertEqual(got, 403)

    def test_a_file_that_does_not_come_whole(self):
        """A connection that is cut loads nothing, and what came of it is not left behind."""
        s = Server(self, "--load", store=self.store)
        half = CHINA.read_bytes()
        for size in (0, 1000, len(half) - 1):
            c = socket.create_connection(("127.0.0.1", s.port))
            c.sendall(b"POST /v1/ingest?name=c.csv.zst HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                      % len(half) + half[:size])
            c.close()
        self.assertEqual(s.ask("/v1/sources")[0], 404)      # no store was made
        large = socket.create_connection(("127.0.0.1", s.port))
        self.addCleanup(large.close)
        large.sendall(b"POST /v1/ingest?name=c.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000000\r\n\r\n")
        said = large.recv(2000)
        self.assertIn(b" 413 ", said.split(b"\r\n")[0])
        self.assertIn(b"larger than 4 GiB", said)

    def test_two_at_once(self):
        """Each is loaded once, whoever comes first, while others read."""
        s = Server(self, "--load", store=self.store)
        files = list((weir.SOURCE / "data" / "sample").glob("*.zst")) * 2
        came = []
        threads = [threading.Thread(target=lambda f=f: came.append(self.send(s, f.read_bytes(), f"name={f.name}")[0]))
                   for f in files]
        for t in threads:
            t.start()
        while any(t.is_alive() for t in threads):
            self.assertIn(s.ask("/v1/sources")[0], (200, 503) if came else (200, 404, 503))    # 404: no store yet
        self.assertEqual(came, [200] * len(files))
        self.assertEqual(len(s.get("/v1/sources")), len(files) // 2)


weir.main()
