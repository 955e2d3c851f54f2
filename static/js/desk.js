/*
 * The moderator's desk: select words of the original, press a role, and they are hidden in the copy as "[role]".
 * The text area stays the truth: it is what the form sends, and it works alone without this file.
 */
const WORD = /[\p{L}\p{N}_'’-]/u;

/** Find which stretches of `original` became "[role]" in `copy`; null when the copy was changed in another way. */
export function align(original, copy) {
  const parts = copy.split(/\[([^[\]]+)\]/);
  if (!original.startsWith(parts[0])) return null;
  const spans = [];
  let at = parts[0].length;
  for (let i = 1; i < parts.length; i += 2) {
    const after = parts[i + 1];
    const isLast = i + 2 >= parts.length;
    const end = isLast ? original.length - after.length : original.indexOf(after, at + 1);
    if (end <= at || original.slice(end, end + after.length) !== after) return null;
    spans.push({ start: at, end, role: parts[i] });
    at = end + after.length;
  }
  return at === original.length ? spans : null;
}

/** Write the copy: each span replaced by its role. */
export function write(original, spans) {
  let text = "";
  let at = 0;
  for (const span of spans) {
    text += `${original.slice(at, span.start)}[${span.role}]`;
    at = span.end;
  }
  return text + original.slice(at);
}

/** Widen a selection to whole words, without the blanks around it; null when nothing is left. */
export function wholeWords(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return null;
  while (start > 0 && WORD.test(text[start]) && WORD.test(text[start - 1]) && !/['’]/.test(text[start - 1])) start -= 1;
  while (end < text.length && WORD.test(text[end - 1]) && WORD.test(text[end])) end += 1;
  return { start, end };
}

/** Add a span and the same words elsewhere; what overlaps it makes way. */
export function hide(text, spans, { start, end }, role) {
  const needle = text.slice(start, end);
  const found = [{ start, end, role }];
  if (needle.length > 2) {
    const escaped = needle.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    for (const hit of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu"))) {
      if (hit.index !== start) found.push({ start: hit.index, end: hit.index + hit[0].length, role });
    }
  }
  const kept = spans.filter((old) => found.every((span) => old.end <= span.start || old.start >= span.end));
  return [...kept, ...found].sort((one, other) => one.start - other.start);
}

function piece(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function start(desk) {
  const [original, copy, area, roles, count, byHand] = ["original", "copy", "published", "roles", "count", "by-hand"].map(
    (name) => desk.querySelector(`[data-${name}]`),
  );
  const text = original.textContent;
  let selected = null;

  const spans = () => align(text, area.value.replace(/\r\n/g, "\n"));

  function show() {
    const current = spans();
    roles.querySelectorAll("button").forEach((button) => (button.disabled = current === null));
    copy.hidden = current === null;
    count.textContent = current === null ? count.dataset.changed : count.dataset.hidden.replace("{}", current.length);
    if (current === null) return;
    const marked = [];
    const shown = [];
    let at = 0;
    current.forEach((span, index) => {
      marked.push(text.slice(at, span.start), piece("mark", text.slice(span.start, span.end)));
      const role = piece("button", `[${span.role}]`, "hidden-role");
      role.type = "button";
      role.title = copy.dataset.undo;
      role.addEventListener("click", () => change(current.filter((_, other) => other !== index)));
      shown.push(text.slice(at, span.start), role);
      at = span.end;
    });
    original.replaceChildren(...marked, text.slice(at));
    copy.replaceChildren(...shown, text.slice(at));
  }

  function change(next) {
    area.value = write(text, next);
    show();
  }

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!original.contains(range.commonAncestorContainer)) return;
    const before = document.createRange();
    before.setStart(original, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const from = before.toString().length;
    selected = { start: from, end: from + range.toString().length };
  });

  for (const role of JSON.parse(roles.dataset.roles)) {
    const button = piece("button", role, "button quiet");
    button.type = "button";
    button.addEventListener("click", () => {
      const current = spans();
      const words = selected && wholeWords(text, selected.start, selected.end);
      selected = null;
      getSelection().removeAllRanges();
      if (current && words) change(hide(text, current, words, role));
    });
    roles.append(button);
  }
  area.addEventListener("input", show);
  roles.hidden = false;
  byHand.open = spans() === null;
  show();
}

if (typeof document !== "undefined") document.querySelectorAll("[data-desk]").forEach(start);
