// ---- The graph: vis-network draws nodes and edges where Python has placed them; names are drawn by 3_names.js.

const box = $("net");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const dark = matchMedia("(prefers-color-scheme: dark)");
const colours = {};
function takeColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ink", "paper", "muted", "edge", "accent", "flag"])
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  colours.ground = colours.paper;
  colours.soft = colours.muted;
  for (const l of looks) l.colour = dark.matches ? l.darker : l.light;
  colours.sans = style.getPropertyValue("--sans");
  colours.serif = style.getPropertyValue("--serif");
}

// Two nodes with several edges: each but the first is bent, so that none hides another.
function bend(several) {
  const between = new Map();
  for (const e of several) bendOne(e, between);
}
function bendOne(e, between) {
  const pair = [e.from.rank, e.to.rank].sort((a, b) => a - b).join("-");
  const many = between.get(pair) || 0;
  between.set(pair, many + 1);
  const side = e.from.rank < e.to.rank ? 1 : -1;
  e.bend = many ? side * Math.ceil(many / 2) * (many % 2 ? 1 : -1) : 0;
}

let net = null; // the vis.Network
let set = null; // its DataSets
let hovered = null; // the node under the pointer
let scale = 1;
let moved = false; // whether somebody has moved the picture since it was last fitted

// A node keeps a readable size on the screen when the picture is small, and does not grow without end when it is near.
const least = nodes.length > 800 ? 0.5 : 0.75;
const radius = (n) => n.size * (scale < least ? least / scale : scale > 1.3 ? 1.3 / scale : 1);
const drawnRadius = (n) => (mode === "actors" ? 11 : radius(n));

function faint(n) {
  return near !== null && !near.has(n);
}
// Around what is chosen: the nodes that stay clear, the edges that are lit.
let near = null;
let lit = [];

function drawNode({ ctx, id, x, y }) {
  const n = nodeOf.get(id),
    r = drawnRadius(n);
  const drawShape = () => {
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(r / 10, r / 10);
    if (faint(n)) {
      ctx.fillStyle = colours.ground;
      ctx.fill(n.look.outline);
      ctx.globalAlpha = 0.42;
    }
    ctx.fillStyle = n.look.colour;
    ctx.strokeStyle = colours.ink;
    ctx.lineJoin = "round";
    ctx.lineWidth = ((n.id === chosen ? 2.6 : n === hovered ? 2 : 1.15) * 10) / r / scale;
    ctx.fill(n.look.outline);
    ctx.stroke(n.look.outline);
    ctx.restore();
  };
  return { drawNode: drawShape, nodeDimensions: { width: 2 * r, height: 2 * r } };
}

const asNode = (n) => ({
  id: n.id,
  shape: "custom",
  ctxRenderer: drawNode,
  size: n.size,
  color: n.look.colour,
  x: n.spots[stage][0],
  y: n.spots[stage][1],
});
const toneOf = (e) => (e.tone === "against" ? colours.flag : e.tone === "with" ? colours.accent : colours.edge);
const edgeColour = (e) => ({ color: e.relation ? toneOf(e) : colours.edge, highlight: e.relation ? toneOf(e) : colours.ink, hover: colours.ink });
const roundness = (bend) => Math.min(0.6, 0.16 * Math.abs(bend));
const bent = (e) =>
  e.bend
    ? { enabled: true, type: e.bend > 0 ? "curvedCW" : "curvedCCW", roundness: roundness(e.bend) }
    : false;
const asEdge = (e) => ({
  id: e.id,
  from: e.from.id,
  to: e.to.id,
  dashes: e.own ? false : [6, 4.5],
  smooth: bent(e),
  color: edgeColour(e),
  ...(e.relation ? { arrows: { to: { enabled: !e.both, scaleFactor: 0.55 } }, width: thick(e) } : {}),
});
const countOf = (e) => e.rows.reduce((sum, r) => sum + inSlice(r), 0);
const thick = (e) => 1 + Math.log2(new Set(e.rows.filter(inSlice).flatMap((r) => r.told.map((t) => t.speaker))).size + 1) * 0.55;

