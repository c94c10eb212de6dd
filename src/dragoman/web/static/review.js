// Review by keyboard: keys that press the page's own buttons, and words of the text that are moved or selected.
"use strict";
(() => {
  const MOST = 600; // characters of a quote
  const TOKEN = /[\p{L}\p{N}\p{M}]+(?:[’'.\-‐‑][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu;
  const PAIRS = /[\ud800-\udfff]/;
  const one = (selector) => document.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const said = document.getElementById("said");
  const correct = document.getElementById("correct");
  const form = document.getElementById("correcting");
  const input = (name) => form?.elements.namedItem(`quote.${name}`);
  let dirty = false;
  let warned = false;
  let sent = false;

  document.documentElement.classList.add("js");

  function say(text) {
    if (said) said.textContent = text;
  }

  // Offsets are code points, as in the record; JavaScript counts UTF-16.
  function points(text) {
    return PAIRS.test(text) ? [...text].length : text.length;
  }

  function units(text, count) {
    return PAIRS.test(text) ? [...text].slice(0, count).join("").length : count;
  }

  // The text: its fields, each with its paragraphs and their places.
  const fields = all(".passage").map((element) => ({
    name: element.dataset.field,
    paragraphs: all("p[data-start]", element).map((p) => {
      const start = Number(p.dataset.start);
      return { element: p, text: p.textContent, start, end: start + points(p.textContent) };
    }),
  }));
  const trigger = triggered();
  let span = spanOfForm();

  function triggered() {
    const mark = one("mark.trigger");
    const paragraph = mark?.closest("p[data-start]");
    if (!paragraph) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEndBefore(mark);
    const start = Number(paragraph.dataset.start) + points(before.toString());
    return { start, end: start + points(mark.textContent) };
  }

  function spanOfForm() {
    if (!form || !input("start").value || !input("end").value) return null;
    return { field: input("field").value, start: Number(input("start").value), end: Number(input("end").value) };
  }

  function field(name) {
    return fields.find((each) => each.name === name) ?? fields.find((each) => each.name === "") ?? fields[0];
  }

  function tokens(of) {
    of.tokens ??= of.paragraphs.flatMap(tokensOf);
    return of.tokens;
  }

  function tokensOf(p) {
    let [at, start] = [0, p.start];
    return [...p.text.matchAll(TOKEN)].map((found) => {
      start += points(p.text.slice(at, found.index));
      at = found.index;
      return { start, end: start + points(found[0]) };
    });
  }

  function words(of, start, end) {
    return of.paragraphs
      .filter((p) => p.start < end && start < p.end)
      .map((p) => p.text.slice(units(p.text, Math.max(0, start - p.start)), units(p.text, Math.min(p.end, end) - p.start)))
      .join("\n\n");
  }

  function draw(of, p) {
    const own = span && span.field === of.name ? span : { start: 0, end: 0 };
    const limits = [p.start, p.end, own.start, own.end];
    const shown = trigger && own.start <= trigger.start && trigger.end <= own.end ? trigger : null;
    if (shown) limits.push(shown.start, shown.end);
    const cuts = [...new Set(limits.filter((at) => p.start <= at && at <= p.end))].sort((a, b) => a - b);
    const pieces = cuts.slice(1).map((end, n) => {
      const start = cuts[n];
      const text = p.text.slice(units(p.text, start - p.start), units(p.text, end - p.start));
      if (!(own.start <= start && start < own.end)) return document.createTextNode(text);
      const mark = document.createElement("mark");
      mark.textContent = text;
      if (shown && shown.start <= start && start < shown.end) mark.className = "trigger";
      return mark;
    });
    p.element.replaceChildren(...pieces);
  }

  function place(next, from) {
    const former = span;
    const of = field(next.field);
    if (next.end - next.start > MOST) {
      say(`A quote has at most ${MOST} characters.`);
      return;
    }
    span = next;
    dirty = true;
    for (const each of fields) {
      for (const p of each.paragraphs) {
        const touched = [former, span].some((s) => s && s.field === each.name && s.start < p.end && p.start < s.end);
        if (touched) draw(each, p);
      }
    }
    const exact = words(of, span.start, span.end);
    input("field").value = span.field;
    if (from !== "numbers") {
      input("start").value = span.start;
      input("end").value = span.end;
    }
    if (from !== "words") input("exact").value = exact;
    if (matchMedia("(min-width: 56rem)").matches) one("mark")?.scrollIntoView({ block: "nearest" }); // beside the form
    say(`Words now: “${exact}”`);
  }

  function move(end, by) {
    const of = field(span?.field ?? "");
    const found = tokens(of);
    if (!found.length) return;
    if (!span || !(span.start < span.end)) {
      place({ field: of.name, ...found[0] });
      return;
    }
    const others = found.map((token) => token[end]);
    const next = by > 0 ? others.find((at) => at > span[end]) : others.findLast((at) => at < span[end]);
    const moved = { ...span, [end]: next };
    if (next === undefined || moved.start >= moved.end) say("There is no further word.");
    else place(moved);
  }

  function offset(p, node, at) {
    const range = document.createRange();
    range.setStart(p.element, 0);
    range.setEnd(node, at);
    return p.start + points(range.toString());
  }

  function selected() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed) return null;
    for (const of of fields) {
      const within = of.paragraphs.filter((p) => range.intersectsNode(p.element));
      if (!within.length) continue;
      const first = within[0];
      const last = within[within.length - 1];
      const start = first.element.contains(range.startContainer)
        ? offset(first, range.startContainer, range.startOffset)
        : first.start;
      const end = last.element.contains(range.endContainer) ? offset(last, range.endContainer, range.endOffset) : last.end;
      return trimmed(of, start, end);
    }
    return null;
  }

  // Whole words, also where a selection cuts them.
  function trimmed(of, start, end) {
    const inside = tokens(of).filter((token) => start < token.end && token.start < end);
    if (!inside.length) return null;
    return {
      field: of.name,
      start: inside[0].start,
      end: inside[inside.length - 1].end,
    };
  }

  function take(quietly) {
    const found = selected();
    if (found) place(found);
    else if (!quietly) say("Select words in the text first.");
  }

  function look() {
    const sought = input("exact").value.trim();
    if (!sought) return;
    for (const of of fields) {
      for (const p of of.paragraphs) {
        const at = p.text.indexOf(sought);
        if (at >= 0) {
          const start = p.start + points(p.text.slice(0, at));
          place({ field: of.name, start, end: start + points(sought) }, "words");
          return;
        }
      }
    }
    say("These words are not in the text shown here.");
  }

  function number() {
    const next = spanOfForm();
    const of = next && field(next.field);
    const last = of?.paragraphs[of.paragraphs.length - 1];
    if (next && last && next.start < next.end && next.end <= last.end) place(next, "numbers");
  }

  // Correcting.
  function open(wanted) {
    if (!correct || correct.open === wanted) return;
    correct.open = wanted;
    if (wanted) {
      const summary = correct.querySelector("summary");
      summary.focus({ preventScroll: true });
      correct.scrollIntoView({ block: "nearest" });
      say("Correcting. Tab goes through the fields; [ ] { } move the words; Control Enter saves.");
    } else {
      document.activeElement?.blur();
      say("The fields are closed; what was typed is still in them.");
    }
  }

  // Keys.
  function writing(element) {
    return element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=hidden])") ?? false;
  }

  const single = document.getElementById("single-keys");
  if (single) {
    single.checked = stored() !== "off";
    single.addEventListener("change", () => stored(single.checked ? "on" : "off"));
  }

  // Where a browser keeps nothing for pages, the choice holds for this page.
  function stored(choice) {
    try {
      if (choice) localStorage.setItem("dragoman-keys", choice);
      return localStorage.getItem("dragoman-keys");
    } catch {
      return null;
    }
  }

  function press(target) {
    if (target.dataset.move) {
      open(true);
      target.dataset.move === "take" ? take(false) : move(...moved(target));
    } else if (target.dataset.key === "c") open(!correct.open);
    else if (target.tagName === "TEXTAREA") target.focus();
    else if (target.tagName === "SUMMARY") {
      target.click();
      target.focus();
    } else target.click();
  }

  function moved(target) {
    const [end, by] = target.dataset.move.split(" ");
    return [end, Number(by)];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const save = one("[data-save]");
      if (save && (!correct || correct.open)) {
        event.preventDefault();
        save.click();
      }
      return;
    }
    if (event.key === "Escape" && writing(document.activeElement)) {
      document.activeElement.blur();
      say("No field has the focus: the keys work.");
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || writing(document.activeElement)) return;
    if (single && !single.checked && event.key !== "?") return;
    const target = all("[data-key]").find((each) => each.dataset.key === event.key);
    if (!target || (event.repeat && !target.dataset.move)) return;
    event.preventDefault();
    press(target);
  });

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-key]");
    if (!target) return;
    if (target.dataset.move) press(target);
    else if (target.dataset.key === "c") {
      event.preventDefault();
      open(!correct.open);
    } else if (dirty && !warned && target.closest("#verdict")) {
      event.preventDefault();
      warned = true;
      say("The correction is not saved. Control Enter saves it; the same again leaves it.");
    }
  });

  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => {
    sent = false;
  });

  if (form) {
    form.addEventListener("input", (event) => {
      dirty = true;
      if (event.target === input("exact")) look();
      if (event.target === input("start") || event.target === input("end")) number();
    });
    for (const each of all(".passage")) {
      each.addEventListener("mouseup", () => {
        if (!correct || correct.open) setTimeout(() => take(true));
      });
    }
  }
  // What was done before this page is said once it is there; where something is wrong the first such field has the focus.
  if (said?.textContent.trim()) {
    const text = said.textContent;
    said.textContent = "";
    setTimeout(() => say(text), 150);
  }
  one("[aria-invalid=true], [name=sure]")?.focus();
})();
