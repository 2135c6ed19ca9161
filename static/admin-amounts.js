"use strict";

// Beside a field of pounds: what the server reads in it, while it is typed. What was shown is then written out in the
// field, so that "£0.67m" is sent as "670,000". Without this script the form comes back once and asks.

const shown = new WeakMap(); // by field: the text that was read, and what it is written out

function echoOf(field) {
  const id = `${field.id}-read`;
  let echo = document.getElementById(id);
  if (!echo) {
    echo = document.createElement("output");
    echo.id = id;
    echo.className = "read-amount";
    echo.htmlFor = field.id;
    field.after(echo);
  }
  return echo;
}

async function read(field) {
  const text = field.value;
  let amount = { words: "" };
  if (text.trim()) {
    try {
      amount = await (await fetch(`${field.dataset.read}?${new URLSearchParams({ text })}`)).json();
    } catch {
      return; // the page is left, or the session has ended: saving will tell
    }
  }
  if (field.value !== text) return; // typed on meanwhile
  echoOf(field).textContent = amount.words;
  shown.set(field, { text, writtenOut: amount.written_out });
}

function writeOut(field) {
  const amount = shown.get(field);
  if (amount && amount.text === field.value && amount.writtenOut) field.value = amount.writtenOut;
}

const isAmount = (element) => element.matches("input[data-read]");

document.addEventListener("input", (event) => {
  if (isAmount(event.target)) read(event.target);
});
document.addEventListener("change", (event) => {
  if (isAmount(event.target)) writeOut(event.target);
});
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("input[data-read]")) writeOut(field);
});
