// Tells how far documents are while the page is open; when there is something to decide the page is asked for anew.
"use strict";

const progress = document.getElementById("progress");
const EVERY = 1000; // milliseconds

async function look() {
  try {
    const answer = await fetch(progress.dataset.twin, { cache: "no-store" });
    const job = await answer.json();
    if (!answer.ok || !job.running) return location.reload();
    const doing = document.getElementById("doing");
    if (doing.textContent !== job.doing) doing.textContent = job.doing;
    const done = job.done.toLocaleString("en");
    document.getElementById("count").textContent = job.of ? `${done} of ${job.of.toLocaleString("en")}` : job.done ? done : "";
    const bar = progress.querySelector("progress");
    if (job.of) [bar.max, bar.value] = [job.of, job.done];
    else bar.removeAttribute("value");
  } catch {
    // The server does not answer: it is asked again.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
