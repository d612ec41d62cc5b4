// Pages on which films are directed: scenes are dragged to another place, and two pictures are compared by a slider.
"use strict";
(() => {
  const move = (scene, to) => {
    const form = document.getElementById("move");
    if (!form) return;
    form.elements.scene.value = scene;
    form.elements.to.value = to;
    form.requestSubmit();
  };

  // Who looks for something has not changed the scene yet.
  document.addEventListener("change", (event) => event.target.matches("[data-finds]") && event.stopPropagation(), true);

  let dragged = null;
  const place = (event) => event.target.closest?.("#strip [data-scene]");
  document.addEventListener("dragstart", (event) => {
    dragged = place(event)?.draggable ? place(event) : null;
    if (dragged) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.dataset.scene);
    }
  });
  document.addEventListener("dragover", (event) => {
    const over = place(event);
    if (!dragged || !over) return;
    event.preventDefault();
    document.querySelectorAll("#strip .over").forEach((one) => one.classList.remove("over"));
    over.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const over = place(event);
    if (!dragged || !over) return;
    event.preventDefault();
    const scenes = [...document.querySelectorAll("#strip [data-scene]")];
    if (over !== dragged) move(dragged.dataset.scene, scenes.indexOf(over));
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    document.querySelectorAll("#strip .over").forEach((one) => one.classList.remove("over"));
  });

  // Before and after: how much of the second picture is seen.
  const wipe = (range) => range.closest(".compare")?.style.setProperty("--share", `${range.value}%`);
  document.querySelectorAll("[data-wipe]").forEach(wipe);
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-wipe]")) wipe(event.target);
    if (event.target.matches("[data-moment]")) {
      const at = Number(event.target.value).toFixed(2);
      event.target.form.querySelector("output").textContent = `${at} s`;
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-moment]")) return;
    const at = Number(event.target.value).toFixed(2);
    document.querySelectorAll(".compare img").forEach((img) => { img.src = img.src.replace(/at=[\d.]+/, `at=${at}`); });
  });
})();
