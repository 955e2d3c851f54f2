/*
 * Keeps the copy under way on the server (M3): some seconds after a change, and on leaving. To our own server only.
 * When the message changed meanwhile (409), says so and stops: what is typed stays on the page.
 */
const form = document.querySelector("form[data-saves]");
const area = form.querySelector("[data-published]");
const state = form.querySelector("[data-saved]");
const PAUSE = 3000;
let kept = area.value;
let timer = 0;
let isOver = false;

function say(words, isLost = false) {
  state.textContent = words.replace("{}", new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }));
  state.classList.toggle("error", isLost);
}

async function save(isLeaving = false) {
  clearTimeout(timer);
  if (isOver || area.value === kept) return;
  const text = area.value;
  const fields = new FormData(form);
  const body = new URLSearchParams({ csrf_token: fields.get("csrf_token"), version: fields.get("version"), published_text: text });
  try {
    const answer = await fetch(form.dataset.saves, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: isLeaving });
    isOver = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    if (answer.ok) kept = text;
    if (answer.ok) say(state.dataset.kept);
    else say(isOver ? state.dataset.lost : state.dataset.waiting, isOver);
  } catch {
    say(state.dataset.waiting);
  }
  if (!isOver && area.value !== kept) timer = setTimeout(save, PAUSE * 3);
}

area.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
form.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) isOver = true; // the form itself says what becomes of the words
});
addEventListener("pagehide", () => save(true));
document.addEventListener("visibilitychange", () => document.hidden && save(true));