// A large graph opens with an overview of its best evidenced nodes; all of them, and what filters leave, have other places.
const hasMain = nodes.some((n) => n.spots.main);
let stage = "actors",
  everything = false,
  mode = relations.length ? "actors" : "events", // actors and truces with counted relations, or all events as nodes
  ego = null, // the node whose relations alone are drawn
  sliced = false, // whether only what began by the chosen day counts
  most = 14; // how many actors
const inSlice = (r) => seen.rows.has(r) && !(sliced && day && r.begin.slice(0, 10) > day);
// On a small screen the overview is smaller: who acts most, and the events that link them.
function briefly() {
  const main = nodes.filter((n) => n.spots.main),
    acting = new Set(main.filter((n) => n.look.css !== "event").slice(0, 20));
  const ties = (n) => new Set(n.edges.flatMap((e) => [e.from, e.to]).filter((m) => acting.has(m))).size;
  const linking = main
    .filter((n) => n.look.css === "event" && ties(n) > 1)
    .sort((a, b) => ties(b) - ties(a) || a.rank - b.rank);
  return new Set([...acting, ...linking.slice(0, 22)]);
}
let brief = null;

// Left, right, top and bottom of some points.
function frameOf(some) {
  const frame = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of some) {
    frame[0] = Math.min(frame[0], x);
    frame[1] = Math.max(frame[1], x);
    frame[2] = Math.min(frame[2], y);
    frame[3] = Math.max(frame[3], y);
  }
  return frame;
}

// The picture takes the shape of its frame: turned where it lies and the frame stands, then widened or heightened.
function shape(name) {
  const some = nodes.filter((n) => n.spots[name]).map((n) => n.spots[name]);
  if (!some.length) return;
  const [left, right, top, bottom] = frameOf(some);
  const want = (box.clientWidth - 90) / Math.max(60, box.clientHeight - 70),
    turned = (right - left) / Math.max(1, bottom - top) > 1 !== want > 0.85;
  const is = Math.max(1, turned ? bottom - top : right - left) / Math.max(1, turned ? right - left : bottom - top);
  const wider = Math.sqrt(Math.min(1.9, Math.max(0.53, want / is)));
  for (const spot of some)
    [spot[0], spot[1]] = turned ? [spot[1] * wider, spot[0] / wider] : [spot[0] * wider, spot[1] / wider];
}

// Nodes and edges are given to vis-network when they are first wanted.
function supply() {
  const fresh = [...seen.nodes].filter((n) => !net.body.nodes[n.id]);
  if (fresh.length) set.nodes.add(fresh.map(asNode));
  const lines = [...seen.edges].filter((e) => !net.body.edges[e.id]);
  if (lines.length) set.edges.add(lines.map(asEdge));
}

