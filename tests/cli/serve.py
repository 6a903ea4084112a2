"""weir serve: the same answers over HTTP, for as many as come, while figures are loaded."""
import concurrent.futures
import gzip
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse

import shape
import weir
from server import Server

EXAMPLE = weir.SOURCE / "examples" / "fortified-line.yaml"


def route(name, words):
    """The path of a question asked by the words of a command line."""
    arguments, pairs, words = [], [], list(map(str, words))
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            arguments.append(word)
        elif words and not words[0].startswith("--"):
            pairs.append((word[2:], words.pop(0)))
        else:
            pairs.append((word[2:], "true"))
    return "/v1/" + name.replace(" ", "/") + "?" + urllib.parse.urlencode(
        [("arg", a) for a in arguments] + pairs)


def tool(server, name, words):
    """The same as a tool of an assistant."""
    arguments, words = {}, list(map(str, words))
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            arguments.setdefault("arguments", []).append(word)
        else:
            arguments[word[2:]] = words.pop(0) if words and not words[0].startswith("--") else True
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
               "params": {"name": name.replace(" ", "_"), "arguments": arguments}}
    status, _, body = server.ask("/mcp", "POST", json.dumps(message), Content_Type="application/json")
    result = json.loads(body)["result"]
    if status != 200 or result["isError"]:
        raise AssertionError(f"{name} {arguments}: {status} {result}")
    return json.loads(result["content"][0]["text"])


def figures(said):
    """All numbers of an answer as data, periods among them."""
    if isinstance(said, dict):
        said = list(said.values())
    if isinstance(said, list):
        return set().union(*map(figures, said), set())
    if isinstance(said, str):
        return {float(said.replace("-", ""))} if re.fullmatch(r"\d{4}(-\d\d)?", said) else set()
    return {float(said)} if isinstance(said, (int, float)) else set()


def shown(page):
    """Figures of its tables, as they are sorted by."""
    return {float(v) for v in re.findall(r'data-v="([^"]+)"', page)}


def outside(openapi, name):
    return "get" in openapi["paths"].get("/v1/" + name.replace(" ", "/"), {})


def told(answer):
    """An answer as it is told outside: files by their names alone, for where they lie is nobody's business."""
    if isinstance(answer, list):
        return [told(x) for x in answer]
    if not isinstance(answer, dict):
        return answer
    return {k: pathlib.PurePath(v).name if k in ("path", "file") and isinstance(v, str) else told(v)
            for k, v in answer.items()}


class Doors(weir.Case):
    """The same question behind every door, over the whole table."""

    def test_same_answers(self):
        shape.load(self)
        server = Server(self)
        openapi = server.get("/v1/openapi.json")
        asked = 0
        for name, questions in shape.ASKED.items():
            for words in questions:
                if not outside(openapi, name) or words == ["ID"] or name == "evidence":
                    continue
                with self.subTest(question=name, words=words):
                    command = told(self.json(*name.split(), *words))
                    self.assertEqual(server.get(route(name, words)), command)
                    self.assertEqual(tool(server, name, words), command[:200] if isinstance(command, list) else command)
                    status, headers, page = server.ask(route(name, words), Accept="text/html")
                    self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
                    if name != "watch" and "--by" not in words:     # they count and sum beside it
                        there = figures(command)
                        odd = [v for v in shown(page.decode())
                               if not any(abs(v - x) <= 1e-5 * abs(x) for x in there)]
                        self.assertEqual(odd, [])
                    asked += 1
        self.assertGreater(asked, 25)
        claims = server.ask("/v1/claim/check", "POST", EXAMPLE.read_text())
        self.assertEqual(claims[0], 200, claims)
        ours = {c["id"]: c["verdict"] for c in self.json("claim", "check", EXAMPLE)}
        self.assertEqual({c["id"]: c["verdict"] for c in json.loads(claims[2])}, ours)

    def test_folders_are_not_told(self):
        """Where files lie on the machine that serves is in no answer: of sources, rejected rows, evidence."""
        shape.load(self)
        server = Server(self)
        _, headers, series = server.ask("/v1/series?from=IND&to=RUS&code=847150")
        kept = server.ask("/v1/evidence?arg=" + headers["Weir-Evidence"])[2]
        for text in (series, kept, *(server.ask(f"/v1/{x}")[2] for x in ("sources", "rejects", "coverage"))):
            self.assertNotIn(str(self.dir), text.decode())
            self.assertNotIn(str(weir.SOURCE), text.decode())
        self.assertIn('"path": "small.csv"', kept.decode())

    def test_every_question(self):
        """Every question that reads is a route, described with its schema; no other is."""
        server = Server(self)
        openapi = server.get("/v1/openapi.json")
        self.assertEqual(openapi["openapi"], "3.1.0")
        paths = set(openapi["paths"])
        self.assertEqual(set(openapi["paths"]["/v1/ingest"]), {"post"})     # by who may: tests/cli/upload.py
        for name in ("fetch", "update", "rates", "sql", "export", "store/drop", "store/repair",
                     "store/backup", "store/compact", "report", "lists/load"):
            self.assertNotIn(f"/v1/{name}", paths)
            self.assertEqual(server.ask(f"/v1/{name}")[0], 404, name)
        for path, route_of in openapi["paths"].items():
            for how in route_of.values():
                self.assertNotIn("output", [p["name"] for p in how["parameters"]], path)
                self.assertIn("schema", how["responses"]["200"]["content"]["application/json"])


