/*
 * Hiding stretches of a text as "[role]": where they stand, and what the copy then reads. No page here.
 * The server's twins are hcec/text/masking.py and hcec/moderation/copying.py.
 */
const ROLE = /\[[^[\]\n]{1,80}\]/g;
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

/** Fold a text to compare by: no case, no accents; each sign keeps the place that it came from. */
function fold(text) {
  let signs = "";
  const places = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    signs += plain;
    for (let i = 0; i < plain.length; i += 1) places.push(at);
    at += letter.length;
  }
  return { signs, places };
}

/** Return every place where these words stand whole, whatever their case and accents; else where their very signs do. */
export function everywhere(text, words) {
  const { signs, places } = fold(text);
  const wanted = fold(words).signs.trim().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const escape = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const pattern = (word) => new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, "gu");
  const found = [...signs.matchAll(pattern(wanted.map(escape).join("\\s+")))].map((hit) => ({
    start: places[hit.index],
    end: endOfLetter(text, places[hit.index + hit[0].length - 1]),
  }));
  return found.length ? found : [...text.matchAll(new RegExp(escape(words), "gu"))].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
}

function endOfLetter(text, place) {
  let end = place + String.fromCodePoint(text.codePointAt(place)).length;
  while (end < text.length && /\p{M}/u.test(text[end])) end += 1;
  return end;
}

/** Add a span and the same words elsewhere; what overlaps it makes way. */
export function hide(text, spans, { start, end }, role) {
  const others = everywhere(text, text.slice(start, end)).filter((each) => each.end <= start || each.start >= end);
  const found = [{ start, end }, ...others].map((each) => ({ ...each, role }));
  const kept = spans.filter((old) => found.every((span) => old.end <= span.start || old.start >= span.end));
  return [...kept, ...found].sort((one, other) => one.start - other.start);
}
