"""A server of this machine that answers like UN Comtrade, and misbehaves on purpose."""
import csv
import functools
import gzip
import http.server
import io
import json
import random
import threading
import time
import urllib.parse
import zlib

import weir

FIELDS = {
    "typeCode": "C", "freqCode": "M", "refPeriodId": 0, "refYear": 0, "refMonth": 0, "period": "",
    "reporterCode": 0, "reporterISO": None, "reporterDesc": None, "flowCode": "X",
    "flowDesc": None, "partnerCode": 0, "partnerISO": None, "partnerDesc": None,
    "partner2Code": 0, "partner2ISO": None, "partner2Desc": None, "classificationCode": "H5",
    "classificationSearchCode": "HS", "isOriginalClassification": True, "cmdCode": "",
    "cmdDesc": None, "aggrLevel": 6, "isLeaf": True, "customsCode": "C00", "customsDesc": None,
    "mosCode": "0", "motCode": 0, "motDesc": None, "qtyUnitCode": 5, "qtyUnitAbbr": "u",
    "qty": 1.0, "isQtyEstimated": False, "altQtyUnitCode": -1, "altQtyUnitAbbr": "N/A",
    "altQty": None, "isAltQtyEstimated": False, "netWgt": 10.0, "isNetWgtEstimated": False,
    "grossWgt": None, "isGrossWgtEstimated": False, "cifvalue": None, "fobvalue": None,
    "primaryValue": 1.0, "legacyEstimationFlag": 0, "isReported": True, "isAggregate": False}


@functools.lru_cache
def codes(level, revision="HS2017"):
    """Of a level, of one revision or of all that are held."""
    with open(weir.SOURCE / "data" / "hs" / "code.csv") as f:
        return sorted({r["code"] for r in csv.DictReader(f)
                       if r["revision"].startswith(revision) and r["level"] == str(level)})


class World:
    """What the service holds: a value for each cell that is traded, months that are published."""

    def __init__(self, cap=100_000, until=202512, every=1.0, values=None, delay=0):
        self.cap, self.until, self.every, self.values = cap, until, every, values
        self.release, self.known = "2026-01-15T10:00:00", {}
        self.unpublished = set()        # (reporter, period)

    def traded(self, reporter, partner, code, period, flow):
        if self.values is not None:
            return self.values.get((reporter, partner, code, period, flow), 0)
        h = zlib.crc32(repr((reporter, partner, code, period, flow)).encode())
        return 1000 + h % 100_000 if h % 1000 < 1000 * self.every else 0

    def published(self, reporter, period):
        return period <= self.until and (reporter, period) not in self.unpublished

    def level(self, name):
        if name not in self.known:
            self.known[name] = codes(int(name[2]))
        return self.known[name]

    def rows(self, q, flow):
        wanted = q["cmdCode"].split(",")
        wanted = self.level(wanted[0]) if wanted[0].startswith("AG") else wanted
        for reporter in map(int, q["reporterCode"].split(",")):
            for period in map(int, q["period"].split(",")):
                if not self.published(reporter, period):
                    continue
                for partner in map(int, q.get("partnerCode", "643,0").split(",")):
                    for code in wanted:
                        value = self.traded(reporter, partner, code, period, flow)
                        if value:
                            yield reporter, partner, code, period, value

    def answer(self, q, freq, cap):
        data = []
        for reporter, partner, code, period, value in self.rows(q, q["flowCode"]):
            year, month = (period, 52) if period < 9999 else divmod(period, 100)
            data.append(FIELDS | {
                "freqCode": freq, "refYear": year, "refMonth": month, "period": str(period),
                "reporterCode": reporter, "partnerCode": partner, "cmdCode": code,
                "flowCode": q["flowCode"], "primaryValue": float(value)})
        data = data[:cap]
        return {"elapsedTime": "0.1 secs", "count": len(data), "data": data, "error": ""}

    def available(self, q, freq):
        rows = [{"datasetCode": 1, "freqCode": freq, "period": int(p), "reporterCode": int(r),
                 "classificationCode": "H5", "totalRecords": 1, "firstReleased": self.release,
                 "lastReleased": self.release}
                for r in q["reporterCode"].split(",") for p in q["period"].split(",")
                if self.published(int(r), int(p))]
        return {"elapsedTime": "0.0 secs", "count": len(rows), "data": rows, "error": ""}


