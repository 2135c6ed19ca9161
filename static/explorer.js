// Applies a filter as soon as it is chosen, and follows links to other views, without loading the page anew: htmx swaps
// what has changed, and the reader stays where they are. Without this script the form's button and plain links do it.

const explorer = document.getElementById("explorer");
const form = document.getElementById("filter-form");
const search = document.getElementById("filter-q");
const announcement = document.getElementById("announcement");
const TYPING = 400; // milliseconds without a key after which a search is taken to be typed

const viewInBar = () => location.pathname + location.search;
const on = (event, listener) => document.body.addEventListener(event, listener);

// A change of view, from the asking until it is shown: what the listeners below need to know of each other.
const change = {
  pause: undefined, // the timer that waits until a search is typed
  askedBy: undefined, // what the reader asked with: a box, a link, a button
  isTyped: false, // whether the view in the address bar was asked for by typing
  place: undefined, // where the reader was when the answer came: folds, typing, focus, scroll
  shown: viewInBar(), // the address of the view on the screen
};

// Asking for another view

search.addEventListener("input", () => {
  clearTimeout(change.pause);
  change.pause = setTimeout(() => ask(search), TYPING);
});

form.addEventListener("change", ({ target }) => {
  if (target !== search && !isFinder(target)) ask(target);
});

form.addEventListener("submit", ({ submitter }) => {
  if (submitter) change.askedBy = submitter;
});

function ask(element) {
  change.askedBy = element;
  form.requestSubmit();
}

// Tags, heads of the table, bars, tiles and so on are links to other views. Links to anything else are left alone.
explorer.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isForBrowser = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !window.htmx;
  if (!link || isForBrowser) return;
  const address = new URL(link.getAttribute("href"), location.href); // of a link in a drawing too
  const isView = address.origin === location.origin && address.pathname === new URL(form.action).pathname;
  if (!isView || link.getAttribute("href").startsWith("#") || address.searchParams.has("figure")) return;
  event.preventDefault();
  change.askedBy = link;
  // That it failed is an event too: see below.
  window.htmx.ajax("GET", address.pathname + address.search, { source: explorer }).catch(() => {});
});

on("htmx:beforeRequest", ({ detail: { xhr } }) => {
  clearTimeout(change.pause);
  // One that a later one overtakes is no error, so it does not end as one: it has no answer.
  xhr.onabort = xhr.onload;
});
on("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 0) event.preventDefault();
});

// What cannot be shown in place is shown as any page is, with its own words for what is wrong.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  on(failure, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));
}

// Finding a value of a long facet: the box above narrows the values as one types. Without this script the server does it.

const isFinder = (element) => element.name?.startsWith("find_");

form.addEventListener("input", ({ target }) => {
  if (!isFinder(target)) return;
  narrow(target);
  if (target.defaultValue) ask(target); // the server has sent only some of the values
});

function narrow(finder) {
  const facet = finder.closest(".facet");
  const words = sortKey(finder.value);
  const more = facet.querySelector(".more-values");
  if (more && words) more.open = true;
  let found = 0;
  for (const value of facet.querySelectorAll("li")) {
    const isFound = value.dataset.sortKey.includes(words);
    found += isFound;
    value.hidden = !isFound && !value.querySelector("input").checked;
  }
  facet.querySelector(":scope > fieldset > [id^=none-]").hidden = !words || found > 0;
}

