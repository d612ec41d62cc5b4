// The marketing job in TypeScript, with the official client; the brief and the page are the desk's (`by_hand`).
//
// In the folder `examples`: `npm install @modelcontextprotocol/client@2.4.0`, then with Node 22.18 or newer
// `node same_job/typescript.mts marketing_agent/brief.md landing-page`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

type Job = { job_id: string; status: string; message: string; plan?: { script: Script }; error?: { message: string } };
type Script = { title: string; scenes: { show: Record<string, unknown>; say?: string }[]; end?: object };

const { env } = process;
const [briefPath, out] = process.argv.slice(2).map((path) => resolve(path));
const desk = (...args: string[]) =>
  execFileSync(env.PYTHON ?? "python3", ["-m", "marketing_agent.by_hand", ...args], { encoding: "utf8" });

const client = new Client({ name: "marketing", version: "1" });
const [command, ...args] = (env.STUDIO_COMMAND ?? "footage mcp").split(" ");
const allowed = [env.FOOTAGE_ALLOWED_DIRS, dirname(briefPath)].filter(Boolean).join(delimiter);
await client.connect(
  env.STUDIO_URL
    ? new StreamableHTTPClientTransport(new URL(env.STUDIO_URL), {
        requestInit: { headers: { Authorization: `Bearer ${env.STUDIO_KEY}` } },
      })
    : new StdioClientTransport({ command, args, env: { ...(env as Record<string, string>), FOOTAGE_ALLOWED_DIRS: allowed } }),
);

async function call(name: string, args: Record<string, unknown>): Promise<Job> {
  const answer = await client.callTool({ name, arguments: args }, { timeout: 300_000 });
  const job = answer.structuredContent as Job;
  console.log(`${name}: ${(job.message ?? job.error?.message ?? "").slice(0, 100)}`);
  if (answer.isError) throw new Error(job.error?.message);
  return job;
}

const brief = JSON.parse(desk("brief", briefPath, ...(env.STUDIO_URL ? ["--text"] : [])));
const budget = (await call("check_budget", {})) as unknown as { remaining_usd: string };
const known = [brief.budget_usd, budget.remaining_usd].filter((most) => most != null).map(Number);
const max_cost_usd = known.length ? Math.min(...known) / 2 : undefined;
const source = brief.article;
const draft = (await call("blog_to_video", { source, duration_s: brief.film_s, dry_run: true })).plan!.script;

// Direct: a picture first, then what the draft shows besides titles and long texts, then a landing.
const opening = { say: brief.message, show: { kind: "film", prompt: brief.film, text: brief.headline } };
const scenes = [opening, ...draft.scenes.filter((scene) => !["title", "text"].includes(String(scene.show.kind)))];
const script = JSON.stringify({ ...draft, scenes, end: { line: brief.call_to_action } });

const placed: Job[] = [];
for (const aspect_ratio of ["16:9", "9:16"])
  placed.push(await call("blog_to_video", { source, script, aspect_ratio, resolution: brief.resolution, max_cost_usd, wait_s: 0 }));
const folder = mkdtempSync(join(tmpdir(), "campaign-"));
const [wide, tall] = await Promise.all(
  placed.map(async ({ job_id }) => {
    let job = await call("get_job", { job_id });
    while (["queued", "working"].includes(job.status)) job = await call("get_job", { job_id });
    const verdict = await call("check_quality", { video: job_id });
    console.log(`${job_id}: ${verdict.message.slice(0, 60)}`);
    const file = join(folder, `${job_id}.json`);
    writeFileSync(file, JSON.stringify(job));
    return file;
  }),
);
console.log(`The page is ready: ${desk("page", briefPath, "--wide", wide, "--tall", tall, "--out", out).trim()}`);
await client.close();
