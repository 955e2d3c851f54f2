// The page that the CRIP opens from its own disk: three files in, the cards out. Nothing is stored, nothing is sent.
import { KeyFileRefused, openEnvelope, openKey } from "./opening.js";

const form = document.querySelector("form");
const status = document.querySelector("#status");
const result = document.querySelector("#result");
const shown = document.querySelector("#shown");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  forget();
  button.disabled = true;
  say("Ouverture en cours : quelques secondes…");
  try {
    const files = await Promise.all(["key", "envelope", "register"].map(read));
    await new Promise((done) => setTimeout(done, 50)); // the line above is painted before the slow step
    await open(...files);
  } catch (refusal) {
    say(words(refusal), true);
  } finally {
    button.disabled = false;
  }
});
document.querySelector("#forget").addEventListener("click", () => {
  form.reset();
  forget();
  say("C’est effacé de l’écran.");
  form.elements.key.focus();
});

async function open(key, envelope, register) {
  const privateKey = openKey(key, form.elements.passphrase.value);
  const content = openEnvelope(privateKey, envelope);
  let lines = new Map();
  try {
    if (register) lines = new Map(openEnvelope(privateKey, register).register.map((each) => [each.number, each.line]));
  } catch (refusal) {
    throw new Error("register", { cause: refusal });
  }
  form.elements.passphrase.value = "";
  say("");
  show(content, lines);
}

async function read(name) {
  const [file] = form.elements[name].files;
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
}

function show(content, lines) {
  if (content.drill) {
    shown.append(element("p", "C’est l’enveloppe d’exercice. Recopiez ces mots sur la page des alertes :"));
    shown.append(element("p", content.drill, "drill"));
  } else if (!content.cards?.length) {
    shown.append(element("p", "Cette enveloppe ne nomme aucune carte."));
  } else {
    shown.append(element("p", "La carte entrée en dernier vient en premier."));
    const list = shown.appendChild(document.createElement("ol"));
    for (const card of content.cards) list.append(item(card, lines.get(bare(card.number))));
  }
  result.hidden = false;
  result.querySelector("h2").focus();
}

function item(card, line) {
  const entry = document.createElement("li");
  entry.append(element("strong", `Carte ${grouped(card.number)}`), element("p", card.service || "Service inconnu"));
  if (!line) return entry;
  const facts = entry.appendChild(document.createElement("dl"));
  for (const [name, value] of Object.entries(line)) facts.append(element("dt", name), element("dd", value));
  return entry;
}

function words(refusal) {
  if (refusal instanceof KeyFileRefused) return "Ce n’est pas la bonne phrase de passe, ou pas un fichier de clé.";
  if (refusal.message === "register") return "Ce registre n’est pas pour cette clé, ou il est abîmé.";
  return "Cette enveloppe n’est pas pour cette clé, ou elle est abîmée.";
}

function forget() {
  shown.replaceChildren();
  result.hidden = true;
}

function say(text, isRefusal = false) {
  status.textContent = text;
  status.classList.toggle("refusal", isRefusal);
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

const bare = (number) => String(number).replace(/\D/g, "");
const grouped = (number) => (/^\d{8}$/.test(number) ? `${number.slice(0, 4)}\u00a0${number.slice(4)}` : number);
