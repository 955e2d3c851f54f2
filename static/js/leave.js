/* Leave at once: Shift three times within two seconds (S6). The link "Sortir vite" does the same without this file. */
const PRESSES = 3;
const WITHIN = 2000;
let presses = [];
let isAlone = false; // a capital letter is not a wish to leave

addEventListener("keydown", (event) => {
  isAlone = event.key === "Shift";
  if (!isAlone) presses = [];
});

addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !isAlone) return;
  presses = [...presses, event.timeStamp].filter((moment) => event.timeStamp - moment < WITHIN);
  if (presses.length < PRESSES) return;
  presses = [];
  document.body.hidden = true;
  location.replace("/sortir");
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // Back asks the server again, which knows who has left (S7)
});
