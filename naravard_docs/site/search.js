// Leaves those entries of the list that have all words that are searched for. It reads nothing but its own page.
"use strict";

const withoutOwnForm = { "ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i", "ß": "ss" };

/** Returns a text as one searches in Swedish: lower case, without accents but for å, ä and ö, which are letters. */
function searchForm(text) {
  return text
    .replaceAll("\u00ad", "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\u0000-\u007fåäö]/g, (sign) => withoutOwnForm[sign] ?? sign.normalize("NFKD").replace(/\p{M}/gu, ""));
}

function wordsOf(text) {
  return searchForm(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Returns whether a text, as words with spaces around, has a word: its beginning, or a number as a whole. */
function hasWord(searched, word) {
  return searched.includes(/^\d+$/.test(word) ? ` ${word} ` : ` ${word}`);
}

const form = document.querySelector(".sok");
const field = document.getElementById("ord");
const told = document.getElementById("antal");
const unseen = JSON.parse(document.getElementById("texter").textContent);
const entries = [...document.querySelectorAll(".traffar > li")].map((element, number) => ({ element, number }));

/** Returns an entry's words with spaces around, worked out when they are first asked for. */
function searchedIn(entry) {
  entry.searched ??= ` ${wordsOf(`${entry.element.textContent} ${unseen[entry.number]}`).join(" ")} `;
  return entry.searched;
}

function show() {
  const words = wordsOf(field.value);
  let found = 0;
  for (const entry of entries) {
    const fits = words.every((word) => hasWord(searchedIn(entry), word));
    entry.element.hidden = !fits;
    found += fits;
  }
  told.textContent = words.length === 0 ? "" : found === 0 ? "Inga träffar. Pröva färre eller kortare ord."
    : found === 1 ? "1 träff" : `${found} träffar`;
}

function remember() {
  const words = field.value.trim();
  history.replaceState(null, "", words ? `#sok=${encodeURIComponent(words)}` : location.pathname);
}

function recall() {
  if (location.hash.startsWith("#sok=")) {
    field.value = decodeURIComponent(location.hash.slice(5));
  }
  show();
}

field.addEventListener("input", () => { show(); remember(); });
window.addEventListener("hashchange", recall);
form.hidden = false;
recall();
