/*
 * Keeps the copy under way on the server (M3): some seconds after a change, and on leaving. To our own server only.
 * When the message changed meanwhile, or another page kept its own copy (409), says so and stops: what is typed stays on the page.
 */
const form = document.querySelector("form[data-saves]");
const area = form.querySelector("[data-published]");
const state = form.querySelector("[data-saved]");
const PAUSE = 3000;
let kept = area.value;
let timer = 0;
let isOver = false;
let isUnderWay = false;

function say(words, isLost = false) {
  state.textContent = words.replace("{}", new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }));
  state.classList.toggle("error", isLost);
}

async function save(isLeaving = false) {
  clearTimeout(timer);
  if (isOver || area.value === kept) return;
  if (isUnderWay && !isLeaving) {
    timer = setTimeout(save, PAUSE);
    return;
  }
  const text = area.value;
  const fields = new FormData(form);
  const body = new URLSearchParams({ csrf_token: fields.get("csrf_token"), version: fields.get("version"), mark: isUnderWay ? "" : fields.get("mark"), published_text: text });
  isUnderWay = true;
  try {
    const answer = await fetch(form.dataset.saves, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: isLeaving });
    isOver = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    if (answer.ok) {
      kept = text;
      form.elements.mark.value = answer.headers.get("Copy-Mark"); // from now on the page stands on this copy
      say(state.dataset.kept);
    } else say(isOver ? state.dataset.lost : state.dataset.waiting, isOver);
  } catch {
    form.elements.mark.value = ""; // it may have been kept all the same
    say(state.dataset.waiting);
  }
  isUnderWay = false;
  if (!isOver && area.value !== kept) timer = setTimeout(save, PAUSE * 3);
}

area.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  isOver = true; // the form itself says what becomes of the words
  if (isUnderWay) form.elements.mark.value = ""; // what is being kept is this very page's
});
addEventListener("pagehide", () => save(true));
document.addEventListener("visibilitychange", () => document.hidden && save(true));