class Serve(weir.SampleCase):
    def test_forms(self):
        server = Server(self)
        path = "/v1/compare?from=CHN&to=RUS&code=842952&period=2022&with=2021"
        status, headers, body = server.ask(path)
        self.assertEqual(status, 200)
        self.assertAlmostEqual(json.loads(body)[0]["ratio"], 761174876 / 317418824)
        self.assertTrue(headers["Weir-Evidence"])
        self.assertEqual(server.ask(path, If_None_Match=headers["ETag"])[0], 304)
        self.assertEqual(server.ask(path.replace("compare", "compare.csv"))[2], server.ask(path, Accept="text/csv")[2])
        self.assertTrue(server.ask(path, Accept="text/csv")[2].startswith(b"key,label,value"))
        status, packed_headers, packed = server.ask("/v1/codes?arg=84", Accept_Encoding="gzip")
        self.assertEqual(packed_headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed), server.ask("/v1/codes/84")[2])
        for accepts, how in (("gzip, deflate, br, zstd", "zstd"), ("gzip, zstd;q=0", "gzip"), ("br", None),
                             ("gzip;q=0", None)):
            _, packed_headers, packed = server.ask("/v1/codes/84", Accept_Encoding=accepts)
            self.assertEqual(packed_headers.get("Content-Encoding"), how)
            if how == "zstd":
                done = subprocess.run(["zstd", "-dc"], input=packed, capture_output=True, check=True)
                self.assertEqual(done.stdout, server.ask("/v1/codes/84")[2])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertNotIn("Set-Cookie", headers)

    def test_parquet(self):
        """A series as Parquet, read as figures of somebody, is that series."""
        server = Server(self)
        path = "/v1/series{}?from=CHN&to=RUS&code=842952"
        status, headers, body = server.ask(path.format(".parquet"))
        self.assertEqual((status, headers["Content-Type"]), (200, "application/vnd.apache.parquet"))
        self.assertEqual(body, server.ask(path.format(""), Accept="application/vnd.apache.parquet")[2])
        self.write("series.parquet", body)
        map_ = self.write("m.map", "[map]\ntitle = x\nheader = period value\n[fields]\ncode = '842952'\n"
                          "reporter = 'CHN'\npartner = 'RUS'\ndirection = 'export'\nperiod = period\nvalue = value\n"
                          "currency = 'USD'\n")
        other = self.dir / "other.weir"
        self.weir("ingest", "--map", map_, self.dir / "series.parquet", store=other)
        words = ("series", "--from", "CHN", "--to", "RUS", "--code", "842952")
        values = [[(p["period"], p["value"]) for p in self.json(*words, store=s)["points"]] for s in (other, self.store)]
        self.assertEqual(*values)
        self.assertEqual(server.ask("/v1/compare.parquet?from=Atlantis")[1]["Content-Type"], "application/problem+json")

    def test_faults(self):
        server = Server(self)
        for path, status, said in [
                ("/v1/compare?from=Atlantis&to=RUS&period=2022&with=2021", 404, "not known"),
                ("/v1/compare?from=CHN", 400, ""), ("/v1/compare?frm=CHN", 400, "no parameter 'frm'"),
                ("/v1/watch/RUS?output=/tmp/x", 400, "no parameter 'output'"),
                ("/v1/watch/RUS?store=/etc/passwd", 400, "no parameter 'store'"),
                ("/v1/areas?arg=Fr%00ance", 400, "NUL"), ("/v1/areas/%00", 400, "NUL"),
                ("/v1/areas?arg=" + "a" * 20000, 414, "too long"),
                ("/v1/status?from=CHN%0Ato%0ARUS%0Aon%0A2024-01-01&arg=842952", 400, ""),
                ("/v1/evidence", 400, "not listed"), ("/v1/store/info", 404, ""), ("/v1/nothing", 404, "no such question"),
                ("/nothing", 404, "openapi"), ("/v1/../etc", 404, ""),
                ("/v1/claim/check?arg=/etc/passwd", 405, "POST")]:
            got, headers, body = server.ask(path)
            self.assertEqual(got, status, (path, body))
            self.assertEqual(headers["Content-Type"], "application/problem+json")
            self.assertIn(said, body.decode())
        self.assertEqual(server.ask("/v1/version", Host="evil.example")[0], 421)
        for route in ("/v1/version", "/", "/nowhere"):
            self.assertEqual(server.ask(route, "DELETE")[0], 405)
        self.assertEqual(server.ask("/v1/version", Origin="https://evil.example")[0], 403)
        self.assertEqual(server.ask("/v1/version", Sec_Fetch_Site="cross-site")[0], 403)
        self.assertEqual(server.ask("/v1/version", Origin=f"http://127.0.0.1:{server.port}")[0], 200)
        self.assertEqual(server.ask("/mcp", "POST", b"{}", Content_Type="text/plain")[0], 415)
        self.assertEqual(server.ask("/v1/claim/check", "POST", b"claims: []\n\0more")[0], 400)
        wrong = server.ask("/v1/claim/check", "POST", b"claims:\n  - id: x\n   sentence: y\n")[2].decode()
        self.assertIn("body", wrong)
        self.assertNotIn("weir-run", wrong)
        c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)   # refused before it is sent
        c.putrequest("POST", "/v1/claim/check")
        c.putheader("Content-Length", "2000000")
        c.endheaders()
        self.assertEqual(c.getresponse().status, 413)
        c.close()
        self.assertEqual(server.ask("/v1/claim/check", "POST", b"claims: [")[0], 422)
        self.assertEqual(server.get("/v1/version")["version"], self.json("version")["version"])

    def test_hostile(self):
        """Malformed requests, cut connections, slow ones: others are served."""
        server = Server(self)
        for text in [b"\0" * 100, b"GET\r\n\r\n", b"GET /v1/version HTTP/9.9\r\n\r\n", b"A" * 100_000,
                     b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000, b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
                     b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n{",
                     b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n"]:
            for _ in range(20):
                with socket.create_connection(("127.0.0.1", server.port)) as s:
                    try:
                        s.sendall(text)
                        if select.select([s], [], [], .02)[0]:
                            s.recv(100)
                    except OSError:
                        pass
        with socket.create_connection(("127.0.0.1", server.port)) as slow:
            slow.sendall(b"GET /v1/vers")
            self.assertTrue(server.get("/v1/version"))

    def test_many(self):
        """64 at once: every one is answered, or told to ask again."""
        server = Server(self)
        path = "/v1/surge?from=IND&to=RUS&since=2024-04&limit="
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            got = list(pool.map(lambda i: server.ask(path + str(1 + i % 16)), range(64)))
        self.assertLessEqual({g[0] for g in got}, {200, 503})
        self.assertGreater(sum(g[0] == 200 for g in got), 30)
        self.assertTrue(all(g[1]["Retry-After"] for g in got if g[0] == 503))

    def test_a_worker_that_dies(self):
        server = Server(self, "--workers", "1")
        self.assertTrue(server.get("/v1/version"))
        for pid in map(int, subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True,
                                           text=True).stdout.split()):
            os.kill(pid, signal.SIGKILL)
        self.assertIn(server.ask("/v1/areas/France")[0], (200, 500))
        self.assertEqual(server.ask("/v1/areas/France")[0], 200)

    def test_log_has_no_names(self):
        server = Server(self)
        server.ask("/v1/lists/find/Somebody%20Searched")
        server.ask("/v1/areas?arg=Somebody")
        server.close()
        self.assertIn("/v1/areas", server.log)
        self.assertNotIn("Somebody", server.log)

    def test_tokens(self):
        tokens = self.write("tokens", "0123456789abcdef0 read # one\n")
        tokens.chmod(0o600)
        server = Server(self, "--tokens", tokens)
        self.assertEqual(server.ask("/v1/version")[0], 401)
        self.assertEqual(server.ask("/v1/version", Authorization="Bearer 0123456789abcdef1")[0], 401)
        self.assertEqual(server.ask("/v1/version", Authorization="Bearer 0123456789abcdef0")[0], 200)
        time.sleep(.02)
        tokens.write_text("fedcba98765432100 read\n1111111111111111 load\n")
        self.assertEqual(server.ask("/v1/version", Authorization="Bearer 0123456789abcdef0")[0], 401)
        self.assertEqual(server.ask("/v1/version", Authorization="Bearer fedcba98765432100")[0], 200)
        self.assertEqual(server.ask("/v1/version", Authorization="Bearer 1111111111111111")[0], 401)

        for text, mode in [("", 0o600), ("fedcba98765432100 read\n", 0o644)]:      # emptied; readable by others
            tokens.write_text(text)
            tokens.chmod(mode)
            self.assertEqual(server.ask("/v1/version", Authorization="Bearer fedcba98765432100")[0], 401)
        tokens.chmod(0o600)
        self.assertEqual(server.ask("/v1/version", Authorization="Bearer fedcba98765432100")[0], 200)

    def test_it_ends_under_load(self):
        for hard in (signal.SIGTERM, signal.SIGKILL):
            server = Server(self, "--workers", "2")
            workers = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True,
                                     text=True).stdout.split()
            self.assertEqual(len(workers), 2)

            def ask(i):
                try:
                    return server.ask(f"/v1/surge?from=IND&to=RUS&since=2024-04&limit={i}")[0]
                except OSError:
                    return 0

            with concurrent.futures.ThreadPoolExecutor(16) as pool:
                asked = [pool.submit(ask, i) for i in range(1, 100)]
                time.sleep(1)
                server.process.send_signal(hard)
                self.assertEqual(server.process.wait(10), 0 if hard == signal.SIGTERM else -9)
                for a in asked:
                    self.assertIn(a.result(), (0, 200, 500, 503))
            for _ in range(50):
                if not any(os.path.exists(f"/proc/{w}") for w in workers):
                    break
                time.sleep(.1)
            else:
                self.fail("a worker lives on")

    def test_a_log_that_nobody_reads(self):
        server = Server(self)
        for _ in range(3000):
            server.ask("/v1/nothing")
        self.assertEqual(server.ask("/v1/version")[0], 200)

    def test_who_wants_to_write(self):
        """What stands in its place is not touched, and does not stall questions for ever."""
        shutil.copy(self.store, self.dir / "w.weir")
        self.store = self.dir / "w.weir"
        wanted, victim = self.dir / "w.weir.wanted", self.write("victim", "whole")
        server = Server(self, "--workers", "1")
        server.get("/v1/series?from=IND&to=RUS&code=842952")
        wanted.symlink_to(victim)
        self.weir("store", "drop", "1", "--wait", "5")
        self.assertEqual(victim.read_text(), "whole")
        wanted.unlink(missing_ok=True)
        wanted.write_text("")
        os.utime(wanted, (2e9, 2e9))
        start = time.monotonic()
        server.get("/v1/areas/Franc")
        self.assertLess(time.monotonic() - start, 5)

    def test_outside_needs_tokens_and_tls(self):
        tokens = self.write("tokens", "0123456789abcdef0 read\n")
        self.assertIn("--tokens", self.fails("serve", "--listen", "0.0.0.0:0", code=2))
        tokens.chmod(0o600)
        self.assertIn("--cert", self.fails("serve", "--listen", "0.0.0.0:0", "--tokens", tokens, code=2))
        tokens.chmod(0o644)
        self.assertIn("others may read", self.fails("serve", "--listen", "127.0.0.1:0", "--tokens", tokens, code=2))
        self.fails("serve", "--listen", "nowhere", code=2)


