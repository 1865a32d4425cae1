// What the pages do by themselves: keys in the reading room, a quote and its statement that show each other, files
// that are dropped. Without it every form works as a plain form.
"use strict";

const cards = () => [...document.querySelectorAll(".card")];
const here = () => document.querySelector(".card.here");

function choose(card, scrollText = true) {
  if (!card) return;
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  card.classList.add("here");
  card.scrollIntoView({ block: "nearest" });
  const quotes = [...document.querySelectorAll(".quote")].filter((one) => one.dataset.ids.split(" ").includes(card.dataset.id));
  for (const one of quotes) one.classList.add("here");
  if (scrollText && quotes.length) quotes[0].scrollIntoView({ block: "center" });
  document.dispatchEvent(new CustomEvent("chosen", { detail: { card, quote: quotes[0] } }));
}

function move(step) {
  const all = cards();
  const at = all.indexOf(here());
  choose(all[Math.max(0, Math.min(all.length - 1, at + step))]);
  here()?.focus({ preventScroll: true });
}

function press(key) {
  const control = here()?.querySelector(`[data-key="${key}"]`);
  if (!control) { if (key === "e") here()?.querySelector("form.fill :is(input, select, textarea):not([type=hidden])")?.focus(); return; }
  const box = control.closest("details");
  if (!box) { control.click(); return; }
  // Opened by hand and not by a click: what is typed next must go into the reason, never be taken for keys.
  box.open = true;
  box.querySelector("input[name=reason]").focus();
}

// How a quote is underlined follows from the statements that rest on it.
function remark() {
  const standing = Object.fromEntries(cards().map((card) => [card.dataset.id, card.dataset.standing]));
  for (const quote of document.querySelectorAll(".quote")) {
    const left = quote.dataset.ids.split(" ").map((id) => standing[id]).filter((one) => one && one !== "rejected");
    quote.classList.toggle("none", !left.length);
    quote.classList.toggle("accepted", left.length > 0 && left.every((one) => one === "accepted"));
    quote.classList.toggle("proposed", left.some((one) => one === "proposed"));
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing) { event.target.closest("details")?.removeAttribute("open"); here()?.focus(); return; }
  if (typing) return;
  if (event.key === "/") { document.getElementById("q")?.focus(); event.preventDefault(); return; }
  if (!cards().length) return;
  // What was decided is still on its way: a key pressed now would meet a card that nobody has seen yet.
  if (document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")) { event.preventDefault(); return; }
  if (event.key === "j" || event.key === "ArrowDown" && event.target.closest(".card")) { move(1); event.preventDefault(); }
  else if (event.key === "k" || event.key === "ArrowUp" && event.target.closest(".card")) { move(-1); event.preventDefault(); }
  else if (["a", "r", "u", "e"].includes(event.key)) { press(event.key); event.preventDefault(); }
  else if (event.key === "?") { here()?.classList.toggle("why"); }
});

document.addEventListener("click", (event) => {
  const quote = event.target.closest(".quote");
  if (quote) {
    const ids = quote.dataset.ids.split(" ");
    const now = here() ? ids.indexOf(here().dataset.id) : -1;
    choose(document.getElementById("s-" + ids[(now + 1) % ids.length]), false);
    return;
  }
  const card = event.target.closest(".card");
  if (card && card !== here() && !event.target.closest("button, a")) choose(card);
});

// While the mouse is down nothing may move: else it is let go over something else, and the click is lost.
let pressed = false;
document.addEventListener("pointerdown", () => { pressed = true; }, true);
document.addEventListener("click", () => { pressed = false; }, true);
document.addEventListener("keydown", () => { pressed = false; }, true);
document.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (card && card !== here() && !pressed) choose(card);
});

// After a decision the same card is at hand again, or the next that waits.
document.addEventListener("htmx:afterSettle", (event) => {
  remark();
  const card = event.target.closest?.(".card") || document.getElementById(event.detail.target?.id);
  if (!card?.classList.contains("card") || card.querySelector("form.fill") || card.matches("form")) return;
  const all = cards();
  const next = card.dataset.standing === "proposed" ? card : all.slice(all.indexOf(card) + 1).find((one) => one.dataset.standing === "proposed") || card;
  choose(next);
  next.focus({ preventScroll: true });
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) { event.detail.shouldSwap = false; alert(new DOMParser().parseFromString(event.detail.xhr.response, "text/html").querySelector(".error")?.textContent || "Not done"); }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]") && event.target.value) event.target.form.requestSubmit();
});

document.addEventListener("DOMContentLoaded", () => {
  const drop = document.getElementById("drop");
  if (drop) {
    const input = drop.querySelector("input[type=file]");
    for (const name of ["dragover", "dragenter"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; drop.requestSubmit(); }
    });
  }
  const asked = location.hash.startsWith("#s-") ? document.getElementById(location.hash.slice(1)) : null;
  choose(asked || cards().find((one) => one.dataset.standing === "proposed") || cards()[0], Boolean(asked));
  asked?.classList.add("why");
});
