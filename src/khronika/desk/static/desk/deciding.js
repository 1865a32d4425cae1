// Keys of the page of likely pairs: s and d open the reason of the pair at hand, u takes the last decision back.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "s" || event.key === "d") { press(event.key); event.preventDefault(); }
  else if (event.key === "u") { document.querySelector("[data-undo-last]")?.click(); event.preventDefault(); }
});