class Server:
    """misbehave(n, path): how call n is spoilt, None for not."""

    def __init__(self, world, misbehave=None, tls=None):
        outer = self
        self.world, self.misbehave, self.lock = world, misbehave, threading.Lock()
        self.calls, self.keys, self.files, self.routes = [], [], {}, {}

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                try:
                    outer.serve(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):     # who cuts a connection is told by what it says
                pass

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        if tls:
            self.http.socket = tls.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_address[1]
        self.base = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()

    def serve(self, h):
        with self.lock:
            n = len(self.calls)
            self.calls.append(h.path)
            self.keys.append(h.headers.get("Ocp-Apim-Subscription-Key"))
        how = self.misbehave(n, h.path) if self.misbehave else None
        url = urllib.parse.urlsplit(h.path)
        q = {k: v[0] for k, v in urllib.parse.parse_qs(url.query).items()}
        if how:
            return getattr(self, "do_" + how)(h, q, url.path)
        if url.path in self.routes:
            return self.send(h, *self.routes[url.path](q))
        if url.path in self.files:
            return self.send(h, self.files[url.path], type_="application/octet-stream")
        self.send(h, self.body(url.path, q))

    def body(self, path, q):
        freq = path.split("/C/")[1][0]
        if "getDa" in path:
            return json.dumps(self.world.available(q, freq)).encode()
        cap = min(self.world.cap, int(q.get("maxRecords", self.world.cap)))
        return json.dumps(self.world.answer(q, freq, cap)).encode()

    def send(self, h, body, status=200, type_="application/json; charset=utf-8", length=None,
             **headers):
        h.send_response(status)
        h.send_header("Content-Type", type_)
        h.send_header("Content-Length", str(len(body) if length is None else length))
        for k, v in headers.items():
            h.send_header(k.replace("_", "-"), v)
        h.end_headers()
        h.wfile.write(body)

    # --- every way to misbehave ---

    def do_rate(self, h, q, path):
        self.send(h, b'{"statusCode":429,"message":"Rate limit is exceeded. '
                     b'Try again in 1 seconds."}', 429, Retry_After="1")

    def do_quota(self, h, q, path):
        self.send(h, b'{"statusCode":403,"message":"Out of call volume quota."}', 403,
                  Retry_After="3600")

    def do_echo(self, h, q, path):
        key = h.headers.get("Ocp-Apim-Subscription-Key")
        self.send(h, json.dumps({"message": f"no such key {key}"}).encode(), 401, X_Key=str(key))

    def do_forbidden(self, h, q, path):
        self.send(h, b"no", 403, "text/plain")

    def do_later(self, h, q, path):
        self.send(h, b"", 503, Retry_After="100000")

    def do_key(self, h, q, path):
        self.send(h, b'{"statusCode":401,"message":"Access denied due to invalid subscription '
                     b'key."}', 401)

    def do_broken(self, h, q, path):
        self.send(h, b"oops", 500, "text/plain")

    def do_html(self, h, q, path):
        self.send(h, b"<!DOCTYPE html><html><body>Maintenance</body></html>", type_="text/html")

    def do_cut(self, h, q, path):
        body = self.body(path, q)
        self.send(h, body[:len(body) // 2], length=len(body))
        h.close_connection = True

    def do_headless(self, h, q, path):
        """Ends within the head: there are no blank line and no body."""
        h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Len")
        h.wfile.flush()
        h.close_connection = True

    def do_short(self, h, q, path):
        body = self.body(path, q)
        self.send(h, body[:-20])

    def do_count(self, h, q, path):
        answer = json.loads(self.body(path, q))
        answer["count"] += 1
        self.send(h, json.dumps(answer).encode())

    def do_full(self, h, q, path):
        answer = json.loads(self.body(path, q))
        cap = int(q["maxRecords"])
        answer["data"] = (answer["data"] * cap)[:cap]
        answer["count"] = cap
        self.send(h, json.dumps(answer).encode())

    def do_renamed(self, h, q, path):
        self.send(h, self.body(path, q).replace(b'"primaryValue"', b'"tradeValue"'))

    def do_others(self, h, q, path):
        self.send(h, self.body(path, q | {"period": "201001"}))

    def do_huge(self, h, q, path):
        self.send(h, b'{"count":1,"data":[' + b" " * 3_000_000 + b'],"error":""}')

    def do_bomb(self, h, q, path):
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb") as z:
            for _ in range(64):
                z.write(b" " * (1 << 20))
        self.send(h, packed.getvalue(), Content_Encoding="gzip")

    def do_loop(self, h, q, path):
        self.send(h, b"", 302, Location=h.path + "&again=1")

    def do_elsewhere(self, h, q, path):
        self.send(h, b"", 302, Location="https://elsewhere.example" + path)

    def do_trickle(self, h, q, path):
        h.send_response(200)
        h.send_header("Content-Length", "1000000")
        h.end_headers()
        for _ in range(100):
            h.wfile.write(b" ")
            h.wfile.flush()
            time.sleep(.1)


def services(server, case, **changes):
    """A table of services whose addresses lead to the server; changes to all of them."""
    rows = list(csv.DictReader(io.StringIO(case.weir("services", "--csv"))))
    for row in rows:
        url = urllib.parse.urlsplit(row["address"])
        row["address"] = server.base + row["address"][len(f"{url.scheme}://{url.netloc}"):]
        row.update({"pause_ms": 1} | changes)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return case.write("services.csv", out.getvalue())


def spoilt(share, ways, seed=1):
    rnd = random.Random(seed)
    return lambda n, path: rnd.choice(ways) if rnd.random() < share else None
