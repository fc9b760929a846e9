// ---- Filters: what passes them is shown in all views, counted and said; the address keeps them, each step is one of the history.

const fields = ["q", "truce", "place", "from", "to", "by", "actor", "speaker", "stance", "kind", "voice"].filter($);
const value = (id) => ($(id) ? $(id).value.trim() : "");
const lastDay = (end) => (end ? new Date(Date.parse(end) - 1).toISOString().slice(0, 10) : "");
let only = ""; // the id of the fact that "Only this" leaves

function asked() {
  const f = Object.fromEntries(fields.map((id) => [id, value(id)]));
  for (const id of ["actor", "place", "speaker"]) f[id] = folded(f[id]);
  return { ...f, words: folded(f.q || "").split(/\s+/).filter(Boolean) };
}

// What is open-ended is told up to a day, and is not carried beyond it.
function inTime(r, f) {
  if (!f.from && !f.to) return true;
  const [begin, end] =
    f.by === "publication"
      ? [r.published[0] || "", r.published.at(-1) || ""]
      : [
          r.begin.slice(0, 10),
          r.begin && r.begin === r.end ? r.end.slice(0, 10) : lastDay(r.end) || (r.begin && r.until),
        ];
  if (!begin && !end) return false;
  return !(f.to && begin && begin > f.to) && !(f.from && end && end < f.from);
}

// As the filters of the command: a place takes in what lies in it, a kind those below it, a figure goes with its event.
const kindsOf = (r) => packed.kinds[r.kind] || [r.kind];
function ofThing(r, f) {
  const who = r.layer === "state" ? parties.get(r.truce) || [] : r.who;
  return (
    (!f.truce || (r.truce && r.truce === stories[+f.truce].name)) &&
    (!f.actor || who.some((a) => folded(a.label).includes(f.actor))) &&
    (!f.kind || kindsOf(r).includes(f.kind))
  );
}
function passes(r, f) {
  const thing = r.layer === "figure" && r.event && (f.truce || f.actor) ? r.event : r;
  return (
    f.words.every((w) => textOf(r).includes(w)) &&
    (!only || r.id === only) &&
    ofThing(thing, f) &&
    (!f.place || (r.place && [r.place.label, ...r.place.inside].some((p) => folded(p) === f.place))) &&
    (!f.speaker || r.told.some((t) => folded(t.speaker).includes(f.speaker))) &&
    (!f.stance || r.told.some((t) => t.stance === f.stance)) &&
    (!f.voice || (f.voice === "own" ? r.own : f.voice === "claimed" ? !r.own : r.disputed)) &&
    inTime(r, f)
  );
}

const filtered = () => only || fields.some((id) => id !== "by" && value(id));
const shownOf = (ids) => ids.some((id) => seen.rows.has(rowOf.get(id)));

function apply() {
  const f = asked();
  seen.rows = new Set(rows.filter((r) => passes(r, f)));
  showStory();
  showViews();
  if (net) drawGraph(true);
  fillTable(0);
  showPlaces();
  const n = seen.rows.size;
  $("count").textContent =
    n < rows.length
      ? `${counted(n)} of ${counted(rows.length)} facts`
      : `${counted(n)} ${n === 1 ? "fact" : "facts"}`;
  showChips();
}

// Everything that stands on the page for facts goes when none of them passes.
const marked = all("main [data-rows]:not(.part):not(tr)").map((x) => ({ x, ids: x.dataset.rows.split(" ") }));
function showViews() {
  for (const { x, ids } of marked) {
    const off = filtered() && !shownOf(ids);
    if (x.closest("svg")) x.classList.toggle("faint", off);
    else (x.closest("li, .denial") || x).hidden = off;
    if (x.classList.contains("column")) {
      const n = ids.filter((id) => seen.rows.has(rowOf.get(id))).length;
      all(".square", x).forEach((s, k) => s.toggleAttribute("hidden", k >= n));
    }
  }
  for (const x of all(".against")) x.hidden = !all("li", x).some((li) => !li.hidden);
  for (const x of all("main > .disputes")) x.hidden = filtered() && !all(".against, .denial", x).some((d) => !d.hidden);
  for (const x of all(".part[data-rows]")) {
    const off = filtered() && !shownOf(x.dataset.rows.split(" "));
    x.style.opacity = off ? 0.4 : "";
    x.title = off ? "hidden by the filters" : "";
  }
}

