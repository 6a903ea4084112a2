// An assistant of the Model Context Protocol by its official SDK: lists the tools, calls those it is told to, and prints
// what came of it.  node assistant.mjs stdio WEIR STORE | http URL, then [{name, arguments}] on standard input.
import { readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [way, where, store] = process.argv.slice(2);
const transport = way === "stdio" ? new StdioClientTransport({ command: where, args: ["--store", store, "mcp"], env: process.env })
  : new StreamableHTTPClientTransport(new URL(where));
const client = new Client({ name: "test", version: "1" });
await client.connect(transport);
const tools = (await client.listTools()).tools;
const answers = [];
for (const call of JSON.parse(readFileSync(0, "utf8"))) answers.push(await client.callTool(call));
console.log(JSON.stringify({ server: client.getServerVersion(), protocol: transport.protocolVersion ?? null, tools, answers }));
await client.close();
