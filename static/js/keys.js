/*
 * One-key shortcuts: what carries data-key is pressed (or, with data-key-focus, focused) by that key; "?" lists them.
 * Nothing fires while somebody types, nor with a modifier. Whoever turned them off gets a page without this file.
 */
const TYPED_IN = "textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=submit])";
const list = document.querySelector("[data-shortcuts]");

const isShown = (element) => (element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null);
const named = (key) => [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key && !each.disabled && isShown(each));

/** Name an element as it is read, without the key drawn on it. */
function nameOf(element) {
  const label = element.labels?.[0] ?? element;
  const copy = label.cloneNode(true);
  copy.querySelectorAll("kbd, svg").forEach((each) => each.remove());
  return copy.textContent.trim();
}

function openList() {
  const before = document.activeElement;
  const rows = [...document.querySelectorAll("[data-key]")].filter(isShown).flatMap((each) => {
    const [key, words] = [document.createElement("dt"), document.createElement("dd")];
    const drawn = document.createElement("kbd");
    drawn.textContent = each.dataset.key.toUpperCase();
    key.append(drawn);
    words.textContent = each.dataset.keyName ?? nameOf(each);
    return [key, words];
  });
  list.querySelector("[data-list]").replaceChildren(...rows);
  list.addEventListener("close", () => before?.focus(), { once: true });
  list.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest?.(TYPED_IN) || document.querySelector("dialog[open]")) return;
  const target = named(event.key.toLowerCase());
  if (!target) return;
  event.preventDefault();
  if (target.matches("[data-key-focus]")) target.focus();
  else target.click();
  if (target.matches("[data-key-into]")) target.parentElement.querySelector("select, input, textarea").focus();
});

document.querySelectorAll("kbd[hidden]").forEach((each) => (each.hidden = false));
const opener = document.querySelector("[data-open-keys]");
if (opener && list) {
  opener.hidden = false;
  opener.addEventListener("click", openList);
}
