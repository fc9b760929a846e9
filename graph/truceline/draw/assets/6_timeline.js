// ---- The timeline: bars go to the evidence; a stretch of time is chosen by dragging, or with the keys on its two ends.

const LEFT = 132,
  RIGHT = 1180,
  DAY = 864e5;
const barsOf = new Map();
const bars = all("svg.timeline a").map((a) => ({
  a,
  ids: a.dataset.rows ? a.dataset.rows.split(" ") : [a.getAttribute("href").slice(1)],
}));
for (const { a, ids } of bars)
  for (const id of ids) {
    if (barsOf.has(id)) barsOf.get(id).push(a);
    else barsOf.set(id, [a]);
  }
const bins = all("svg.timeline .bin").map((bin) => {
  const mine = bin.dataset.ranges.split(" ").flatMap((run) => {
    const [a, b = a] = run.split("-").map(Number);
    return rows.slice(a - 1, b);
  });
  return { bin, rows: mine, each: +bin.getAttribute("height") / mine.length, foot: +bin.dataset.foot };
});

function showTimes() {
  for (const { a, ids } of bars) a.classList.toggle("off", !ids.some((id) => seen.rows.has(rowOf.get(id))));
  for (const b of bins) {
    const n = b.rows.reduce((sum, r) => sum + seen.rows.has(r), 0),
      high = n ? Math.max(2, n * b.each) : 0;
    b.bin.setAttribute("height", high);
    b.bin.setAttribute("y", b.foot - high);
  }
  for (const tray of all(".tray li a"))
    tray.parentElement.hidden = !seen.rows.has(rowOf.get(tray.getAttribute("href").slice(1)));
  rove();
}

// One bar can be reached by Tab; arrow keys go on from it.
function rove(to) {
  for (const svg of all("svg.timeline")) {
    const some = all("a:not(.off)", svg),
      at = some.includes(to) ? to : some.find((a) => a.tabIndex === 0) || some[0];
    for (const a of all("a", svg)) a.tabIndex = a === at ? 0 : -1;
  }
}

const picture = () => document.querySelector(`svg.timeline[data-by="${by()}"]`);
const edgesOf = (svg) => [Date.parse(svg.dataset.begin), Date.parse(svg.dataset.end)];
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
const xOf = (svg, day) => {
  const [a, b] = edgesOf(svg);
  return LEFT + Math.min(1, Math.max(0, (Date.parse(day) - a) / (b - a))) * (RIGHT - LEFT);
};
const dayAt = (svg, x) => {
  const [a, b] = edgesOf(svg);
  return iso(a + Math.min(1, Math.max(0, (x - LEFT) / (RIGHT - LEFT))) * (b - a));
};
const after = (day) => iso(Date.parse(day) + DAY);
const said = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

function brush(from, to) {
  $("from").value = from;
  $("to").value = to;
  marks();
  apply();
}

function marks() {
  const from = value("from"),
    to = value("to");
  for (const svg of all("svg.timeline")) {
    const low = from ? xOf(svg, from) : LEFT,
      high = to ? xOf(svg, after(to)) : RIGHT,
      rect = svg.querySelector(".brush");
    rect.toggleAttribute("hidden", !from && !to);
    rect.setAttribute("x", low);
    rect.setAttribute("width", Math.max(2, high - low));
    const [a, b] = edgesOf(svg),
      days = Math.ceil((b - a) / DAY);
    for (const [name, x, day, none] of [
      ["low", low, from, "the beginning"],
      ["high", high, to, "the end"],
    ]) {
      const handle = svg.querySelector(`.handle.${name}`);
      handle.setAttribute("transform", `translate(${x} 0)`);
      handle.setAttribute("aria-valuemax", days);
      handle.setAttribute("aria-valuenow", Math.round(((x - LEFT) / (RIGHT - LEFT)) * days));
      handle.setAttribute("aria-valuetext", day ? said(day) : none);
    }
  }
  if (!$("brushed")) return;
  $("brushed").textContent = from || to ? `${from ? said(from) : "the beginning"} to ${to ? said(to) : "the end"}` : "";
  $("unbrush").hidden = !from && !to;
}

function turn() {
  for (const which of ["event", "publication"]) if ($(`time-${which}`)) $(`time-${which}`).hidden = by() !== which;
  marks();
}

