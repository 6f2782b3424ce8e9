// The little that neither HTML nor HTMX does by itself. Every page works without it.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// Says a change aloud to those who hear the page, through the one line that is always there.
function say(words) {
  document.getElementById("live")?.replaceChildren(words);
}

// Shows a sentence at the top of the page, as the server's own messages are.
function tell(words) {
  const note = document.createElement("div");
  const line = document.createElement("p");
  note.className = "note bad";
  note.setAttribute("role", "alert");
  line.append(words);
  note.append(line);
  document.getElementById("messages")?.replaceChildren(note);
  note.scrollIntoView({ block: "nearest" });
}

// A textarea that was changed, and whose change has not been sent.
let leaving = false;
const kept = new Set(document.querySelector(".sum") ? all("textarea").filter((area) => area.value) : []);
const unsaved = (area) => !area.readOnly && (area.value !== area.defaultValue || kept.has(area));

addEventListener("beforeunload", (event) => {
  if (!leaving && all("textarea").some(unsaved)) event.preventDefault();
});
addEventListener("pageshow", () => { leaving = false; });
addEventListener("submit", (event) => { leaving ||= !event.defaultPrevented; });
addEventListener("pagehide", () => all(":popover-open").forEach((open) => open.hidePopover()));

addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    const box = all("[aria-keyshortcuts='/']").find((each) => each.checkVisibility());
    event.preventDefault();
    if (box) box.focus();
    else location.assign("/search");
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.method === "post") {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("button:not([type=button], :disabled)"));
  }
});

// A table that is pasted: what the clipboard holds of it beside its text goes along, while the box holds just that.
addEventListener("paste", ({ target, clipboardData }) => {
  if (!target.matches("[data-table]")) return;
  const copied = clipboardData.getData("text/html");
  const table = copied.slice(Math.max(0, copied.search(/<!--StartFragment|<body/i)));
  const replaces = target.selectionEnd - target.selectionStart === target.value.length;
  target.form.elements.html.value = replaces && /<table/i.test(table) ? table : "";
});
addEventListener("input", ({ target, inputType }) => {
  if (target.matches("[data-table]") && inputType !== "insertFromPaste") target.form.elements.html.value = "";
});

addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.target.closest(".toast").remove();
  document.getElementById("main")?.focus({ preventScroll: true });
});

document.querySelector("[data-focus]")?.focus();

// HTMX: addresses without empty questions, what was sent counts as saved, and what changed is shown and said.
addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET") return;
  for (const [name, value] of [...ctx.request.body]) if (value === "") ctx.request.body.delete(name, value);
});

addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (!ctx.request.form || ctx.response.status >= 400) return;
  for (const area of all("textarea", ctx.request.form)) {
    const sent = ctx.request.body?.get?.(area.name);
    if (typeof sent === "string") area.defaultValue = sent.replaceAll("\r\n", "\n");
    kept.delete(area);
  }
});

addEventListener("htmx:after:settle", ({ detail: { newContent } }) => {
  const arrived = newContent.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  const found = (selector) => arrived.flatMap((node) => [...(node.matches(selector) ? [node] : []), ...all(selector, node)]);
  found("[data-focus]")[0]?.focus();
  const words = found("[data-say]").map((each) => each.textContent.trim().replace(/\s+/g, " "));
  if (words.length) say(words.join(". "));
});

addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !ctx.response) tell("The portal could not be reached. What you typed is still here: try again in a moment.");
});
