/*
 * Hiding stretches of a text as "[role]": where they stand, and what the copy then reads. No page here.
 * The server's twins are hcec/text/masking.py and hcec/moderation/copying.py.
 */
const ROLE = /\[[^[\]\n]{1,80}\]/g;
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u; // Python's \s
const WORD = /[\p{L}\p{M}\p{N}_'’-]/u; // a decomposed accent belongs to its letter

/** Find which stretches of `original` became "[role]" in `copy`; null when the copy was changed in another way. */
export function align(original, copy) {
  const roles = [...copy.matchAll(ROLE)];
  const put = roles.filter((role) => !original.includes(role[0])); // one that the child wrote is a word like another
  return fit(original, copy, put) ?? fit(original, copy, roles);
}

function fit(original, copy, roles) {
  if (!roles.length) return original === copy ? [] : null;
  const first = copy.slice(0, roles[0].index);
  if (!original.startsWith(first)) return null;
  const spans = [];
  let at = first.length;
  for (const [place, role] of roles.entries()) {
    const isLast = place === roles.length - 1;
    const kept = copy.slice(role.index + role[0].length, isLast ? undefined : roles[place + 1].index);
    const end = isLast ? original.length - kept.length : original.indexOf(kept, at + 1);
    if (end <= at || (isLast && !original.endsWith(kept))) return null;
    spans.push({ start: at, end, role: role[0].slice(1, -1) });
    at = end + kept.length;
  }
  return spans;
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

/** Whether a sign only marks the one before it, as Python's unicodedata.combining: other marks stand in any order. */
const isCombining = (sign) => sign === "\u0345" || `\u0345${sign}`.normalize("NFD") !== `\u0345${sign}`;

/** Fold a sign as the server's `fold` does: "ß" is "ss", "ς" is "σ", "ﬁ" is "fi"; "ı" is no "i". */
function foldSign(sign) {
  if (sign === "ı") return sign;
  const folded = sign.toLowerCase().toUpperCase().toLowerCase().normalize("NFKD");
  return [...folded].filter((each) => !isCombining(each)).join("").replaceAll("ς", "σ");
}

/** Fold a text to compare by: no case, no accents; each sign keeps the place that it came from. */
function fold(text) {
  let signs = "";
  const places = [];
  let at = 0;
  for (const letter of text) {
    const plain = [...letter.normalize("NFKD")].map(foldSign).join("");
    signs += plain;
    for (let i = 0; i < plain.length; i += 1) places.push(at);
    at += letter.length;
  }
  return { signs, places };
}

/** Return a text to compare by, in one form. */
export const folded = (text) => fold(text).signs;

/** Return every place where these words stand whole, whatever their case and accents; else where their very signs do. */
export function everywhere(text, words) {
  const { signs, places } = fold(text);
  const wanted = folded(words).split(BLANKS).filter(Boolean);
  if (!wanted.length) return [];
  const escape = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const pattern = (word) => new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, "gu");
  const found = [...signs.matchAll(pattern(wanted.map(escape).join(BLANKS.source)))].map((hit) => ({
    start: places[hit.index],
    end: endOfLetter(text, places[hit.index + hit[0].length - 1]),
  }));
  return found.length ? found : [...text.matchAll(new RegExp(escape(words), "gu"))].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
}

function endOfLetter(text, place) {
  const signAt = (index) => String.fromCodePoint(text.codePointAt(index));
  let end = place + signAt(place).length;
  while (end < text.length && isCombining(signAt(end))) end += signAt(end).length;
  return end;
}

/** Add a span and the same words elsewhere; what overlaps it makes way. */
export function hide(text, spans, { start, end }, role) {
  const others = everywhere(text, text.slice(start, end)).filter((each) => each.end <= start || each.start >= end);
  const apart = others.filter((each, index) => !index || each.start >= others[index - 1].end); // "½" holds two numbers
  const found = [{ start, end }, ...apart].map((each) => ({ ...each, role }));
  const kept = spans.filter((old) => found.every((span) => old.end <= span.start || old.start >= span.end));
  return [...kept, ...found].sort((one, other) => one.start - other.start);
}
