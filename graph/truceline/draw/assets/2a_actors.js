// ---- Who did what to whom: the best told actors and truces, placed by their role in the truce that is told.

function setMode(to, whole) {
  mode = relations.length ? to : "events";
  everything = whole;
  if (!$("graph")) return;
  $("graph").classList.toggle("all-events", mode === "events");
  $("events").setAttribute("aria-pressed", String(mode === "events"));
  $("events").hidden = !relations.length;
  $("graph-note").textContent =
    mode === "actors"
      ? `${relations.some((f) => f.to.name && f.to.name.type === "Ceasefire") ? "Brokers above, parties at the sides, those outside below. " : ""}The number counts the facts; a line is dashed when it is only claimed. Click a line to read its facts.`
      : "Events are the small yellow diamonds between those who take part in them, where they happened and the truce they concern; a line is dashed when it is only claimed.";
  $("more-actors").hidden = $("slice").hidden = mode === "events";
  if ($("everything")) {
    $("everything").hidden = mode === "actors";
    $("everything").setAttribute("aria-pressed", String(everything));
  }
}
function setEgo(n) {
  ego = n;
  $("ego").hidden = !n;
  drawGraph(true);
}

let every = { nodes: 0, edges: 0 };
function chooseActors() {
  stage = "actors";
  const story = storyNow(),
    counts = new Map(relations.map((f) => [f, countOf(f)])),
    live = relations.filter((f) => counts.get(f) && (!ego || f.from === ego || f.to === ego)),
    weight = new Map(),
    standing = new Map();
  for (const f of live)
    for (const n of [f.from, f.to]) weight.set(n, (weight.get(n) || 0) + counts.get(f));
  // Who has several standings stands where the first of these words puts it.
  const words = ["outside", "not party", "brokers", "guarantees", "monitors", "party"];
  for (const f of live)
    if (story && f.to.name === story.name && !(words.indexOf(standing.get(f.from)) >= 0 && words.indexOf(standing.get(f.from)) <= words.indexOf(f.word)))
      standing.set(f.from, f.word);
  const own = (n) => (n.name === (story && story.name) ? 3 : n === ego ? 2 : standing.has(n) ? 1 : 0),
    people = [...weight.keys()].filter((n) => n.name.type !== "Ceasefire" || own(n)).sort((a, b) => own(b) - own(a) || weight.get(b) - weight.get(a) || a.rank - b.rank);
  const kept = new Set(people.slice(0, ego ? 40 : most + 1));
  const lines = live.filter((f) => kept.has(f.from) && kept.has(f.to)).sort((a, b) => counts.get(b) - counts.get(a) || own(b.to) - own(a.to) || a.from.rank - b.from.rank);
  seen.edges = new Set(lines.slice(0, ego ? 60 : 24 + Math.max(0, most - 14)));
  const linked = new Set([...seen.edges].flatMap((f) => [f.from, f.to]));
  seen.nodes = new Set([...kept].filter((n) => linked.has(n) || own(n)));
  every = { nodes: people.length, edges: live.length };
  placeByRole(story, standing);
  bend([...seen.edges]);
  giveWay();
  for (const f of seen.edges) if (net.body.edges[f.id]) net.body.edges[f.id].setOptions({ smooth: bent(f) });
  listRelations(lines, counts);
}

// Brokers above, parties at the sides, those outside below, the truce in the middle; others at the rim, near what they are linked to.
function placeByRole(story, standing) {
  const groups = { top: [], left: [], right: [], below: [], rest: [] };
  for (const n of seen.nodes) {
    const word = standing.get(n);
    n.spots.actors = null;
    if (story && n.name === story.name) n.spots.actors = [0, 0];
    else if (word === "party") groups[["state", "armed"].includes(n.look.css) && n.type !== "ArmedGroup" ? "left" : "right"].push(n);
    else if (word === "brokers" || word === "guarantees" || word === "monitors") groups.top.push(n);
    else if (word) groups.below.push(n);
    else groups.rest.push(n);
  }
  const narrow = box.clientWidth < 560,
    wide = narrow ? 170 : 330,
    row = (several, y) => several.forEach((n, k) => (n.spots.actors = [(k - (several.length - 1) / 2) * Math.min(240, (1.5 * wide) / Math.max(1, several.length - 1)), y]));
  const column = (several, x) => several.forEach((n, k) => (n.spots.actors = [x, (k - (several.length - 1) / 2) * 105]));
  row(groups.top, -205);
  row(groups.below, 205);
  column(groups.left, -wide);
  column(groups.right, wide);
  const slots = [];
  for (const [ring, rx, ry, many] of [[0, wide * 1.05, 208, 18], [0, wide * 0.55, 112, 8], [1, wide * 1.45, 250, 26], [2, wide * 1.9, 330, 34], [3, wide * 2.4, 420, 60]])
    for (let k = 0; k < many; k++) slots.push([rx * Math.cos((2 * Math.PI * (k + 0.5)) / many), ry * Math.sin((2 * Math.PI * (k + 0.5)) / many), ring]);
  const taken = [...seen.nodes].filter((n) => n.spots.actors).map((n) => n.spots.actors),
    others = (n) => n.links.filter((f) => seen.edges.has(f)).map((f) => (f.from === n ? f.to : f.from)),
    waiting = [...groups.rest];
  while (waiting.length) {
    const placed = (n) => others(n).filter((m) => m.spots.actors).length;
    waiting.sort((a, b) => placed(b) - placed(a) || a.rank - b.rank);
    const n = waiting.shift(),
      around = others(n).map((m) => m.spots.actors).filter(Boolean),
      mid = around.length ? [0, 1].map((k) => around.reduce((sum, p) => sum + p[k], 0) / around.length) : [taken.filter((p) => p[0] < -90).length > taken.filter((p) => p[0] > 90).length ? wide : -wide, -120],
      far = ([x, y, ring]) => Math.hypot(x - mid[0] * 1.2, y - mid[1] * 1.2) + 260 * ring;
    const free = slots.filter(([x, y]) => taken.every((p) => Math.abs(p[0] - x) > 96 || Math.abs(p[1] - y) > 54)).sort((a, b) => far(a) - far(b))[0] || [0, 500];
    n.spots.actors = [free[0], free[1]];
    taken.push(n.spots.actors);
  }
}

