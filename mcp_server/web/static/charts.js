// Draws each chart from the table beside it, in the colours of the page; without this script the table is all there is.
"use strict";
(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const probe = document.createElement("i");
  const colour = (name) => {  // what light-dark() comes to here
    probe.className = `probe ${name}`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const SERIES = ["one", "two", "three", "four", "five", "six"];
  const number = (cell) => Number(cell.dataset.value ?? cell.textContent.replace(/[^0-9.-]/g, "")) || 0;

  function read(figure) {
    const rows = [...figure.querySelectorAll("tbody tr")];
    const heads = [...figure.querySelectorAll("thead th")].slice(1).map((one) => one.textContent);
    const labels = rows.map((row) => row.cells[0].textContent);
    return {heads, labels, values: heads.map((_, n) => rows.map((row) => number(row.cells[n + 1])))};
  }

  function draw(figure) {
    const {heads, labels, values} = read(figure);
    const plot = figure.querySelector(".plot");
    if (!labels.length || !plot.clientWidth) return;
    plot.replaceChildren();
    const isBars = figure.dataset.chart === "bars";
    const x = isBars ? labels.map((_, n) => n) : labels.map(Number);
    const stacked = isBars ? values.map((_, n) => x.map((_, i) => values.slice(0, n + 1).reduce((sum, one) => sum + one[i], 0))) : values;
    const axis = {stroke: colour("soft"), font: `12px ${css("--text")}`, grid: {stroke: colour("line"), width: 1}, ticks: {show: false}};
    const series = stacked.map((_, n) => {
      const ink = colour(SERIES[Math.min(n, 5)]);
      return isBars ? {fill: ink, stroke: ink, width: 0, points: {show: false}, paths: uPlot.paths.bars({size: [.7, 28]})} : {stroke: ink, width: 2, points: {show: false}};
    });
    const money = (self, marks) => marks.map((mark) => isBars ? `$${mark.toFixed(2)}` : mark.toFixed(2));
    const options = {
      width: plot.clientWidth, height: 200, legend: {show: false}, cursor: {y: false, points: {show: false}},
      scales: {x: {time: false, range: isBars ? [-.6, x.length - .4] : [0, Number(figure.dataset.length) || x.at(-1)]}, y: {range: isBars ? (self, low, high) => [0, high * 1.1 || 1] : (self, low, high) => [Math.min(low, .8), 1]}},
      axes: [{...axis, size: 30, grid: {show: false}, values: (self, marks) => marks.map((mark) => isBars ? labels[mark] ?? "" : `${mark} s`), incrs: isBars ? [1, 2, 5, 7, 10, 14] : undefined, space: isBars ? 76 : 50}, {...axis, size: 56, values: money}],
      series: [{}, ...series.reverse()],
    };
    const chart = new uPlot(options, [x, ...stacked.reverse()], plot);
    if (figure.dataset.seeks) chart.over.addEventListener("click", () => {
      const film = document.querySelector("video");
      if (film) film.currentTime = chart.posToVal(chart.cursor.left, "x");
    });
  }

  const all = () => document.querySelectorAll("figure[data-chart]").forEach(draw);
  const missing = () => document.querySelectorAll("figure[data-chart]").forEach((one) => one.querySelector(".plot").firstChild || draw(one));
  all();
  addEventListener("resize", () => requestAnimationFrame(all));
  document.addEventListener("footage:theme", all);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  document.addEventListener("htmx:after:swap", missing);
})();
