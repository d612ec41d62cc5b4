// What every page does by itself: remembers light or dark, seeks in films, and asks now and then where no stream comes.
"use strict";
(() => {
  const html = document.documentElement;
  const isDark = () => html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme-switch]");
    if (theme) {
      html.dataset.theme = isDark() ? "light" : "dark";
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `footage_theme=${html.dataset.theme}; path=/; max-age=31536000; samesite=strict${secure}`;
      document.dispatchEvent(new Event("footage:theme"));
    }
    const seek = event.target.closest("[data-seek]");
    const film = document.querySelector("video");
    if (seek && film) {
      event.preventDefault();
      film.currentTime = Number(seek.dataset.seek);
      film.scrollIntoView({block: "nearest"});
    }
  });

  // A proxy that holds streams back must not leave a page as it was: after two failures it asks every five seconds.
  let failures = 0, asks;
  const stream = (event) => event.target.closest?.("[hx-sse\\:connect]");
  const failed = (event) => {
    if (!stream(event)) return;
    failures += event.type === "htmx:sse:error" ? 1 : 2;  // one that never began does not try again by itself
    if (failures > 1) asks ??= setInterval(() => document.hidden || htmx.trigger(document.body, "footage:ask"), 5000);
    if (asks) html.dataset.asks = "now and then";
  };
  for (const name of ["htmx:error", "htmx:response:error", "htmx:sse:error"]) document.addEventListener(name, failed);
  document.addEventListener("htmx:sse:after:connection", () => { failures = 0; clearInterval(asks); asks = undefined; delete html.dataset.asks; });

  document.querySelector(".places [aria-current]")?.scrollIntoView({inline: "center", block: "nearest"});

  const enter = document.querySelector("form[data-enter]");
  if (enter && location.hash === "#now") enter.requestSubmit();
})();