// What names are found by, as `forces/sort_key.py` has it: small letters and digits without accents, and single blanks.
const UNDECOMPOSED = { æ: "ae", œ: "oe", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" };

function sortKey(text) {
  const letters = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’‘ʼ]/g, "");
  const plain = letters.replace(/[æœßøłđðþħı]/g, (letter) => UNDECOMPOSED[letter]);
  return plain.replace(/[\x01-/:-@[-`{-\xbf×÷\u2000-\u206f\u20a0-\u20cf−]+/g, " ").trim();
}

// So the server always sends all values, to be narrowed here.
on("htmx:configRequest", ({ detail: { formData } }) => {
  for (const name of [...formData.keys()]) if (isFinder({ name })) formData.delete(name);
});

// History: one entry for each view, and one for a search however many pauses it is typed with

on("htmx:beforeHistoryUpdate", ({ detail: { history } }) => {
  const isTyped = change.askedBy === search;
  if (history.path === viewInBar() || (isTyped && change.isTyped)) history.type = "replace";
  change.isTyped = isTyped;
});

// htmx loads the page anew for its own entries; those of links within the page (#map) can lead to another view as well.
addEventListener("popstate", () => {
  if (viewInBar() !== change.shown) location.reload();
});

// What is swapped leaves the reader in place: what is folded, what is typed, the focus, and where it is on the screen

on("htmx:beforeSwap", ({ detail }) => {
  // A filter that could not be read is a 400, and its page says what is wrong.
  if (detail.xhr.status === 400) Object.assign(detail, { shouldSwap: true, isError: false });
  const focused = document.activeElement;
  const anchor = change.askedBy?.isConnected ? change.askedBy : focused;
  change.place = {
    folded: new Map([...explorer.querySelectorAll("details[id]")].map(({ id, open }) => [id, open])),
    finders: [...form.elements].filter(isFinder).map(({ id, value, selectionEnd }) => ({ id, value, selectionEnd })),
    focused: focused === document.body ? undefined : finding(focused),
    anchor: finding(anchor),
    top: anchor.getBoundingClientRect().top,
    tag: tags().indexOf(change.askedBy),
  };
});

on("htmx:afterSwap", ({ target }) => {
  if (target.id !== "results") return; // the last of what is swapped
  change.shown = viewInBar();
  keepFolded(change.place);
  keepTyped(change.place);
  keepPlace(change, target);
  say(target);
  renameView();
});

const tags = () => [...explorer.querySelectorAll(".active-filters a")];

// How to find an element again among what comes in its place: by its id, or its words within what has one.
function finding(element) {
  const lasting = element.closest(".facet li")?.querySelector("input") ?? element;
  const around = lasting.closest("[id]");
  if (!around || lasting === around) return () => document.getElementById(lasting.id);
  const words = wordsOf(lasting);
  const alike = (other) => wordsOf(other) === words;
  return () => [...(document.getElementById(around.id)?.querySelectorAll(lasting.localName) ?? [])].find(alike);
}

// Without what changes with the view: the arrow of a head of the table, the amount of a tile.
const wordsOf = (element) =>
  (element.getAttribute("aria-label") ?? element.textContent).replace(/\s*[▲▼]|:.*$/gs, "").trim();

function keepFolded({ folded }) {
  for (const details of explorer.querySelectorAll("details[id]")) {
    if (folded.has(details.id)) details.open = folded.get(details.id);
  }
}

function keepTyped({ finders }) {
  if (document.activeElement !== search) search.value = new URL(location.href).searchParams.get("q") ?? "";
  for (const { id, value, selectionEnd } of finders) {
    const finder = document.getElementById(id);
    if (!finder || finder.value === value) continue;
    finder.value = value;
    finder.setSelectionRange(selectionEnd, selectionEnd);
    narrow(finder);
  }
}

function keepPlace({ askedBy, place }, results) {
  if (askedBy.closest(".pages")) return goTo(document.getElementById("table-title"));
  if (askedBy.matches(".filter-box button")) return goTo(results);
  const anchor = place.anchor();
  if (anchor?.getClientRects().length) {
    scrollBy({ top: anchor.getBoundingClientRect().top - place.top, behavior: "instant" });
  }
  if (!place.focused || document.activeElement !== document.body) return;
  const next = place.tag < 0 ? place.focused() : tags()[Math.min(place.tag, tags().length - 1)];
  (next ?? results).focus({ preventScroll: true });
}

function goTo(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ behavior: "instant" });
}

// A problem has a role of its own that makes it heard.
function say(results) {
  const words = results.querySelector(":scope > .say")?.textContent.replace(/\s+/g, " ").trim() ?? "";
  if (announcement.textContent !== words) announcement.textContent = words;
}

// Browsers share the canonical address where there is one.
function renameView() {
  document.querySelector("link[rel=canonical]").href = location.origin + viewInBar();
  document.querySelector("meta[property='og:url']").content = location.origin + viewInBar();
}
