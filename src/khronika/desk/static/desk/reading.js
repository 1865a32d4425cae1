// The reading room and the queue: forms that are filled in on a card, words that are selected in the document, the
// page of a PDF that comes forward with its quote. Without it every form works as a plain form.
"use strict";

{
  const paper = () => document.getElementById("paper");
  const form = () => document.querySelector("form.fill");
  const first = (where) => where.querySelector("[aria-invalid=true]") || where.querySelector(".field :is(input, select, textarea):not([type=hidden])");
  let found = null;

  // Where a place of the selection stands in the document's text, in code points.
  const offset = (node, at) => {
    const stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-from]");
    if (!stretch) return null;
    const range = document.createRange();
    range.setStart(stretch, 0);
    range.setEnd(node, at);
    return Number(stretch.dataset.from) + [...range.toString()].length;
  };

  const selected = () => {
    const now = document.getSelection();
    if (!now || now.isCollapsed || !now.rangeCount || !paper()) return null;
    const range = now.getRangeAt(0);
    if (!paper().contains(range.commonAncestorContainer)) return null;
    const raw = range.toString();
    const words = raw.trim();
    if (!words) return null;
    const from = offset(range.startContainer, range.startOffset);
    return { words, start: from === null ? "" : from + [...raw].length - [...raw.trimStart()].length, range };
  };

  const use = (where) => {
    if (!found || !where) return;
    const words = where.querySelector("[name=quote]");
    words.value = found.words;
    where.querySelector("[name=start]").value = found.start;
    for (const one of where.querySelectorAll(".places")) one.remove();
    words.focus();
  };

  const offer = () => {
    const button = document.getElementById("selected");
    if (!button) return;
    const now = selected();
    if (!now) { button.hidden = true; return; }
    found = now;
    button.firstElementChild.textContent = form() ? "Make these words the quote" : "State what these words say";
    button.hidden = false;
    const place = now.range.getBoundingClientRect();
    button.style.insetBlockStart = `${window.scrollY + place.bottom + 6}px`;
    button.style.insetInlineStart = `${Math.max(8, window.scrollX + place.left)}px`;
  };

  let later = 0;
  document.addEventListener("selectionchange", () => { clearTimeout(later); later = setTimeout(offer, 120); });
  // A press on the button must not undo the selection before it is taken.
  document.addEventListener("mousedown", (event) => { if (event.target.closest("#selected")) event.preventDefault(); });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#selected")) {
      document.getElementById("selected").hidden = true;
      if (form()) use(form()); else document.getElementById("add")?.click();
      return;
    }
    if (event.target.closest("#give-up")) {
      event.preventDefault();
      document.getElementById("adding").replaceChildren();
      document.getElementById("add").focus();
      return;
    }
    const more = event.target.closest(".add-line");
    if (more) {
      const lines = more.parentElement.querySelectorAll(".line");
      const fresh = lines[lines.length - 1].cloneNode(true);
      const field = fresh.querySelector("input");
      field.value = "";
      field.removeAttribute("aria-invalid");
      field.id = `${field.id}-${lines.length}`;
      fresh.querySelector(".error")?.remove();
      lines[lines.length - 1].after(fresh);
      field.focus();
      return;
    }
    const turn = event.target.closest("#pages .turn a");
    if (turn) { event.preventDefault(); show(Number(document.getElementById("pages").dataset.page) + (turn.rel === "next" ? 1 : -1)); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const now = event.target.closest("form.fill");
      if (now) { event.preventDefault(); now.querySelector(".decide button").click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const control = document.querySelector(`[data-room-key="${CSS.escape(event.key)}"]`);
    if (control) { event.preventDefault(); control.click(); }
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("select[data-means]")) return;
    const told = event.target.closest(".field").querySelector(".meaning");
    if (told) told.textContent = event.target.selectedOptions[0]?.dataset.meaning || "";
  });

  // A form that was opened, or came back with something wrong, is where one goes on.
  document.addEventListener("htmx:afterSettle", (event) => {
    const adding = document.getElementById("adding");
    const id = event.detail.target?.id;
    if (id === "adding") {
      const fresh = document.getElementById("added");
      if (fresh) { const card = document.getElementById(`s-${fresh.dataset.id}`); choose(card); card?.focus({ preventScroll: true }); return; }
      const now = adding.querySelector("form");
      if (now && found && !now.querySelector("[name=quote]").value) { use(now); now.querySelector("#new-kind").focus(); return; }
      const wrong = adding.querySelector("[aria-invalid=true]");
      if (wrong) wrong.focus(); else if (now?.querySelector("#new-kind").value) now.querySelector("#new-kind").focus(); else if (now) now.querySelector("[name=quote]").focus();
      return;
    }
    const card = id ? document.getElementById(id) : null;
    const now = card?.querySelector("form.fill");
    if (now) { choose(card); first(now)?.focus(); found = null; }
  });

  const show = (number) => {
    const pages = document.getElementById("pages");
    if (!pages || !(number >= 1 && number <= Number(pages.dataset.count)) || pages.dataset.page === String(number)) return;
    pages.dataset.page = number;
    pages.querySelector(".at").textContent = number;
    const picture = pages.querySelector("img");
    picture.src = `${pages.dataset.base}${number}/`;
    picture.alt = `Page ${number} of ${pages.dataset.count} as it is; its words stand in the text beside it`;
  };
  document.addEventListener("chosen", (event) => {
    const page = event.detail.quote?.closest("[data-page]")?.dataset.page;
    if (page) show(Number(page));
    const pages = document.getElementById("show-pages");
    if (pages && page) pages.href = `?page=${page}`;
  });
  document.addEventListener("DOMContentLoaded", () => {
    const now = form();
    if (now && !now.closest(".card")?.matches("form")) choose(now.closest(".card"));
    if (now) first(now)?.focus();
  });
}
