// ---- Names and edge words: always the same size on the screen, set where they cover nothing, the weightier ones first.
// What finds no room comes when one zooms in, or points at it.

const CELL = 48;
class Taken {
  constructor() {
    this.cells = new Map();
  }
  keys([x1, y1, x2, y2], visit) {
    for (let i = Math.floor(x1 / CELL); i <= Math.floor(x2 / CELL); i++)
      for (let j = Math.floor(y1 / CELL); j <= Math.floor(y2 / CELL); j++) if (visit(`${i},${j}`)) return true;
    return false;
  }
  add(b) {
    this.keys(b, (k) => {
      if (this.cells.has(k)) this.cells.get(k).push(b);
      else this.cells.set(k, [b]);
      return false;
    });
  }
  meets(b, but) {
    return this.keys(b, (k) =>
      (this.cells.get(k) || []).some((o) => o !== but && b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]),
    );
  }
}

function broken(label) {
  const out = [];
  for (const word of label.split(/\s+/)) {
    if (out.length && out.at(-1).length + word.length < 18) out[out.length - 1] += ` ${word}`;
    else out.push(word);
  }
  const lines = out.length > 3 ? [...out.slice(0, 2), `${out[2].slice(0, 17)}…`] : out;
  return lines.map((l) => (l.length <= 24 ? l : `${l.slice(0, 23)}…`));
}

const LINE = 14;
const fontOf = (n) =>
  n.look.css === "event"
    ? `11.5px ${colours.sans}`
    : n.look.css === "place"
      ? `italic 13px ${colours.serif}`
      : n.look.css === "truce"
        ? `700 13.5px ${colours.serif}`
        : `600 12.5px ${colours.sans}`;
const wide = new Map();
function width(ctx, font, text) {
  const key = font + text;
  if (!wide.has(key)) {
    ctx.font = font;
    wide.set(key, ctx.measureText(text).width);
  }
  return wide.get(key);
}

// Below, right, left or above its node; the frame of the text and where its first line stands.
function* spots(n, at, w, h, r) {
  yield { frame: [at.x - w / 2, at.y + r + 2, at.x + w / 2, at.y + r + 2 + h], x: at.x, align: "center" };
  yield { frame: [at.x + r + 4, at.y - h / 2, at.x + r + 4 + w, at.y + h / 2], x: at.x + r + 4, align: "left" };
  yield { frame: [at.x - r - 4 - w, at.y - h / 2, at.x - r - 4, at.y + h / 2], x: at.x - r - 4, align: "right" };
  yield { frame: [at.x - w / 2, at.y - r - 3 - h, at.x + w / 2, at.y - r - 3], x: at.x, align: "center" };
  for (const far of n.rank < 12 || n.look.css === "truce" ? [3, 12, 22] : [3])
    for (const [dx, dy] of [
      [1, 1],
      [-1, 1],
      [1, -1],
      [-1, -1],
    ]) {
      const x = at.x + dx * (r * 0.6 + far),
        y = at.y + dy * (r * 0.6 + far),
        left = dx > 0 ? x : x - w,
        top = dy > 0 ? y : y - h;
      yield { frame: [left, top, left + w, top + h], x, align: dx > 0 ? "left" : "right" };
    }
}

// Further off, with a line that leads to it.
function led(n, at, w, h, r, frame, taken) {
  for (const far of brief ? [26, 38, 50] : [26, 38, 50, 64, 84, 108, 136])
    for (let k = 0; k < 16; k++) {
      const turn = (Math.PI * k) / 8,
        x = at.x + (r + far + w * 0.3) * Math.cos(turn),
        y = at.y + (r + far) * Math.sin(turn);
      const b = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
      if (b[0] < frame[0] || b[1] < frame[1] || b[2] > frame[2] || b[3] > frame[3] || taken.meets(b)) continue;
      const to = [Math.min(b[2], Math.max(b[0], at.x)), Math.min(b[3], Math.max(b[1], at.y))],
        long = Math.max(1, Math.hypot(to[0] - at.x, to[1] - at.y));
      const rim = [at.x + ((to[0] - at.x) * r) / long, at.y + ((to[1] - at.y) * r) / long];
      return { frame: b, x, align: "center", lead: [...rim, ...to] };
    }
  return null;
}