const said = {
  truce: (v) => stories[+v].label,
  voice: (v) => ({ own: "own words", claimed: "only claimed", disputed: "disputed" })[v],
  kind: (v) => $("kind").selectedOptions[0].textContent.replace(/ \(\d+\)$/, ""),
};
const unset = { truce: "all", place: "anywhere", from: "", actor: "anybody", speaker: "anybody", kind: "all", voice: "both" };
function showChips() {
  const days = rows.flatMap((r) => r.published).sort();
  const say = days.length && days[0].slice(0, 4) === days.at(-1).slice(0, 4) ? short : (d) => inWords(d, { month: "short", year: true });
  unset.from = days.length && days[0] < days.at(-1) ? `${say(days[0])} – ${say(days.at(-1))}` : "any";
  for (const chip of all("details.chip")) {
    const ids = chip.dataset.for.split(" ").filter((id) => id !== "by"),
      set = ids.filter((id) => value(id));
    chip.classList.toggle("set", set.length > 0);
    chip.querySelector("summary span").textContent = set.length
      ? ids.includes("from")
        ? `${short(value("from")) || "…"} – ${short(value("to")) || "…"}`
        : set.map((id) => (said[id] ? said[id](value(id)) : value(id))).join(", ")
      : unset[ids[0]];
    let off = chip.nextElementSibling && chip.nextElementSibling.matches(".off") ? chip.nextElementSibling : null;
    if (set.length && !off) {
      off = button("×", () => clear(ids), "off");
      off.setAttribute("aria-label", `Clear the filter ${chip.querySelector("b").textContent}`);
      chip.after(off);
    } else if (!set.length && off) off.remove();
  }
  let one = $("only");
  if (only && !one) {
    one = button(`Only: ${rowOf.get(only).what.slice(0, 40)} ×`, () => clear([]));
    one.id = "only";
    document.querySelector(".chips .row").prepend(one);
  } else if (!only && one) one.remove();
}
const short = (day) => inWords(day, { day: true, month: "short" });
const years = new Set(sources.map((s) => s.published.slice(0, 4)).filter(Boolean)); // the year of an article is said where there are several
const issue = (day) => inWords(day, { day: true, month: "short", ...(years.size > 1 ? { year: true } : {}) });
function clear(ids) {
  for (const id of ids) $(id).value = "";
  only = "";
  for (const chip of all("details.chip")) chip.open = false;
  apply();
  remember();
}

// ---------------------------------------------------------------- address and history

function address() {
  const p = new URLSearchParams();
  for (const id of fields) if (value(id)) p.set(id, value(id));
  if (only) p.set("only", only);
  if (picked) p.set("story", picked);
  if (day && day !== firstDay()) p.set("day", day);
  if (mode === "events") p.set("graph", everything ? "all" : "events");
  if (typeof chosen === "string") p.set("at", chosen + (chosenTold ? `.${chosenTold}` : ""));
  return `#${p}`;
}
// Typing and dragging replace the last step, everything else is a step of its own. Browsers count how often: not too often.
let written = 0;
function remember(replace) {
  clearTimeout(written);
  const write = () => {
    const to = address();
    if (to === (location.hash || "#")) return;
    try {
      history[replace ? "replaceState" : "pushState"]({ depth: depth() + (replace ? 0 : 1) }, "", to);
      for (const b of all("#card .back")) b.hidden = !depth();
    } catch {
      /* an address that may not be changed (a frame) */
    }
  };
  if (replace) written = setTimeout(write, 150);
  else write();
}

function recall() {
  const hash = location.hash.slice(1),
    row = /^r\d+(\.\d+)?$/.test(hash) ? hash : "",
    p = new URLSearchParams(row ? "" : hash);
  for (const id of fields) if (value(id) !== (p.get(id) || "")) $(id).value = p.get(id) || "";
  only = rowOf.has(p.get("only")) ? p.get("only") : "";
  picked = Math.min(Math.max(0, +p.get("story") || 0), Math.max(0, told_stories - 1));
  day = /^\d{4}-\d\d-\d\d$/.test(p.get("day") || "") ? p.get("day") : firstDay();
  setMode(p.get("graph") ? "events" : "actors", p.get("graph") === "all");
  apply();
  showDay();
  const [at, k] = (row || p.get("at") || "").split(".");
  show(rowOf.has(at) || nodeOf.has(at) ? at : null, { quiet: true, told: +k || 0 });
}