// The ends move a day, or a tenth of all, at a time; beyond the edge a stretch is open.
function move(name, to) {
  const svg = picture(),
    [a, b] = edgesOf(svg),
    first = iso(a),
    last = iso(b);
  if (name === "low") brush(to <= first ? "" : value("to") && to > value("to") ? value("to") : to, value("to"));
  else brush(value("from"), to >= last ? "" : value("from") && to < value("from") ? value("from") : to);
}
function handleKey(e, name) {
  const [a, b] = edgesOf(picture()),
    now = Date.parse(value(name === "low" ? "from" : "to") || iso(name === "low" ? a : b));
  const page = Math.max(DAY, Math.round((b - a) / DAY / 10) * DAY);
  const to = {
    ArrowRight: now + DAY,
    ArrowUp: now + DAY,
    ArrowLeft: now - DAY,
    ArrowDown: now - DAY,
    PageUp: now + page,
    PageDown: now - page,
    Home: a,
    End: b,
  }[e.key];
  if (to === undefined) {
    if (e.key === "Escape") brush("", "");
    return;
  }
  e.preventDefault();
  move(name, iso(to));
}

function openTimes() {
  for (const svg of all("svg.timeline")) {
    const at = (e) => {
      const r = svg.getBoundingClientRect();
      return ((e.clientX - r.left) / r.width) * 1200;
    };
    let start = null;
    for (const name of ["low", "high"]) {
      const handle = svg.querySelector(`.handle.${name}`);
      handle.addEventListener("keydown", (e) => handleKey(e, name));
      handle.addEventListener("pointerdown", (e) => {
        handle.setPointerCapture(e.pointerId);
        e.stopPropagation();
      });
      handle.addEventListener("pointermove", (e) => {
        if (handle.hasPointerCapture(e.pointerId))
          move(name, name === "low" ? dayAt(svg, at(e)) : iso(Date.parse(dayAt(svg, at(e))) - DAY));
      });
    }
    svg.addEventListener("dragstart", (e) => e.preventDefault());
    svg.addEventListener("pointerdown", (e) => {
      if (e.pointerType !== "touch" && !e.target.closest("a")) {
        start = at(e);
        svg.setPointerCapture(e.pointerId);
      }
    });
    const drawn = (e) => {
      const x = at(e);
      return [dayAt(svg, Math.min(start, x)), dayAt(svg, Math.max(start, x))];
    };
    svg.addEventListener("pointermove", (e) => {
      if (start !== null && Math.abs(at(e) - start) > 4) {
        [$("from").value, $("to").value] = drawn(e);
        marks();
      }
    });
    svg.addEventListener("pointerup", (e) => {
      if (start === null) return;
      if (Math.abs(at(e) - start) > 4) brush(...drawn(e));
      else if (value("from") || value("to")) brush("", "");
      start = null;
    });
    svg.addEventListener("keydown", (e) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key],
        here = e.target.closest("a");
      if (!step || !here) return;
      const some = all("a:not(.off)", svg),
        to = some[some.indexOf(here) + step];
      if (to) {
        rove(to);
        to.focus();
      }
      e.preventDefault();
    });
    for (const b of bins)
      if (svg.contains(b.bin))
        b.bin.addEventListener("click", () => show(b.rows.filter((r) => seen.rows.has(r)).map((r) => r.id)));
    const scroll = svg.parentElement;
    scroll.addEventListener(
      "scroll",
      () => svg.style.setProperty("--slid", `${(scroll.scrollLeft * 1200) / svg.clientWidth}px`),
      { passive: true },
    );
  }
  $("unbrush").addEventListener("click", () => brush("", ""));
  for (const x of all("input[name=by]"))
    x.addEventListener("change", () => {
      turn();
      apply();
    });
}

// ---- The map: a point is as large as the facts that are shown there; a click narrows everything to its place.

const points = all(".point").map((a) => ({
  a,
  circle: a.querySelector("circle"),
  rows: rows.filter((r) => r.place && r.place.label === a.dataset.place),
}));
function showPlaces() {
  for (const p of points) {
    const n = p.rows.reduce((sum, r) => sum + seen.rows.has(r), 0);
    p.a.classList.toggle("off", !n);
    p.a.classList.toggle("chosen", value("place") === p.a.dataset.place);
    if (p.circle) p.circle.setAttribute("r", (3.5 + 2.2 * Math.sqrt(n)).toFixed(1));
  }
}
for (const { a } of points)
  a.addEventListener("click", (e) => {
    e.preventDefault();
    $("place").value = value("place") === a.dataset.place ? "" : a.dataset.place;
    apply();
  });