let drawnNames = { names: [], words: [] };
function drawNames(ctx) {
  const ratio = box.querySelector("canvas").width / box.clientWidth,
    frame = [0, 0, box.clientWidth, box.clientHeight];
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.lineJoin = "round";
  ctx.textBaseline = "alphabetic";
  const at = new Map(),
    own = new Map(),
    taken = new Taken(),
    strong = new Taken(),
    positions = net.getPositions();
  for (const n of seen.nodes) {
    if (!positions[n.id]) continue;
    const p = net.canvasToDOM(positions[n.id]);
    if (p.x < -80 || p.y < -60 || p.x > frame[2] + 80 || p.y > frame[3] + 60) continue;
    const r = drawnRadius(n) * scale + 1;
    at.set(n, p);
    own.set(n, [p.x - r, p.y - r, p.x + r, p.y + r]);
    taken.add(own.get(n));
    if (n.look.css !== "event") strong.add(own.get(n));
  }
  drawnNames = { names: placeNames(ctx, at, own, { taken, strong }, frame), words: placeWords(ctx, at, taken) };
  for (const w of drawnNames.words) write(ctx, w);
  for (const n of drawnNames.names) write(ctx, n);
  ctx.restore();
}

function placeNames(ctx, at, own, { taken, strong }, frame) {
  const first = (n) => (n.id === chosen ? 3 : n === hovered ? 2 : near && near.has(n) ? 1 : 0);
  const minor = (n) => (n.look.css === "event" ? 1 : n.look.css === "truce" ? -1 : 0);
  const order = [...at.keys()].sort((a, b) => first(b) - first(a) || minor(a) - minor(b) || a.rank - b.rank);
  const out = [],
    crossing = mode === "actors" ? [...seen.edges].filter((e) => at.has(e.from) && at.has(e.to)).map((e) => SAMPLES.map((s) => pointOn(e, s, at.get(e.from), at.get(e.to)))) : [];
  for (const n of order) {
    const font = fontOf(n),
      lines = broken(n.disputed ? `≠ ${n.label}` : n.label),
      p = at.get(n),
      r = drawnRadius(n) * scale;
    const w = Math.max(...lines.map((l) => width(ctx, font, l))) + 2,
      h = LINE * lines.length;
    const within = p.x > frame[0] && p.x < frame[2] && p.y > frame[1] && p.y < frame[3];
    const whole = (b) => !within || (b[0] >= frame[0] && b[1] >= frame[1] && b[2] <= frame[2] && b[3] <= frame[3]);
    const some = [...spots(n, p, w, h, r)].filter((s) => whole(s.frame));
    const open = some.filter((s) => !taken.meets(s.frame, own.get(n)));
    let free = (mode === "actors" ? clearest(open, crossing) : open[0]) || null;
    if (!free && seen.nodes.size <= 500 && (n.rank < 16 || n.look.css === "truce"))
      free = led(n, p, w, h, r, frame, taken);
    // The weightiest names, and what is chosen, go over the small signs of events when there is no other way.
    const must = mode === "actors" || first(n) >= 2 || (n.rank < 16 && n.look.css !== "event");
    if (!free && must)
      free = some.find((s) => !strong.meets(s.frame, own.get(n))) || (first(n) >= 2 ? some[0] || null : null);
    if (!free) continue;
    free.plate = must && taken.meets(free.frame, own.get(n));
    taken.add(free.frame);
    strong.add(free.frame);
    out.push({
      ...free,
      lines,
      font,
      colour: faint(n) ? colours.edge : n.disputed ? colours.flag : n.look.css === "event" ? colours.soft : colours.ink,
      node: n,
    });
  }
  return out;
}

