"use strict";
/* The desk's keys: each presses the button or the link that carries it; nothing is decided by the script itself. */
document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "SELECT") found.focus();
  else found.click();
});
document.documentElement.dataset.ready = "yes";
