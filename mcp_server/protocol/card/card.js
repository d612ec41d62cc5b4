"use strict";
// Messages of MCP Apps, 2026-01-26: JSON-RPC by postMessage between this page and the chat that shows it.
const POLL_MS = 3000, SLOWEST_POLL_MS = 12000, PLAYS_WITHIN_MS = 10000, MOST_BLOB_BYTES = 6e6;
const studio = document.querySelector("meta[name=footage-studio]").content;
const at = (id) => document.getElementById(id);
const waiting = new Map();
let nextId = 1, can = {}, tool = "", given = {}, job = null, shownUri = "", polling = 0;

const post = (message) => window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
const tell = (method, params = {}) => post({ method, params });
const ask = (method, params) => new Promise((resolve, reject) => {
  const id = nextId++;
  waiting.set(id, { resolve, reject });
  post({ id, method, params });
});

const heard = {
  "ui/notifications/tool-input": ({ arguments: named }) => { given = named ?? {}; },
  "ui/notifications/tool-result": (result) => take(result),
  "ui/notifications/tool-cancelled": ({ reason }) => say(reason || "The call was broken off; the work may go on.", true),
  "ui/notifications/host-context-changed": (context) => dress(context),
};

window.addEventListener("message", ({ source, data }) => {
  if (source !== window.parent || data?.jsonrpc !== "2.0") return;
  if (data.method && "id" in data) {
    const known = data.method === "ping" || data.method === "ui/resource-teardown";
    if (data.method === "ui/resource-teardown") { clearTimeout(polling); at("film").pause(); }
    post(known ? { id: data.id, result: {} } : { id: data.id, error: { code: -32601, message: "Method not found" } });
  } else if (data.method) {
    heard[data.method]?.(data.params ?? {});
  } else if (waiting.has(data.id)) {
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    data.error ? reject(new Error(data.error.message)) : resolve(data.result);
  }
});

function dress(context) {
  if (context.theme) document.documentElement.style.colorScheme = context.theme;
  for (const [name, value] of Object.entries(context.styles?.variables ?? {}))
    if (value) document.documentElement.style.setProperty(name, value);
  if (context.toolInfo?.tool?.name) tool = context.toolInfo.tool.name;
}

function say(words, isBad = false) {
  at("card").hidden = false;
  at("card").classList.toggle("failed", isBad);
  if (at("status").textContent !== words) at("status").textContent = words;
}

function take(result) {
  clearTimeout(polling);
  const told = result.structuredContent ?? {};
  if (!told.tool) return refused(result, told.error);
  job = told;
  const runs = job.status === "queued" || job.status === "working";
  at("title").textContent = title();
  at("facts").textContent = facts();
  say(runs ? `${job.message || "Waiting"} · ${Math.round(job.progress * 100)} %` : verdict(), job.status === "failed");
  at("progress").hidden = !runs;
  at("progress").value = job.progress;
  at("acts").replaceChildren(...acts());
  if (job.video) show(job.video, result.content);
  if (runs) follow(POLL_MS);
}

function refused(result, error) {
  const words = (result.content ?? []).find((part) => part.type === "text")?.text ?? "";
  say(error ? `${error.message} ${error.quote_id ? "" : error.hint}` : words, !error?.quote_id && result.isError);
  const approve = error?.quote_id && can.serverTools && tool;
  at("acts").replaceChildren(...(approve ? [
    button("Approve this price", () => again({ ...given, quote_id: error.quote_id }), true),
    button("No", () => { at("acts").replaceChildren(); say("Nothing was made and nothing was spent."); }),
  ] : []));
}

const title = () => {
  const named = given.prompt ?? (job.video?.embed_html
    ? new DOMParser().parseFromString(job.video.embed_html, "text/html").querySelector("figcaption")?.textContent : "");
  const text = (named || "Film").trim();
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
};

// What a person wants to know of the end; how to do better is for the model, which has it in its own answer.
function verdict() {
  if (job.status !== "completed" || !job.video) return job.error?.message ?? job.message;
  const why = job.quality?.verdict === "accept" ? "" : (job.quality?.reasons ?? []).slice(0, 2).join("; ");
  return job.route?.degraded ? [job.route.reason, why].filter(Boolean).join(" · ") : why;
}

function facts() {
  const { video, route, cost, quality } = job;
  return [
    video && `${video.duration_s.toFixed(1)} s`, video && `${video.width}×${video.height}`, route?.backend,
    cost && `$${cost.charged_usd}`, quality?.verdict && `verdict: ${quality.verdict}`,
  ].filter(Boolean).join(" · ");
}