// The spot that the fewest lines cross, the first of equals.
const SAMPLES = Array.from({ length: 24 }, (_, k) => (k + 1) / 25);
function clearest(spots, lines) {
  const crossed = ({ frame: [x1, y1, x2, y2] }) => lines.filter((points) => points.some(({ x, y }) => x > x1 && x < x2 && y > y1 && y < y2)).length;
  let best = null,
    least = Infinity;
  for (const s of spots) {
    const n = crossed(s);
    if (n < least) [best, least] = [s, n];
    if (!n) break;
  }
  return best;
}

// The rarest words first: they tell most. On each edge the middle is tried before its neighbourhood.
const common = new Map();
let byRarity = [];
function countWords() {
  for (const e of edges) common.set(e.word, (common.get(e.word) || 0) + 1);
  byRarity = [...edges].sort(
    (a, b) => common.get(a.word) - common.get(b.word) || a.from.rank + a.to.rank - b.from.rank - b.to.rank,
  );
}
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
function placeWords(ctx, at, taken) {
  const small = mode === "actors",
    font = small ? `12px ${colours.sans}` : `italic 11px ${colours.sans}`,
    out = [];
  for (const e of new Set([...lit, ...(small ? seen.edges : byRarity)])) {
    if (!seen.edges.has(e) || !at.has(e.from) || !at.has(e.to) || out.length > 400) continue;
    if (near ? !lit.includes(e) : !small && edges.length > 80 && common.get(e.word) > edges.length / 10) continue;
    const a = at.get(e.from),
      b = at.get(e.to),
      long = Math.hypot(a.x - b.x, a.y - b.y),
      words = small ? `${e.word} ${countOf(e)}` : e.word,
      w = width(ctx, font, words);
    if (long < (radius(e.from) + radius(e.to)) * scale + Math.min(w * 0.75, 34)) continue;
    for (const share of SHARES) {
      const p = pointOn(e, share, a, b),
        frame = [p.x - w / 2 - 1, p.y - 7, p.x + w / 2 + 1, p.y + 6];
      if (frame[0] < 0 || frame[2] > box.clientWidth || frame[1] < 0 || frame[3] > box.clientHeight) continue;
      if (taken.meets(frame)) continue;
      taken.add(frame);
      const colour = small ? (e.tone ? toneOf(e) : colours.muted) : colours.soft;
      out.push({ frame, x: p.x, align: "center", lines: [words], font, colour, edge: e, plate: small });
      break;
    }
  }
  return out;
}
function pointOn(e, share, a, b) {
  const line = e.bend && net.body.edges[e.id];
  return line
    ? net.canvasToDOM(line.edgeType.getPoint(share))
    : { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function write(ctx, { frame, x, align, lines, font, colour, lead, plate }) {
  if (plate) {
    ctx.fillStyle = colours.ground;
    ctx.fillRect(frame[0] - 2, frame[1], frame[2] - frame[0] + 4, frame[3] - frame[1] + 1);
  }
  if (lead) {
    ctx.beginPath();
    ctx.moveTo(lead[0], lead[1]);
    ctx.lineTo(lead[2], lead[3]);
    for (const [colour_, width_] of [
      [colours.ground, 3.4],
      [colours.ink, 0.9],
    ]) {
      ctx.strokeStyle = colour_;
      ctx.lineWidth = width_;
      ctx.stroke();
    }
  }
  ctx.font = font;
  ctx.textAlign = align;
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.ground;
  ctx.fillStyle = colour;
  lines.forEach((l, k) => {
    const y = frame[1] + (lines.length > 1 || frame[3] - frame[1] >= LINE ? 11 : 10) + LINE * k;
    ctx.strokeText(l, x, y);
    ctx.fillText(l, x, y);
  });
}