function openGraph() {
  takeColours();
  for (const l of looks) l.outline = new Path2D(l.path);
  bend(edges);
  countWords();
  if (hasMain && box.clientWidth < 520) brief = briefly();
  shape("main");
  shape("all");
  set = { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) };
  net = new vis.Network(box, set, {
    physics: false,
    autoResize: true,
    layout: { improvedLayout: false },
    interaction: {
      hover: true,
      tooltipDelay: 1e9,
      hideEdgesOnDrag: edges.length > 2500,
      keyboard: { enabled: false },
      zoomSpeed: 0.7,
      selectConnectedEdges: true,
      hoverConnectedEdges: nodes.length <= 500,
    },
    nodes: { shape: "custom", chosen: true },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: edges.length > 150 ? 0.3 : 0.4 } },
      width: edges.length > 150 ? 0.9 : 1.15,
      hoverWidth: 0.6,
      selectionWidth: 0.9,
      chosen: true,
      endPointOffset: { to: 2 },
    },
  });
  box.querySelector(".vis-network").tabIndex = -1; // the frame around it has the focus
  net.on("beforeDrawing", () => {
    scale = net.getScale();
  });
  net.on("afterDrawing", (ctx) => drawNames(ctx));
  net.on("click", (e) => {
    const at = e.pointer.DOM,
      node = net.getNodeAt(at),
      edge = node ? null : net.getEdgeAt(at);
    if (node) show(node);
    else if (edge) showEdge(edgeOf.get(edge));
    else if (chosen) show(null);
  });
  net.on("hoverNode", (e) => {
    hovered = nodeOf.get(e.node);
    box.style.cursor = "pointer";
  });
  net.on("blurNode", () => {
    hovered = null;
    box.style.cursor = "";
  });
  net.on("hoverEdge", () => {
    box.style.cursor = "pointer";
  });
  net.on("blurEdge", () => {
    box.style.cursor = "";
  });
  net.on("zoom", () => {
    moved = true;
  });
  net.on("dragEnd", (e) => {
    moved = true;
    const at = net.getPositions(e.nodes);
    for (const id of e.nodes) nodeOf.get(id).spots[stage] = [at[id].x, at[id].y];
  });
  net.on("resize", () =>
    setTimeout(() => {
      if (!moved) fit();
    }, 0),
  );
  box.addEventListener("keydown", byKey);
  box.addEventListener("wheel", scrolls, { capture: true, passive: true });
}

// The wheel scrolls the page until the graph has been clicked or reached by Tab; then it zooms.
function scrolls(e) {
  if (!e.ctrlKey && !box.contains(document.activeElement)) e.stopPropagation();
}

function hideUnseen(refit) {
  supply();
  for (const [id, n] of Object.entries(net.body.nodes)) {
    const node = nodeOf.get(id);
    if (!node) continue;
    n.options.hidden = !seen.nodes.has(node);
    if (!n.options.hidden) [n.x, n.y] = node.spots[stage];
  }
  for (const [id, e] of Object.entries(net.body.edges)) {
    const edge = edgeOf.get(id);
    if (!edge) continue;
    e.options.hidden = !seen.edges.has(edge);
    if (edge.relation && !e.options.hidden) e.options.width = thick(edge);
  }
  net.body.emitter.emit("_dataChanged"); // vis-network draws lists of its own, which only this rebuilds
  if (refit) fit();
  fade();
}

function showEdge(e) {
  groupTitle = e.relation ? `${e.from.label} ${e.both ? "and" : ""} ${e.both ? e.to.label : ""}${e.both ? ": " : ""}${e.word} ${e.both ? "" : e.to.label}`.replace(/ +/g, " ").trim() : "";
  show(e.rows.filter((r) => seen.rows.has(r)).map((r) => r.id));
}

// What the filters leave: in the small picture the best told actors and truces by their roles, in the large one all events.
function drawGraph(refit) {
  const before = stage;
  if (mode === "actors") chooseActors();
  else chooseEvents();
  const moving = stage !== before || stage === "actors" || (hasMain && !everything && stage === "all");
  hideUnseen(refit && moving);
  tellShown();
  const looksNow = new Set([...seen.nodes].map((n) => n.look.css));
  for (const li of all("#types li")) li.hidden = !looksNow.has(li.dataset.look);
}
function chooseEvents() {
  const some = seen.rows.size < rows.length;
  stage = hasMain && !everything && !some ? "main" : "all";
  seen.nodes = new Set(
    nodes.filter(
      (n) =>
        n.spots[stage] &&
        !(brief && stage === "main" && !brief.has(n)) &&
        (!some || n.rows.some((r) => seen.rows.has(r))),
    ),
  );
  seen.edges = new Set(
    edges.filter((e) => seen.nodes.has(e.from) && seen.nodes.has(e.to) && e.rows.some((r) => seen.rows.has(r))),
  );
}
// What is not around the chosen is drawn faintly.
function fade() {
  const shown = new Set(lit.map((e) => e.id));
  for (const [id, e] of Object.entries(net.body.edges))
    e.options.color.opacity = near === null || shown.has(id) ? 1 : 0.35;
  net.redraw();
}

