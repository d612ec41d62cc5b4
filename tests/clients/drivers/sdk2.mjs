// The official TypeScript client, version 2.
import { readFileSync } from "node:fs";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const [command, ...args] = plan.command;
const client = new Client({ name: "make clients", version: "1" }, plan.mode ? { versionNegotiation: { mode: plan.mode } } : {});
await client.connect(
  plan.url
    ? new StreamableHTTPClientTransport(new URL(plan.url), { requestInit: { headers: plan.headers } })
    : new StdioClientTransport({ command, args, env: plan.environment, cwd: plan.folder }),
);
await client.listTools();
let job = ""; // the first of earlier answers, for a call that is to be about it
for (const [tool, call] of plan.calls) {
  if (call.job_id === "") call.job_id = job;
  const answer = await client.callTool({ name: tool, arguments: call });
  job ||= JSON.stringify(answer).match(/job_[0-9a-f]{20}/)?.[0] ?? "";
  const line = { tool, failed: Boolean(answer.isError), seen: JSON.stringify(answer).slice(0, 20000) };
  process.stdout.write(JSON.stringify(line) + "\n");
}
await client.close();
