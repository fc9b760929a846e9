// ---- Filters: what passes them is shown in all views, counted and said; the address keeps them.

const fields = ["q", "actor", "speaker", "place", "kind", "stance", "from", "to"];
const value = (id) => $(id).value.trim();
const by = () => (document.querySelector("input[name=by]:checked") || { value: "event" }).value;
const voice = () => (document.querySelector(".voice[aria-pressed=true]") || { dataset: { voice: "" } }).dataset.voice;
const lastDay = (end) => (end ? new Date(Date.parse(end) - 1).toISOString().slice(0, 10) : "");

function asked() {
  const f = Object.fromEntries(fields.map((id) => [id, value(id)]));
  return {
    ...f,
    words: folded(f.q).split(/\s+/).filter(Boolean),
    actor: folded(f.actor),
    voice: voice(),
    by: by(),
    off: all("input.type:not(:checked)").map((x) => x.value),
  };
}

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

function passes(r, f) {
  return (
    f.words.every((w) => r.text.includes(w)) &&
    (!f.actor ||
      r.who.some((a) => folded(a.label).includes(f.actor)) ||
      r.told.some((t) => folded(t.speaker).includes(f.actor))) &&
    (!f.speaker || r.told.some((t) => t.speaker === f.speaker)) &&
    (!f.place || (r.place && r.place.label === f.place)) &&
    (!f.kind || r.kind === f.kind) &&
    (!f.stance || r.told.some((t) => t.stance === f.stance)) &&
    (!f.voice || (f.voice === "own" ? r.own : f.voice === "claimed" ? !r.own : r.disputed)) &&
    inTime(r, f)
  );
}

function apply(keep, still) {
  const f = asked(),
    old = seen.rows;
  seen.rows = new Set(rows.filter((r) => passes(r, f)));
  const some = seen.rows.size < rows.length;
  const before = stage;
  stage = hasMain && !everything && !some ? "main" : "all";
  seen.nodes = new Set(
    nodes.filter(
      (n) =>
        n.spots[stage] &&
        !(brief && stage === "main" && !brief.has(n)) &&
        !f.off.includes(n.look.css) &&
        (!some || n.rows.some((r) => seen.rows.has(r))),
    ),
  );
  seen.edges = new Set(
    edges.filter((e) => seen.nodes.has(e.from) && seen.nodes.has(e.to) && e.rows.some((r) => seen.rows.has(r))),
  );
  if (net) hideUnseen(!still && (stage !== before || (hasMain && !everything)));
  for (const r of rows)
    if (old.has(r) !== seen.rows.has(r) || some !== r.line.classList.contains("off"))
      r.line.classList.toggle("off", !seen.rows.has(r));
  showTimes();
  showPlaces();
  const facts = `${seen.rows.size.toLocaleString("en")} of ${rows.length.toLocaleString("en")} facts`;
  $("count").textContent = net
    ? `${facts}, ${seen.nodes.size.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes`
    : facts;
  if (net) {
    const few = seen.nodes.size < nodes.length && !some && !f.off.length;
    $("shown").textContent = few
      ? `Showing ${seen.nodes.size.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes, the best evidenced${stage === "all" || !hasMain ? "" : "; “All nodes” draws more"}. Select one to draw its other neighbours.`
      : "";
  }
  if (!keep) remember();
}

// The address follows a moment later: browsers count how often it is changed.
let written = 0;
function remember() {
  clearTimeout(written);
  written = setTimeout(writeAddress, 150);
}
function writeAddress() {
  const p = new URLSearchParams();
  for (const id of fields) if (value(id)) p.set(id, value(id));
  if (voice()) p.set("voice", voice());
  if (by() !== "event") p.set("by", by());
  const off = asked().off;
  if (off.length) p.set("off", off.join(","));
  if (everything && hasMain) p.set("nodes", "all");
  if (typeof chosen === "string") p.set("at", chosen);
  try {
    history.replaceState(null, "", `#${p}`);
  } catch {
    /* an address that may not be changed (a frame) */
  }
}

function recall() {
  const hash = location.hash.slice(1),
    row = /^r\d+$/.test(hash) ? hash : "";
  const p = new URLSearchParams(row ? "" : hash);
  for (const id of fields) $(id).value = p.get(id) || "";
  for (const b of all(".voice")) b.setAttribute("aria-pressed", String(b.dataset.voice === p.get("voice")));
  const off = (p.get("off") || "").split(",");
  for (const x of all("input.type")) x.checked = !off.includes(x.value);
  for (const x of all("input[name=by]")) x.checked = x.value === (p.get("by") || "event");
  setEverything(p.get("nodes") === "all");
  turn();
  apply(true);
  const at = row || p.get("at");
  if (at && (rowOf.has(at) || nodeOf.has(at))) show(at, true);
  else show(null, true);
}