// A line that would run through somebody else's sign is bent past it.
function giveWay() {
  const lines = [...seen.edges],
    pairOf = (f) => [f.from.rank, f.to.rank].sort((a, b) => a - b).join("-"),
    side = (f) => (f.from.rank < f.to.rank ? 1 : -1),
    used = new Map();
  for (const f of lines) used.set(pairOf(f), (used.get(pairOf(f)) || new Set()).add(f.bend * side(f)));
  for (const f of lines) {
    const taken = used.get(pairOf(f)),
      mine = f.bend * side(f),
      hits = (k) => {
        const line = alongBend(f, k * side(f));
        return [...seen.nodes].filter((n) => n !== f.from && n !== f.to && meetsAny(n.spots.actors, line)).length;
      };
    let best = mine,
      least = hits(mine);
    for (const k of least ? [1, -1, 2, -2].filter((k) => !taken.has(k)) : []) {
      const n = hits(k);
      if (n < least) [best, least] = [k, n];
    }
    if (best === mine) continue;
    taken.delete(mine);
    taken.add(best);
    f.bend = best * side(f);
  }
}
const meetsAny = ([x, y], points) => points.some(([px, py]) => Math.hypot(x - px, y - py) < 20);
// Points on a line that is bent so, as vis-network bends it: a quadratic curve over one point beside its middle.
function alongBend(f, bend) {
  const [ax, ay] = f.from.spots.actors,
    [bx, by] = f.to.spots.actors,
    share = 0.5 + 0.5 * roundness(bend),
    turn = Math.atan2(ay - by, bx - ax) + (bend < 0 ? 1 - share : share) * Math.PI,
    far = share * Math.hypot(bx - ax, by - ay),
    via = bend ? [ax + far * Math.sin(turn), ay + far * Math.cos(turn)] : [(ax + bx) / 2, (ay + by) / 2];
  return Array.from({ length: 23 }, (_, k) => {
    const t = (k + 1) / 24;
    return [0, 1].map((n) => (1 - t) * (1 - t) * [ax, ay][n] + 2 * t * (1 - t) * via[n] + t * t * [bx, by][n]);
  });
}

function listRelations(lines, counts) {
  $("relations").replaceChildren(
    ...lines.slice(0, most + 10).map((f) => {
      const li = el("li"),
        b = button("", () => showEdge(f));
      const words = el("span");
      words.append(el("b", f.from.label), " ", el("span", f.word, f.tone || undefined), " ", el("b", f.to.label));
      b.append(words, el("span", String(counts.get(f))));
      li.append(b);
      return li;
    }),
  );
}
function tellShown() {
  const n = counted;
  const words =
    mode === "actors"
      ? ego
        ? `${ego.label}: ${n(seen.edges.size)} of ${n(every.edges)} relations.`
        : `Showing ${n(seen.nodes.size)} of ${n(every.nodes)} actors and truces, ${n(seen.edges.size)} of ${n(every.edges)} relations: those told most.`
      : seen.nodes.size < nodes.length && seen.rows.size === rows.length
        ? `Showing ${n(seen.nodes.size)} of ${n(nodes.length)} nodes, the best evidenced${stage === "all" || !hasMain ? "" : "; “All nodes” draws more"}. Select one to draw its other neighbours.`
        : `${n(seen.nodes.size)} of ${n(nodes.length)} nodes.`;
  $("shown").textContent = seen.nodes.size ? words : "Nothing that the filters leave links two actors.";
  $("more-actors").disabled = mode !== "actors" || ego || seen.nodes.size >= every.nodes;
}
