// A fact and its words light up together, and what is chosen beside or in the text comes into view in the other.
"use strict";

const marksOf = (key) => document.querySelectorAll(`mark[data-of="${CSS.escape(key)}"]`);
const beside = document.querySelector(".beside");

function light(key, lit) {
  for (const mark of marksOf(key)) mark.classList.toggle("lit", lit);
  document.getElementById(key)?.classList.toggle("lit", lit);
}

function keyOf(target) {
  const told = target.closest?.("[data-of], .entry");
  return told ? told.dataset.of ?? told.id : null;
}

function isApart() {
  return beside && getComputedStyle(beside).position === "sticky";
}

// The column beside the text scrolls by itself, so that the text stays where it is read.
function showBeside(entry) {
  const place = entry.getBoundingClientRect();
  const frame = beside.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > Math.min(frame.bottom, innerHeight)) {
    beside.scrollTop += place.top - frame.top - 64;
  }
}

function showText(key) {
  const [mark] = marksOf(key);
  const place = mark?.getBoundingClientRect();
  if (place && (place.top < 0 || place.bottom > innerHeight)) mark.scrollIntoView({ block: "center" });
}

let chosen = null;
function choose(key) {
  if (chosen) light(chosen, false);
  chosen = key;
  if (!key) return;
  light(key, true);
  const entry = document.getElementById(key);
  if (entry && isApart()) {
    showText(key);
    showBeside(entry);
  }
}

for (const [event, lit] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, ({ target }) => {
    const key = keyOf(target);
    if (key && key !== chosen) light(key, lit);
  });
}

const keyIn = (hash) => decodeURIComponent(hash.slice(1)).replace(/^text-/, "");
function follow() {
  const key = keyIn(location.hash);
  choose(document.getElementById(key)?.matches(".entry") || marksOf(key).length ? key : null);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.number");
  if (link && isApart()) {
    event.preventDefault();
    history.pushState(null, "", link.hash);
    choose(keyIn(link.hash));
    document.getElementById(keyIn(link.hash)).querySelector("a")?.focus({ preventScroll: true });
    return;
  }
  const mark = event.target.closest("mark[data-of]");
  if (mark && !event.target.closest("a") && isApart() && getSelection().isCollapsed) choose(mark.dataset.of);
});

addEventListener("hashchange", follow);
addEventListener("popstate", follow);
addEventListener("load", () => location.hash && requestAnimationFrame(follow)); // after the browser has gone there itself
