/*
 * The moderator's desk, by hand or by keyboard: each suggestion is a mark to hide or to leave, any words can be selected
 * and hidden as a role. The text area stays the truth: it is what the form sends, and it works alone without this file.
 */
import { align, everywhere, folded, hide, wholeWords, write } from "./hiding.js";

function piece(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** Read what the server marked: suggestions and worrying stretches, by their places in the words. */
function readMarks(original) {
  const found = { marks: [], worries: [] };
  let at = 0;
  for (const node of original.childNodes) {
    const span = { start: at, end: (at += node.textContent.length), words: node.textContent };
    if (node.nodeName === "MARK") found.marks.push({ ...span, ...node.dataset });
    else if (node.nodeName === "SPAN") found.worries.push(span);
  }
  return found;
}

const covers = (spans, { start, end }) => spans.some((span) => span.start <= start && end <= span.end);

function start(desk) {
  const part = (name) => desk.querySelector(`[data-${name}]`);
  const [original, copy, area, count, pending] = ["original", "copy", "published", "count", "pending"].map(part);
  const [all, undo, redo] = ["all", "undo", "redo"].map((name) => desk.querySelector(`button[data-${name}]`));
  const form = desk.closest("form");
  const verdict = form.querySelector("[data-agreed]"); // what proposing would do: the child agreed to these words
  const text = original.textContent;
  const { marks, worries } = readMarks(original);
  const past = JSON.parse(desk.dataset.before).map((words) => ({ value: words, left: new Set() })); // kept by the server
  const future = [];
  const seen = new Set();
  const eyes = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && seen.add(Number(entry.target.dataset.index))));
  let left = new Set();
  let spans = align(text, value());
  let current = -1;
  let selected = null;
  let isWarned = false;

  function value() {
    return area.value.replace(/\r\n/g, "\n");
  }

  const isHidden = (mark) => covers(spans ?? [], mark);
  // A language model's hints are often wrong: they are there to be looked at, and neither hidden together nor waited for.
  const waiting = () => marks.flatMap((mark, index) => (mark.hint || isHidden(mark) || left.has(index) || !spans ? [] : [index]));

  function markElement(mark, index) {
    const state = isHidden(mark) ? "hidden" : left.has(index) ? "left" : "mark";
    const element = piece("mark", mark.words, state === "mark" ? (mark.hint ? "hint" : "") : state);
    if (mark.hint) element.title = mark.kind;
    element.dataset.index = index;
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.setAttribute("aria-pressed", String(state === "hidden"));
    element.setAttribute("aria-label", desk.dataset[state].replace("{kind}", mark.kind).replace("{words}", () => mark.words));
    return element;
  }

  function showOriginal() {
    const edges = [...marks, ...(spans ?? []), ...worries].flatMap((each) => [each.start, each.end]);
    const cuts = [...new Set([0, text.length, ...edges])].sort((one, other) => one - other);
    const shown = [];
    let at = 0;
    for (const cut of cuts) {
      if (cut <= at) continue;
      const index = marks.findIndex((mark) => mark.start === at);
      const end = index < 0 ? cut : marks[index].end;
      const stretch = { start: at, end };
      if (index >= 0) shown.push(markElement(marks[index], index));
      else if (covers(spans ?? [], stretch)) shown.push(piece("mark", text.slice(at, end), "hidden"));
      else if (covers(worries, stretch)) shown.push(piece("span", text.slice(at, end), "worrying"));
      else shown.push(text.slice(at, end));
      at = end;
    }
    eyes.disconnect();
    original.replaceChildren(...shown);
    original.querySelectorAll("[data-index]").forEach((element) => eyes.observe(element));
  }

  function showCopy() {
    const shown = [];
    let at = 0;
    spans.forEach((span, index) => {
      const role = piece("button", `[${span.role}]`, "hidden-role");
      role.type = "button";
      role.title = copy.dataset.undo;
      role.addEventListener("click", () => change(spans.filter((_, other) => other !== index)));
      shown.push(text.slice(at, span.start), role);
      at = span.end;
    });
    copy.replaceChildren(...shown, text.slice(at));
  }

  function show() {
    if (spans === null || write(text, spans) !== value()) spans = align(text, value());
    const rest = waiting().length;
    desk.querySelectorAll("[data-roles] button").forEach((button) => (button.disabled = spans === null));
    [all.disabled, undo.disabled, redo.disabled] = [!rest, !past.length, !future.length];
    copy.hidden = spans === null;
    const words = spans === null ? count.dataset.changed : count.dataset[rest ? "waiting" : "hidden"];
    count.textContent = words.replace("{}", spans?.length).replace("{}", rest);
    showOriginal();
    if (spans) showCopy();
    sayVerdict();
  }

  function sayVerdict() {
    if (!verdict) return;
    const approves = value().trim() === verdict.dataset.agreed;
    verdict.textContent = verdict.dataset[approves ? "approve" : "propose"];
    form.elements.approves.value = approves ? "y" : "";
  }

  const moment = () => ({ value: area.value, left: new Set(left) });

  function put(next) {
    left = next.left;
    area.value = next.value;
    pending.hidden = true;
    area.dispatchEvent(new Event("input", { bubbles: true })); // shows it, and has it saved
  }

  function change(next, nextLeft = left) {
    past.push(moment());
    future.length = 0;
    spans = next;
    put({ value: write(text, next), left: nextLeft });
  }

  function travel(from, to) {
    if (!from.length) return;
    to.push(moment());
    put(from.pop());
    look(current);
  }

  function look(index) {
    const element = original.querySelector(`[data-index="${index}"]`);
    element?.focus({ focusVisible: true });
    element?.scrollIntoView({ block: "nearest" });
  }

  function lookOn(index) {
    const rest = waiting();
    look(rest.find((each) => each > index) ?? rest[0] ?? index);
  }

  function accept(index, role = marks[index].role) {
    change(hide(text, spans, marks[index], role), new Set([...left].filter((each) => each !== index)));
    lookOn(index);
  }

  function leave(index) {
    const words = folded(marks[index].words);
    const same = marks.flatMap((mark, other) => (folded(mark.words) === words ? [other] : []));
    change(spans.filter((span) => !same.some((each) => covers([span], marks[each]))), new Set([...left, ...same]));
    lookOn(index);
  }

  function acceptSeen() {
    let next = spans;
    const rest = waiting();
    rest.filter((index) => seen.has(index)).forEach((index) => (next = hide(text, next, marks[index], marks[index].role)));
    if (next !== spans) change(next);
    const unseen = waiting();
    if (!unseen.length) return;
    count.textContent = all.dataset.more.replace("{}", unseen.length);
    look(unseen[0]);
  }

  const toggle = (index) => (isHidden(marks[index]) ? leave(index) : accept(index));
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  original.addEventListener("keydown", (event) => {
    const index = Number(event.target.dataset.index ?? -1);
    if (index < 0 || !spans || event.ctrlKey || event.metaKey || event.altKey) return;
    if (step[event.key]) look((index + step[event.key] + marks.length) % marks.length);
    else if (event.repeat) return;
    else if (event.key === "Enter" || event.key === " ") toggle(index);
    else if (event.key === "Delete" || event.key === "Backspace") leave(index);
    else return;
    event.preventDefault();
  });
  original.addEventListener("focusin", (event) => (current = Number(event.target.dataset.index ?? -1)));
  original.addEventListener("click", (event) => {
    if (event.target.dataset.index && getSelection().isCollapsed && spans) toggle(Number(event.target.dataset.index));
  });

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

  function become(role) {
    const words = selected && wholeWords(text, selected.start, selected.end);
    selected = null;
    getSelection().removeAllRanges();
    if (spans && words) change(hide(text, spans, words, role));
    else if (spans && current >= 0) accept(current, role);
  }

  const roles = part("roles");
  JSON.parse(roles.dataset.roles).forEach((role, index) => {
    const button = piece("button", role, "button quiet");
    button.type = "button";
    if (index < 9) {
      button.dataset.key = index + 1;
      const key = piece("kbd", index + 1);
      key.hidden = true;
      key.setAttribute("aria-hidden", "true");
      button.append(" ", key);
    }
    button.addEventListener("click", () => become(role));
    roles.append(button);
  });

  const typed = part("hide-words");
  typed.querySelector("button").addEventListener("click", (event) => {
    if (!spans) return; // changed by hand: the server hides in what is written
    event.preventDefault();
    const field = typed.querySelector("input");
    const [first] = everywhere(text, field.value.trim());
    if (first) change(hide(text, spans, first, typed.querySelector("select").value));
    else count.textContent = typed.dataset.none;
    if (first) field.value = "";
  });

  form.addEventListener("submit", (event) => {
    const rest = waiting();
    if (event.submitter?.value !== "publish" || !rest.length || isWarned) return;
    event.preventDefault();
    isWarned = true;
    pending.textContent = pending.dataset.pending.replace("{}", rest.length);
    pending.hidden = false;
    desk.closest("details")?.setAttribute("open", "");
    look(rest[0]);
  });

  all.addEventListener("click", acceptSeen);
  undo.addEventListener("click", () => travel(past, future));
  redo.addEventListener("click", () => travel(future, past));
  area.addEventListener("input", show);
  desk.querySelectorAll("[data-without-script]").forEach((element) => element.remove());
  [roles, part("tools"), part("way")].forEach((element) => (element.hidden = false));
  part("by-hand").open = spans === null;
  show();
  if (document.activeElement === document.body) lookOn(-1);
}

document.querySelectorAll("[data-desk]").forEach(start);
