// ---- The facts: lists and numbers of the data unpacked into rows, stories, nodes, edges and relations.

const $ = (id) => document.getElementById(id);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const given = inPage("data");
// Whether the page has come to life: before that nothing was scrolled, and asking where would lay everything out at once.
const answers = () => document.documentElement.dataset.ready === "1";
const sheet = matchMedia("(max-width: 1080px)"); // where the evidence is a sheet at the foot
const packed = typeof given === "string" ? JSON.parse(await unpacked(given)) : given;
const term = (n) => packed.terms[n];
const spaced = (word) => word.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`).trim();
const folded = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const whole = (instant) => (instant[0] === "~" ? "" : instant.length === 10 ? `${instant}T00:00:00Z` : instant);
const DAY = 864e5;
const nextDay = (day) => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
// Days and counts as English writes them, without the browser's tables of languages, which take longer to open than the page.
const MONTHS = "January February March April May June July August September October November December".split(" ");
function inWords(day, parts = { day: true, month: "long", year: true }) {
  const at = new Date(`${day}T00:00:00Z`),
    month = MONTHS[at.getUTCMonth()];
  if (!month) return "";
  return [parts.day && at.getUTCDate(), parts.month === "short" ? month.slice(0, 3) : month, parts.year && at.getUTCFullYear()].filter(Boolean).join(" ");
}
const counted = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// A name in the middle of a line, held together where it is written from right to left.
const isolated = (name) => (/[\u0590-\u08ff]/.test(name) ? `\u2068${name}\u2069` : name);

function el(tag, text, className) {
  const x = document.createElement(tag);
  if (text !== undefined) x.textContent = text;
  if (className) x.className = className;
  return x;
}

// A button; what it does is called with the button itself.
function button(text, act, className) {
  const b = el("button", text, className);
  b.type = "button";
  b.addEventListener("click", () => act(b));
  return b;
}

const sources = packed.sources.map(([title, outlet, published, byline, agencies, url, iri]) => ({
  title,
  outlet,
  published,
  byline,
  agencies,
  url,
  iri,
}));
const within = (iri) => {
  const cut = iri.indexOf("/");
  const article = /^\d+$/.test(iri.slice(0, cut)) && sources[+iri.slice(0, cut)];
  return article ? `${article.iri}/${iri.slice(cut + 1)}` : iri;
};
const names = packed.names.map(([iri, label, type, inside, lat, long]) => ({
  iri: iri[0] === ":" ? packed.base + iri.slice(1) : iri,
  label,
  type: term(type),
  inside: inside.map(term),
  lat,
  long,
}));
const called = (n) => (n < 0 ? null : names[n]);

function telling([stance, flags, speaker, who, cue, said, claim, rule, confidence, source, begin, end, at, marks, via]) {
  return {
    stance: term(stance),
    own: !!(flags & 1),
    against: !!(flags & 2),
    by: called(speaker),
    speaker: term(who),
    cue,
    said,
    claim: within(claim),
    rule: term(rule),
    confidence,
    source,
    begin,
    end,
    sentence: packed.sentences[at],
    marks,
    via: via.map(term),
  };
}

// A sentence with the words of the fact marked, those of its parts underlined.
function quoted(t) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (let k = 0; k < t.marks.length; k += 3) {
    const [from, to, core] = t.marks.slice(k, k + 3);
    out.append(t.sentence.slice(at, from), el(core ? "mark" : "u", t.sentence.slice(from, to)));
    at = to;
  }
  out.append(t.sentence.slice(at));
  return out;
}

const rows = packed.rows.map((list, n) => {
  const [layer, kind, kindWords, who, place, truce, begin, end, exact, edtf, factuality, iri, rule, confidence] = list;
  const [conflicts, tellings, what, date, words, event] = list.slice(14);
  const last = exact === 2 ? nextDay(begin) : end;
  return {
    id: `r${n + 1}`,
    n,
    layer: term(layer),
    kind: term(kind),
    kindWords: term(kindWords),
    what,
    who: who.map(called).filter(Boolean),
    place: called(place),
    truce: called(truce),
    begin: whole(begin),
    end: whole(last),
    until: end[0] === "~" ? end.slice(1) : "",
    exact: !!exact,
    edtf: edtf || (exact === 2 ? begin : ""),
    factuality: term(factuality),
    iri: within(iri),
    rule: term(rule),
    confidence,
    date: date === "no date" ? "no day told" : date,
    words,
    conflicts,
    event,
    told: tellings.map(telling),
    nodes: [],
    edges: [],
  };
});
for (const r of rows) {
  r.conflicts = r.conflicts.map((n) => rows[n]);
  r.event = rows[r.event] || null;
  r.own = r.told.some((t) => t.own);
  r.disputed = r.conflicts.length > 0 || r.told.some((t) => t.against);
  r.published = r.told
    .map((t) => sources[t.source].published)
    .filter(Boolean)
    .sort();
}
// The words that a search looks through, folded when one is first made.
function textOf(r) {
  const texts = [r.what, r.kindWords, r.place ? r.place.label : "", ...r.who.map((a) => a.label)];
  r.text ??= folded([...texts, ...r.told.flatMap((t) => [t.speaker, t.sentence, sources[t.source].outlet])].join(" "));
  return r.text;
}
const rowOf = new Map(rows.map((r) => [r.id, r]));
const parties = new Map(); // a truce → those who stand to it in any way
for (const r of rows)
  if (r.layer === "party" && r.truce) parties.set(r.truce, [...(parties.get(r.truce) || []), ...r.who]);

const stories = packed.stories.map(([name, label, outcome, held, moments, last], n) => ({
  n,
  name: called(name),
  label,
  outcome: term(outcome),
  last,
  held: held.map(([begin, end, answer, state, ...refs]) => ({
    begin,
    end,
    answer: term(answer),
    state: term(state),
    refs: refs.map(([row, k]) => ({ row: rows[row], k })),
  })),
  moments: moments.map(([title, day, [row, k], sort, when]) => ({ title, day, when, row: rows[row], k, sort: term(sort) })),
}));

const looks = packed.looks.map(([css, light, path, darker, words]) => ({ css, light, path, darker, words, colour: light }));
const nodes = packed.nodes.map(([label, type, look, name, own, size, x, y, mainX, mainY], n) => {
  const mine = own.map((k) => rows[k]);
  const node = {
    id: `n${n + 1}`,
    rank: n,
    label: term(label),
    type: term(type),
    look: looks[look],
    name: called(name),
    rows: mine,
    edges: [],
    links: [],
    spots: {
      all: x === undefined || x === null ? null : [x, y],
      main: mainX === undefined ? null : [mainX, mainY],
      actors: null,
    },
    disputed: term(type) === "Event" && mine.some((r) => r.disputed),
    size: size || 5,
  };
  for (const r of mine) r.nodes.push(node);
  return node;
});
const nodeOf = new Map(nodes.map((n) => [n.id, n]));
const edges = packed.edges.map(([from, to, own, word, ...mine], n) => {
  const edge = {
    id: `e${n + 1}`,
    from: nodes[from],
    to: nodes[to],
    own: !!own,
    word: term(word),
    rows: mine.map((k) => rows[k]),
    bend: 0,
  };
  edge.from.edges.push(edge);
  edge.to.edges.push(edge);
  for (const r of edge.rows) r.edges.push(edge);
  return edge;
});
const edgeOf = new Map(edges.map((e) => [e.id, e]));

// Relations: all facts of one word between two actors, or an actor and a truce.
const byName = new Map(nodes.filter((n) => n.name).map((n) => [n.name, n]));
const relations = packed.relations
  .map(([from, to, word, tone, both, own, ...mine], n) => ({
    id: `f${n + 1}`,
    from: byName.get(called(from)),
    to: byName.get(called(to)),
    word: term(word),
    tone: term(tone),
    both: !!both,
    own: !!own,
    rows: mine.map((k) => rows[k]),
    relation: true,
    bend: 0,
  }))
  .filter((f) => f.from && f.to && f.from !== f.to);
for (const f of relations) {
  f.from.links.push(f);
  f.to.links.push(f);
  edgeOf.set(f.id, f);
  for (const r of f.rows) r.edges.push(f);
}

// What passes the filters now, and what is chosen: the id of a row or a node, or a list of rows; `told` is the telling.
const seen = { rows: new Set(rows), nodes: new Set(), edges: new Set() };
let chosen = null;
