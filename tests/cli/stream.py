"""Answers as server-sent events: how far it is, the answer, what is wrong; who goes away ends the question."""
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import zlib

import weir
from server import Server


def events(text):
    """[(name, data)]: the lines of data put together, as a browser does."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        found.append((lines[0].removeprefix("event: "),
                      json.loads("\n".join(line.removeprefix("data: ") for line in lines[1:]))))
    return found


class Stream(weir.SampleCase):
    def copy(self):
        shutil.copy(self.store, self.dir / "copy.weir")
        return self.dir / "copy.weir"

    def raw(self, server, path, accept="text/event-stream"):
        s = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.addCleanup(s.close)
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode())
        return s

    def test_progress_then_the_answer(self):
        s = Server(self)
        path = "/v1/watch/RUS?from=EU27"
        _, headers, body = s.ask(path, Accept="text/event-stream")
        self.assertEqual(headers["Content-Type"], "text/event-stream")
        said = events(body.decode())
        self.assertEqual({name for name, _ in said[:-1]}, {"progress"})
        self.assertIn("weighing changes", {e["label"] for _, e in said[:-1]})
        name, answer = said[-1]
        self.assertEqual((name, answer["type"]), ("answer", "application/json"))
        status, headers, plain = s.ask(path)
        self.assertEqual(answer["body"], plain.decode())
        self.assertEqual(answer["evidence"], headers["Weir-Evidence"])
        self.assertEqual(events(s.ask(path, Accept="text/event-stream")[2].decode()), [said[-1]])    # held already

    def test_forms(self):
        """What stands after the events in Accept; an answer that is no text comes whole."""
        s = Server(self)
        path = "/v1/series?from=CHN&to=RUS&code=842952"
        for accept in ("text/csv", "text/html"):
            name, answer = events(s.ask(path, Accept=f"text/event-stream, {accept}")[2].decode())[-1]
            self.assertEqual(answer["body"], s.ask(path, Accept=accept)[2].decode())
        whole = s.ask(path, Accept="text/event-stream, application/vnd.apache.parquet")[2]
        self.assertEqual(whole[:4], b"PAR1")
        packed = s.ask(path, Accept="text/event-stream", Accept_Encoding="gzip")
        self.assertEqual(packed[1]["Content-Encoding"], "gzip")
        self.assertEqual(events(zlib.decompress(packed[2], 31).decode())[-1][1]["type"], "application/json")

    def test_what_is_wrong(self):
        s = Server(self)
        (name, problem), = events(s.ask("/v1/watch/Atlantis", Accept="text/event-stream")[2].decode())[-1:]
        self.assertEqual((name, problem["status"], problem["subject"]), ("problem", 404, "Atlantis"))
        self.assertEqual(s.ask("/v1/nothing", Accept="text/event-stream")[0], 404)

    def test_who_goes_away_ends_the_question(self):
        """With one worker: the next is answered long before the first would have been, streamed or not, waiting or at
        work."""
        s = Server(self, "--workers", "1")
        begun = time.monotonic()
        s.get("/v1/watch/KGZ")
        whole = time.monotonic() - begun
        for accept, other in (("text/event-stream", "/v1/version"), ("application/json", "/v1/groups")):
            asked = [self.raw(s, f"/v1/watch/RUS?since=2022-0{k}", accept) for k in range(3, 10)]
            time.sleep(.2)
            for connection in asked:
                connection.close()
            begun = time.monotonic()
            s.get(other)
            self.assertLess(time.monotonic() - begun, 3 + whole)
            time.sleep(.3)      # those who are told so are written down
        s.close()
        self.assertEqual(s.log.count("/v1/watch 499"), 14, s.log)

    def test_an_end_that_comes_too_late(self):
        """A worker that is told to stop when it rests lets in who wants to write all the same."""
        s = Server(self, "--workers", "1", store=self.copy())
        s.get("/v1/series?from=CHN&to=RUS&code=842952")
        worker = subprocess.run(["pgrep", "-P", str(s.process.pid)], capture_output=True, text=True).stdout.split()
        os.kill(int(worker[0]), signal.SIGINT)
        time.sleep(.2)
        begun = time.monotonic()
        self.weir("-q", "store", "drop", "1", store=self.dir / "copy.weir")
        self.assertLess(time.monotonic() - begun, 5)

    def test_it_ends_while_streams_are_open(self):
        s = Server(self, "--workers", "1")
        connections = [self.raw(s, f"/v1/watch/RUS?since=2022-0{k}") for k in range(3, 10)]
        time.sleep(.2)
        s.close()
        self.assertEqual(s.process.returncode, 0)
        for connection in connections:
            text = b""
            while piece := connection.recv(65536):
                text += piece
            self.assertIn(b"event: problem", text)


weir.main()
