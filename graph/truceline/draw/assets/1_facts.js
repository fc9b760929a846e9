// ---- The facts: lists and numbers of the data unpacked; words and sentences read from the cells of the table.

const $ = (id) => document.getElementById(id);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const packed = JSON.parse(await unpacked("data"));
const term = (n) => packed.terms[n];
const spaced = (word) => word.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`).trim();
const folded = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const whole = (instant) => (instant[0] === "~" ? "" : instant.length === 10 ? `${instant}T00:00:00Z` : instant);
const nextDay = (day) => new Date(Date.parse(day) + 864e5).toISOString().slice(0, 10);

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
const names = packed.names.map(([iri, label, type, lat, long]) => ({
  iri: iri[0] === ":" ? packed.base + iri.slice(1) : iri,
  label,
  type: term(type),
  lat,
  long,
}));
const called = (n) => (n < 0 ? null : names[n]);

function telling([stance, flags, speaker, cue, said, claim, rule, confidence, source, begin, end], cell) {
  return {
    stance: term(stance),
    own: !!(flags & 1),
    against: !!(flags & 2),
    by: called(speaker),
    cue,
    said,
    claim: within(claim),
    rule: term(rule),
    confidence,
    source,
    begin,
    end,
    speaker: cell.querySelector("b").textContent,
    how: cell.querySelector("i").textContent,
    quote: cell.querySelector("q"),
  };
}

const rows = packed.rows.map(
  (
    [
      layer,
      kind,
      kindWords,
      who,
      place,
      truce,
      begin,
      end,
      exact,
      edtf,
      factuality,
      iri,
      rule,
      confidence,
      conflicts,
      told,
    ],
    n,
  ) => {
    const line = $(`r${n + 1}`);
    const [when, what, voices] = line.cells;
    const paragraphs = all("p", voices);
    const place_ = called(place);
    return {
      id: `r${n + 1}`,
      line,
      layer: term(layer),
      kind: term(kind),
      kindWords: term(kindWords),
      what: what.querySelector("a").textContent,
      who: who.map(called).filter(Boolean),
      place: place_,
      truce: called(truce),
      begin: whole(begin),
      end: whole(exact === 2 ? nextDay(begin) : end),
      until: end[0] === "~" ? end.slice(1) : "",
      exact: !!exact,
      edtf: edtf || (exact === 2 ? begin : ""),
      factuality: term(factuality),
      iri: within(iri),
      rule: term(rule),
      confidence,
      date: when.firstChild.textContent,
      words: when.querySelector("i") ? when.querySelector("i").textContent : "",
      conflicts,
      told: told.map((t, k) => telling(t, paragraphs[k])),
      nodes: [],
      edges: [],
    };
  },
);
for (const r of rows) {
  r.conflicts = r.conflicts.map((n) => rows[n]);
  r.own = r.told.some((t) => t.own);
  r.disputed = r.conflicts.length > 0 || r.told.some((t) => t.against);
  r.published = r.told
    .map((t) => sources[t.source].published)
    .filter(Boolean)
    .sort();
  r.text = folded(
    [
      r.what,
      r.kindWords,
      r.place ? r.place.label : "",
      ...r.who.map((a) => a.label),
      ...r.told.flatMap((t) => [t.speaker, t.quote.textContent, sources[t.source].outlet]),
    ].join(" "),
  );
}
const rowOf = new Map(rows.map((r) => [r.id, r]));

const looks = packed.looks.map(([css, colour, path]) => ({ css, colour, path }));
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
    spots: { all: x === undefined || x === null ? null : [x, y], main: mainX === undefined ? null : [mainX, mainY] },
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

// What passes the filters now, and what is chosen: the id of a row or a node, or a list of rows.
const seen = { rows: new Set(rows), nodes: new Set(), edges: new Set() };
let chosen = null;