class Loading(weir.Case):
    def test_while_eight_read(self):
        """weir ingest in another terminal: every answer is of the store before it, or after."""
        def rows(n):
            return "month,hs,value\n" + "".join(
                f"{2015 + i % 96 // 12}-{i % 12 + 1:02},{8000 + i // 96:04}10,{n}\n" for i in range(96 * 40))
        maps = self.write("m.map", "[map]\ntitle = Made\nheader = month hs value\nrepeats = add\n[fields]\ncode = hs\n"
                          "reporter = 'CHE'\npartner = 'RUS'\ndirection = 'export'\nperiod = month\nvalue = value\n"
                          "currency = 'USD'\nnomenclature = 'HS'\n")
        self.weir("ingest", "--map", maps, "--vintage", "2024-01-01", self.write("a.csv", rows(1)))
        server = Server(self, "--workers", "2")
        path = "/v1/top?from=CHE&to=RUS&period=2015-01..2022-12&by=exporter"
        old = server.get(path)[0]["value"]
        seen = []

        def read():
            for i in range(12):
                status, _, body = server.ask(path + f"&limit={1 + i}")
                seen.append(json.loads(body)[0]["value"] if status == 200 else status)

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            readers = [pool.submit(read) for _ in range(8)]
            time.sleep(.2)
            self.weir("ingest", "--map", maps, "--vintage", "2024-02-01", self.write("b.csv", rows(2)))
            for r in readers:
                r.result()
        self.assertEqual(server.get(path)[0]["value"], 2 * old)
        self.assertLessEqual(set(seen), {old, 2 * old})
        self.assertEqual(len(seen), 96)


if __name__ == "__main__":
    weir.main()
