"""weir mcp: the questions as tools of an assistant, over standard input and output, and over HTTP."""
import json
import subprocess

import serve
import shape
import weir


class Mcp(weir.Case):
    def talk(self, *messages):
        lines = "".join((m if isinstance(m, str) else json.dumps({"jsonrpc": "2.0"} | m)) + "\n" for m in messages)
        done = subprocess.run([weir.WEIR, "--store", str(self.store), "mcp"], input=lines, capture_output=True,
                              text=True, cwd=self.dir)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_every_question(self):
        hello, tools = self.talk({"id": "a", "method": "initialize", "params": {"protocolVersion": "2025-06-18"}},
                                 {"method": "notifications/initialized"}, {"id": 2, "method": "tools/list"})
        self.assertEqual((hello["id"], hello["result"]["protocolVersion"]), ("a", "2025-06-18"))
        names = {t["name"]: t for t in tools["result"]["tools"]}
        self.assertIn("claim_check", names)
        self.assertLessEqual({"ingest", "fetch", "sql", "export", "store_drop"} & set(names), set())
        self.assertEqual(names["claim_check"]["inputSchema"]["properties"]["file"]["type"], "string")
        self.assertEqual(names["surge"]["inputSchema"]["properties"]["since"]["type"], "string")
        self.assertNotIn("output", names["watch"]["inputSchema"]["properties"])

    def test_validator(self):
        """Faults have their codes; what fails says so and is no protocol fault."""
        got = self.talk("{", {"id": 1, "method": "nothing"}, {"id": 2, "method": "tools/call", "params": {"name": "sql"}},
                        {"id": 3, "method": "tools/call", "params": {"name": "areas", "arguments": {"arguments": ["X"],
                                                                                                     "store": "/x"}}},
                        {"id": 4}, {"id": None, "method": "ping"}, {"id": {}, "method": "ping"},
                        {"id": 5, "error": {"code": 1}}, '{"id": 6, "method": "ping"}', "x" * 5_000_000,
                        {"id": 7, "method": "tools/call", "params": {"name": "areas", "arguments": ["France"]}},
                        {"id": 8, "method": "tools/call", "params": {"name": "areas", "arguments": {"arguments": {}}}},
                        {"id": 9, "method": "ping"})
        self.assertEqual([m.get("error", {}).get("code") for m in got],
                         [-32700, -32601, -32602, None, -32600, -32600, -32600, -32600, -32600, -32602, -32602, None])
        self.assertTrue(got[3]["result"]["isError"])

    def test_claims_and_evidence(self):
        shape.load(self)
        text = (weir.SOURCE / "examples" / "fortified-line.yaml").read_text()
        claims, series = self.talk(
            {"id": 1, "method": "tools/call", "params": {"name": "claim_check", "arguments": {"file": text}}},
            {"id": 2, "method": "tools/call", "params": {"name": "series", "arguments": {
                "from": "IND", "to": "RUS", "code": "847150"}}})
        self.assertEqual(len(json.loads(claims["result"]["content"][0]["text"])), 9)
        self.assertIn("evidence: ", series["result"]["content"][-1]["text"])

    def test_long_answers(self):
        """Of a table with more rows than an assistant can take in it is told the first, and how many there are."""
        codes, few = self.talk({"id": 1, "method": "tools/call", "params": {"name": "codes", "arguments": {"arguments": ["84"]}}},
                               {"id": 2, "method": "tools/call", "params": {"name": "codes", "arguments": {"arguments": ["8429"]}}})
        self.assertEqual(len(json.loads(codes["result"]["content"][0]["text"])), 200)
        self.assertRegex(codes["result"]["content"][1]["text"], r"the first 200 of \d+ rows")
        self.assertNotIn("the first", str(few["result"]["content"][1:]))

    def test_official_sdk(self):
        """The SDK's client takes the tools with their schemas and the answers, over both ways, equally."""
        shape.load(self)
        server = serve.Server(self)
        calls = json.dumps([{"name": "series", "arguments": {"from": "IND", "to": "RUS", "code": "847150"}},
                            {"name": "areas", "arguments": {"arguments": ["Atlantis"]}},
                            {"name": "claim_check", "arguments": {
                                "file": (weir.SOURCE / "examples" / "fortified-line.yaml").read_text()}}])
        said = []
        for way in (("stdio", weir.WEIR, self.store), ("http", f"http://127.0.0.1:{server.port}/mcp")):
            done = subprocess.run(["node", weir.SOURCE / "tests" / "cli" / "assistant.mjs", *map(str, way)], input=calls,
                                  capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            said.append(json.loads(done.stdout))
        self.assertEqual(said[0]["server"]["name"], "weir")
        self.assertEqual(said[0]["tools"], said[1]["tools"])
        self.assertGreater(len(said[0]["tools"]), 25)
        for answer in said:
            series, unknown, claims = answer["answers"]
            self.assertEqual(json.loads(series["content"][0]["text"])["points"],
                             self.json("series", "--from", "IND", "--to", "RUS", "--code", "847150")["points"])
            self.assertTrue(unknown["isError"])
            self.assertEqual(len(json.loads(claims["content"][0]["text"])), 9)

    def test_over_http(self):
        server = serve.Server(self)
        kind = {"Content_Type": "application/json"}
        status, _, body = server.ask("/mcp", "POST", json.dumps({"jsonrpc": "2.0", "id": 7, "method": "ping"}), **kind)
        self.assertEqual((status, json.loads(body)["id"]), (200, 7))
        self.assertEqual(server.ask("/mcp", "POST", json.dumps({"jsonrpc": "2.0", "method": "x"}), **kind)[0], 202)
        self.assertEqual(server.ask("/mcp")[0], 405)


if __name__ == "__main__":
    weir.main()
