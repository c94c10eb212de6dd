// The series of a pair, drawn by uPlot in place of the picture: values under the pointer, zoom, bars or lines.
// Without this script, or where something of it fails, the picture stays.
"use strict";

(() => {
  const KINDS = ["said", "done", "blamed", "fought"]; // as they stand in the data
  const NAMES = {
    said: "cooperation in words", done: "cooperation in deeds", blamed: "conflict in words", fought: "conflict in deeds",
  };
  const PAINT = {
    said: ["--good", "--good-pale"], done: ["--good", "--good"], blamed: ["--bad", "--bad-pale"], fought: ["--bad", "--bad"],
  };
  const DASH = { said: [6, 4], blamed: [6, 4] };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const HEIGHT = 300;
  const [DAY, MONTH, YEAR] = [86400, 30 * 86400, 365 * 86400]; // as uPlot counts them when it sets the dates of an axis
  const LEAST = { day: DAY, week: 7 * DAY, month: MONTH, year: YEAR };
  const STEPS = [...[1, 2, 3, 5, 7, 10, 15].map((n) => n * DAY), ...[1, 2, 3, 4, 6].map((n) => n * MONTH),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * YEAR)];

  for (const block of document.querySelectorAll("script.live")) begin(block);

  function begin(block) {
    const figure = block.closest("figure"), picture = figure.querySelector(".scroll");
    const told = JSON.parse(block.textContent), series = counted(told);
    if (told.count < 2) return; // one bar needs no zoom
    const frame = made("div", "live-plot"), tools = made("div", "live-tools"), field = made("div", "live-field");
    const state = { isStacked: true, plot: null };
    field.tabIndex = 0;
    field.setAttribute("role", "group");
    field.setAttribute("aria-label", "Plot of events; left and right arrows go through it. Every figure is in the table below.");
    const whole = button(tools, "Whole time", () => reset(state.plot, series));
    const bars = button(tools, "Bars", () => change(true)), lines = button(tools, "Lines", () => change(false));
    const unit = made("p", "detail");
    unit.textContent = `events a ${told.unit}: cooperation above the axis, conflict below`;
    if (matchMedia("(pointer: fine)").matches) unit.textContent += "; drag to zoom";
    frame.append(tools, unit, field);
    figure.classList.add("is-live");
    picture.before(frame);
    picture.classList.add("replaced");

    function draw() {
      if (state.plot) state.plot.destroy();
      state.plot = new uPlot(options(told, series, state.isStacked, frame.clientWidth, zoomed), columns(series, state.isStacked), field);
      bars.setAttribute("aria-pressed", String(state.isStacked));
      lines.setAttribute("aria-pressed", String(!state.isStacked));
      whole.disabled = true;
    }
    function zoomed(plot) {
      const { min, max } = plot.scales.x, [first, last] = series.ends;
      whole.disabled = min <= first && max >= last;
    }
    function change(isStacked) {
      state.isStacked = isStacked;
      draw();
    }
    field.addEventListener("keydown", (event) => walk(event, state.plot));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new ResizeObserver(() => {
      if (frame.clientWidth && frame.clientWidth !== state.plot.width) state.plot.setSize({ width: frame.clientWidth, height: HEIGHT });
    }).observe(frame);
    draw();
  }

  // Every period from the first to the last, those without events too, each at its middle.
  function counted(told) {
    const series = { at: [], unusual: new Set(), ends: [start(told, 0), start(told, told.count)] };
    for (const kind of KINDS) series[kind] = new Array(told.count).fill(0);
    for (let place = 0; place < told.count; place++) series.at.push((start(told, place) + start(told, place + 1)) / 2);
    for (const [place, ...counts] of told.events) {
      KINDS.forEach((kind, n) => { series[kind][place] = counts[n]; });
      if (counts[4]) series.unusual.add(place);
    }
    return series;
  }

  // The first second of a period, in UTC.
  function start(told, place) {
    const [year, month, day] = told.first.split("-").map(Number);
    const [years, months, days] = { year: [place, 0, 0], month: [0, place, 0], week: [0, 0, 7 * place], day: [0, 0, place] }[told.unit];
    const date = new Date(0);
    date.setUTCFullYear(year + years, month - 1 + months, day + days);
    return date.getTime() / 1000;
  }

  // Stacked, words stand beyond deeds: their bars reach from the axis to the sum, and those of deeds are drawn over them.
  function columns(series, isStacked) {
    const { said, done, blamed, fought } = series;
    const up = isStacked ? said.map((count, n) => count + done[n]) : said;
    const down = isStacked ? blamed.map((count, n) => count + fought[n]) : blamed;
    const counts = [up, done, down.map((count) => -count), fought.map((count) => -count)];
    return [series.at, ...(isStacked ? counts.map((column) => column.map((count) => count || null)) : counts)];
  }

  function options(told, series, isStacked, width, zoomed) {
    const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: color("--faint"), font, grid: { stroke: color("--rule"), width: 1 }, ticks: { stroke: color("--rule"), width: 1 } };
    return {
      width, height: HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: { y: false, points: { show: !isStacked }, drag: { x: true, y: false, setScale: true } },
      scales: { x: { time: true, range: (plot, min, max) => within(series, min, max) }, y: { range: whole } },
      axes: [
        { ...axis, space: 70, incrs: STEPS.filter((step) => step >= LEAST[told.unit]), values: dated },
        { ...axis, size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], values: (plot, levels) => levels.map((level) => Math.abs(level)) },
      ],
      series: [
        { label: told.unit, value: (plot, second, column, place) => (place === null ? "–" : named(told, series, place)) },
        ...KINDS.map((kind) => line(kind, series, isStacked, color)),
      ],
      legend: { markers: { dash: (plot, n) => (plot.series[n].dash ? "dashed" : "solid") } },
      hooks: {
        draw: [(plot) => rule(plot, color("--ink")), (plot) => mark(plot, series, isStacked, color("--ink"))],
        setScale: [(plot, key) => { if (key === "x") zoomed(plot); }],
      },
    };
  }

  function line(kind, series, isStacked, color) {
    const [stroke, fill] = PAINT[kind].map(color);
    const look = isStacked
      ? { fill, paths: uPlot.paths.bars({ size: [0.78, 60, 1] }), points: { show: false } }
      : { dash: DASH[kind], points: { show: false } };
    return {
      label: NAMES[kind], stroke, width: isStacked ? 0.75 : 1.5, ...look,
      value: (plot, level, column, place) => (place === null ? "–" : series[kind][place]),
    };
  }

  // The dates of an axis: as precise as its steps, the year under the first of each.
  function dated(plot, at, column, space, step) {
    const dates = at.map((second) => new Date(second * 1000)), years = dates.map((date) => date.getUTCFullYear());
    return dates.map((date, n) => {
      if (step >= YEAR) return `${years[n]}`;
      const month = MONTHS[date.getUTCMonth()].slice(0, 3), name = step >= MONTH ? month : `${date.getUTCDate()} ${month}`;
      return years[n] === years[n - 1] ? name : `${name}\n${years[n]}`;
    });
  }

  // Whole events, 0 always among them, some air above for the marks.
  function whole(plot, least, most) {
    const low = Math.min(0, least ?? 0), high = Math.max(1, most ?? 1), air = (high - low) * 0.06;
    return [low < 0 ? low - air : 0, high + air];
  }

  // The whole time reaches from the start of the first period to the end of the last.
  function within(series, min, max) {
    const [first, last] = series.ends, { at } = series;
    return [min <= at[0] ? first : min, max >= at[at.length - 1] ? last : max];
  }

  function reset(plot, series) {
    const [min, max] = series.ends;
    plot.setScale("x", { min, max });
  }

  function rule(plot, stroke) {
    const { left, width } = plot.bbox, y = Math.round(plot.valToPos(0, "y", true)) + 0.5;
    plot.ctx.save();
    plot.ctx.strokeStyle = stroke;
    plot.ctx.beginPath();
    plot.ctx.moveTo(left, y);
    plot.ctx.lineTo(left + width, y);
    plot.ctx.stroke();
    plot.ctx.restore();
  }

  function mark(plot, series, isStacked, fill) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = fill;
    ctx.textAlign = "center";
    for (const place of series.unusual) {
      const high = isStacked ? series.said[place] + series.done[place] : Math.max(series.said[place], series.done[place]);
      const x = plot.valToPos(series.at[place], "x", true);
      if (x >= bbox.left && x <= bbox.left + bbox.width) ctx.fillText("◆", x, plot.valToPos(high, "y", true) - 6);
    }
    ctx.restore();
  }

  function named(told, series, place) {
    const date = new Date(start(told, place) * 1000), year = date.getUTCFullYear(), month = MONTHS[date.getUTCMonth()];
    const day = `${date.getUTCDate()} ${month} ${year}`;
    const name = { year: `${year}`, month: `${month} ${year}`, week: `from ${day}`, day }[told.unit];
    return series.unusual.has(place) ? `${name} ◆` : name;
  }

  // The arrows move the cursor from period to period, Home and End to the first and last of those that are shown.
  function walk(event, plot) {
    const { min, max } = plot.scales.x, now = plot.cursor.idx, [at] = plot.data;
    const first = at.findIndex((second) => second >= min), last = at.findLastIndex((second) => second <= max);
    const to = { ArrowLeft: (now ?? last + 1) - 1, ArrowRight: (now ?? first - 1) + 1, Home: first, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const place = Math.min(Math.max(to, first), last);
    plot.setCursor({ left: plot.valToPos(plot.data[0][place], "x"), top: plot.over.clientHeight / 2 });
  }

  function made(name, kind) {
    const element = document.createElement(name);
    element.className = kind;
    return element;
  }

  function button(into, label, act) {
    const element = made("button", "quiet");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", act);
    into.append(element);
    return element;
  }
})();