// The whole picture with room for the names at its rim.
function fit() {
  const some = Object.entries(net.getPositions()).filter(([id]) => nodeOf.has(id) && seen.nodes.has(nodeOf.get(id)));
  if (!some.length) return;
  const [left, right, top, bottom] = frameOf(some.map(([, p]) => [p.x, p.y]));
  const w = box.clientWidth,
    h = box.clientHeight,
    sides = mode === "actors" ? Math.min(84, w / 5) : Math.min(54, w / 8);
  const to = Math.max(
    0.02,
    Math.min((w - 2 * sides) / Math.max(1, right - left), (h - 22 - 50) / Math.max(1, bottom - top), mode === "actors" ? 1.1 : 1.5),
  );
  net.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 14 / to }, scale: to, animation: false });
  moved = false;
}

const zoom = (by) => {
  net.moveTo({
    scale: Math.max(0.02, net.getScale() * by),
    animation: calm ? false : { duration: 200, easingFunction: "easeInOutQuad" },
  });
  moved = true;
};

// Neighbours that have no place in the picture are set in a ring around the node that was asked for.
const missing = (n) =>
  [...new Set(n.edges.flatMap((e) => [e.from, e.to]))].filter(
    (m) => !seen.nodes.has(m) && (!m.spots[stage] || (brief && stage === "main")),
  );
function expand(n) {
  const hidden = missing(n),
    [x, y] = n.spots[stage],
    room = Math.max(80, hidden.length * 8);
  hidden.forEach((m, k) => {
    const turn = (2 * Math.PI * k) / hidden.length;
    if (brief) brief.add(m);
    m.spots[stage] = [x + room * Math.cos(turn), y + room * Math.sin(turn)];
  });
  drawGraph(false);
}

// A chosen fact that the overview leaves out comes in between those who take part in it.
function reveal(r) {
  let fresh = false;
  for (const n of r.nodes.filter((m) => !m.spots[stage] || (brief && stage === "main" && !brief.has(m)))) {
    const by = n.edges
      .filter((e) => e.rows.includes(r))
      .map((e) => (e.from === n ? e.to : e.from))
      .filter((m) => m.spots[stage]);
    if (!by.length) continue;
    const middle = (k) => by.reduce((sum, m) => sum + m.spots[stage][k], 0) / by.length;
    if (brief) brief.add(n);
    n.spots[stage] = [middle(0) + (by.length === 1 ? 46 : 12), middle(1) + (by.length === 1 ? 34 : 26)];
    fresh = true;
  }
  if (fresh) drawGraph(false);
}

// Arrow keys go to the nearest node in their direction.
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function byKey(e) {
  if (e.key === "+" || e.key === "=") zoom(1.3);
  else if (e.key === "-") zoom(1 / 1.3);
  else if (e.key === "0") fit();
  else if (e.key === "Escape") show(null);
  else if (ways[e.key]) step(ways[e.key]);
  else return;
  e.preventDefault();
}
function step([dx, dy]) {
  const at = net.getPositions(),
    here = nodeOf.has(chosen) && at[chosen];
  let best = null,
    least = Infinity;
  for (const n of seen.nodes) {
    const p = at[n.id];
    if (!p || n.id === chosen) continue;
    if (!here) {
      best = best || n;
      continue;
    }
    const along = (p.x - here.x) * dx + (p.y - here.y) * dy,
      aside = Math.abs((p.x - here.x) * dy) + Math.abs((p.y - here.y) * dx);
    if (along > 0 && aside <= 2 * along && along + 2 * aside < least) {
      least = along + 2 * aside;
      best = n;
    }
  }
  if (best) show(best.id);
}