function acts() {
  const shown = [], id = job.job_id;
  const runs = job.status === "queued" || job.status === "working";
  if (can.openLinks && job.video?.url) shown.push(button("Open the film", () => open(job.video.url), true));
  if (can.openLinks && studio && id) shown.push(button("Open in studio", () => open(`${studio}/films/${id}`), !shown.length));
  if (can.serverTools && runs) shown.push(button("Cancel", () => call("cancel_job", { job_id: id })));
  if (can.serverTools && job.status === "completed" && job.tool === "generate_video" && given.prompt)
    shown.push(button("Make again", makeAgain));
  return shown;
}

function button(words, act, isFirst = false) {
  const made = document.createElement("button");
  made.textContent = words;
  made.className = isFirst ? "first" : "";
  made.addEventListener("click", async () => {
    made.disabled = true;
    try { await act(made); } catch (error) { say(error.message, true); } finally { made.disabled = false; }
  });
  return made;
}

const open = (url) => ask("ui/open-link", { url });

// Another take: the same wish with another seed. What costs money is asked about once more.
async function makeAgain(made) {
  const price = Number(job.cost?.quoted_usd ?? 0);
  if (price > 0 && !made.dataset.sure) {
    made.dataset.sure = "yes";
    made.textContent = `Yes, for up to $${job.cost.quoted_usd}`;
    return;
  }
  const { seed, idempotency_key, quote_id, dry_run, ...wish } = given;
  await again({ ...wish, seed: Math.floor(Math.random() * 2 ** 31) });
}

async function again(wish) {
  given = wish;
  say("Asking");
  take(await ask("tools/call", { name: job?.tool ?? tool, arguments: { ...wish, wait_s: 0 } }));
}

const call = async (name, named) => take(await ask("tools/call", { name, arguments: named }));

function follow(pause_ms) {
  if (!can.serverTools) return say(`${at("status").textContent} · ${job.next_step}`);
  polling = setTimeout(async () => {
    const before = job;
    try {
      await call("get_job", { job_id: job.job_id, wait_s: 0 });
    } catch {
      if (job === before) follow(Math.min(2 * pause_ms, SLOWEST_POLL_MS));
    }
  }, pause_ms);
}

// The film by its address, else through the chat as bytes, else a picture of it.
async function show(video, content) {
  if (shownUri === video.uri) return;
  shownUri = video.uri;
  at("film").hidden = true;
  const sheet = (content ?? []).find((part) => part.type === "image");
  const picture = await bytes(video.uri.replace("//video/", "//poster/")) ?? (sheet && decoded(sheet.data, sheet.mimeType));
  if (picture) await draw(picture);
  if (video.url && await plays(video.url)) return;
  const small = video.size_bytes <= MOST_BLOB_BYTES ? video.uri : video.uri.replace("//video/", "//preview/");
  const film = await bytes(small);
  if (film) await plays(URL.createObjectURL(film));
}

async function bytes(uri) {
  if (!can.serverResources) return null;
  try {
    const { contents: [found] } = await ask("resources/read", { uri });
    return found.blob ? decoded(found.blob, found.mimeType) : null;
  } catch { return null; }
}

function decoded(text, type) {
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type });
}

// Drawn and not linked: some chats forbid pictures of every address, and none forbids a canvas.
async function draw(picture) {
  try {
    const image = await createImageBitmap(picture), canvas = at("picture");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.setAttribute("aria-label", `A picture of: ${title()}`);
    canvas.hidden = false;
  } catch { /* a picture that cannot be read is left out */ }
}

function plays(address) {
  const film = at("film");
  return new Promise((resolve) => {
    const end = (plays) => {
      clearTimeout(limit);
      film.hidden = !plays;
      if (plays) at("picture").hidden = true; else film.removeAttribute("src");
      film.onloadedmetadata = film.onerror = null;
      resolve(plays);
    };
    const limit = setTimeout(() => end(false), PLAYS_WITHIN_MS);
    film.onloadedmetadata = () => end(film.videoWidth > 0);
    film.onerror = () => end(false);
    film.src = address;
  });
}

new ResizeObserver(() => {
  tell("ui/notifications/size-changed", { width: document.documentElement.scrollWidth, height: at("card").offsetHeight + 4 });
}).observe(at("card"));

ask("ui/initialize", {
  appInfo: { name: "footage-card", version: "1" }, appCapabilities: {}, protocolVersion: "2026-01-26",
}).then(({ hostCapabilities, hostContext }) => {
  can = hostCapabilities ?? {};
  dress(hostContext ?? {});
  tell("ui/notifications/initialized");
}, (error) => say(error.message, true));
