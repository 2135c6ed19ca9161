// Applies a filter as soon as it is chosen, without loading the page anew. Without this script the form's button does it.

const form = document.getElementById("filter-form");
const search = document.getElementById("filter-q");
const announcement = document.getElementById("announcement");
const TYPING = 400; // milliseconds without a key after which a search is taken to be typed

let typing;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => form.requestSubmit(), TYPING);
});
form.addEventListener("submit", () => clearTimeout(typing));

form.addEventListener("change", ({ target }) => {
  if (target !== search && !isFinder(target)) form.requestSubmit();
});

// The box above the forces of a facet narrows them as one types; without this script, when the form is sent.
const isFinder = (element) => element.name?.startsWith("find_");

form.addEventListener("input", ({ target }) => {
  if (!isFinder(target)) return;
  const facet = target.closest(".facet");
  const words = target.value.trim().toLowerCase();
  const more = facet.querySelector(".more-values");
  if (more && words) more.open = true;
  for (const value of facet.querySelectorAll("li")) {
    value.hidden = !value.querySelector("input").checked && !value.querySelector("label").textContent.toLowerCase().includes(words);
  }
});

// What the reader has folded or unfolded stays so when the facets come anew, and what the page says is announced.
let folded = new Map();

document.body.addEventListener("htmx:beforeSwap", () => {
  folded = new Map([...document.querySelectorAll("#facets details")].map(({ id, open }) => [id, open]));
});

document.body.addEventListener("htmx:afterSwap", () => {
  for (const details of document.querySelectorAll("#facets details")) {
    if (folded.has(details.id)) details.open = folded.get(details.id);
  }
  const said = document.querySelector("#results .say, #results .problem");
  announcement.textContent = said?.textContent.replace(/\s+/g, " ").trim() ?? "";
});

// A filter that is removed elsewhere than in the form is none of the form's any more.
document.body.addEventListener("htmx:afterSettle", () => {
  const asked = new URL(location.href).searchParams.get("q") ?? "";
  if (document.activeElement !== search) search.value = asked;
});
