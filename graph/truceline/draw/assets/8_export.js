// ---- Exports of what is shown: CSV for a spreadsheet, Turtle in the vocabulary of truceline, PNG of the graph.

function save(name, type, content) {
  const a = el("a");
  a.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 2000);
}
const shown = () => rows.filter((r) => seen.rows.has(r));

// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
const cell = (x) => {
  const s = String(x);
  return `"${(/^[=+\-@\t\r]/.test(s) ? `'${s}` : s).replaceAll('"', '""')}"`;
};
function csv() {
  const head = [
    "fact",
    "layer",
    "kind",
    "what",
    "actors",
    "place",
    "begin",
    "end",
    "edtf",
    "time words",
    "factuality",
    "disputed",
    "speaker",
    "own voice",
    "stance",
    "sentence",
    "outlet",
    "published",
    "title",
    "url",
    "claim",
    "confidence",
  ];
  const body = shown().flatMap((r) =>
    r.told.map((t) => {
      const s = sources[t.source];
      return [
        r.iri,
        r.layer,
        r.kind,
        r.what,
        r.who.map((a) => a.label).join("; "),
        r.place ? r.place.label : "",
        r.begin,
        r.end,
        r.edtf,
        r.words,
        r.factuality,
        r.disputed,
        t.speaker,
        t.own,
        t.stance,
        t.sentence,
        s.outlet,
        s.published,
        s.title,
        s.url,
        t.claim,
        t.confidence,
      ];
    }),
  );
  return `\ufeff${[head, ...body].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

const PREFIXES = {
  tl: "https://w3id.org/truceline/ontology#",
  sem: "http://semanticweb.cs.vu.nl/2009/11/sem/",
  nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  prov: "http://www.w3.org/ns/prov#",
  dct: "http://purl.org/dc/terms/",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  geo: "http://www.w3.org/2003/01/geo/wgs84_pos#",
  edtf: "http://id.loc.gov/datatypes/edtf/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const iriOf = (s) => `<${String(s).replace(/[\u0000-\u0020<>"{}|\\^`]/g, encodeURIComponent)}>`;
const literal = (s) =>
  `"${String(s)
    .toWellFormed()
    .replace(
      /[\\"\n\r\t\u0000-\u001f\u007f]/g,
      (c) =>
        ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[c] ||
        `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )}"`;
const termOf = (word) => (/^[A-Za-z][\w-]*$/.test(word) ? `tl:${word}` : literal(word));
const triples = (subject, list) => `${iriOf(subject)} ${list.filter(Boolean).join(" ;\n  ")} .\n`;
const at = (name, instant) => instant && `sem:${name} "${instant}"^^xsd:dateTime`;

function factTurtle(r) {
  const kinds = {
    event: ["tl:Event", "tl:kind"],
    state: ["tl:CeasefireState", "tl:state"],
    party: ["tl:PartyLink", "tl:partyStatus"],
    figure: ["tl:Figure", "tl:category"],
  };
  const [type, property] = kinds[r.layer],
    actor = r.layer === "party" ? "tl:actor" : "sem:hasActor";
  const out = triples(r.iri, [
    `a ${type}`,
    `${property} ${termOf(r.kind)}`,
    `rdfs:label ${literal(r.what)}`,
    r.factuality && `tl:factuality ${termOf(r.factuality)}`,
    ...r.who.map((a) => `${actor} ${iriOf(a.iri)}`),
    r.place && `${r.layer === "state" ? "tl:covers" : "sem:hasPlace"} ${iriOf(r.place.iri)}`,
    r.layer === "event" && r.truce && `tl:ceasefire ${iriOf(r.truce.iri)}`,
    at("hasEarliestBeginTimeStamp", r.begin),
    at("hasLatestEndTimeStamp", r.end),
    r.edtf && `tl:edtf ${literal(r.edtf)}^^edtf:EDTF`,
    r.words && `tl:timeText ${literal(r.words)}`,
  ]);
  const link = { state: "tl:hasState", party: "tl:partyLink" }[r.layer];
  return link && r.truce ? out + triples(r.truce.iri, [`${link} ${iriOf(r.iri)}`]) : out;
}
function claimTurtle(t, about) {
  const s = sources[t.source],
    sentence = `${s.iri}#char=${t.begin},${t.end}`;
  return (
    triples(t.claim, [
      "a tl:Claim",
      t.by && `tl:speaker ${iriOf(t.by.iri)}`,
      `tl:stance ${termOf(t.stance)}`,
      `tl:about ${about.map(iriOf).join(" , ")}`,
      t.cue && `tl:cue ${literal(t.cue)}`,
      `tl:evidence ${iriOf(sentence)}`,
      `prov:wasQuotedFrom ${iriOf(s.iri)}`,
      `tl:confidence ${t.confidence.toFixed(3)}`,
    ]) +
    triples(sentence, [
      "a nif:Sentence",
      `nif:referenceContext ${iriOf(s.iri)}`,
      `nif:beginIndex ${t.begin}`,
      `nif:endIndex ${t.end}`,
      `nif:anchorOf ${literal(t.sentence)}`,
    ])
  );
}
function turtle() {
  const some = shown(),
    claims = new Map(),
    used = new Set(),
    articles = new Set();
  for (const r of some) {
    for (const n of [...r.who, r.place, r.truce, ...r.told.map((t) => t.by)]) if (n) used.add(n);
    for (const t of r.told) {
      articles.add(t.source);
      if (claims.has(t.claim)) claims.get(t.claim).about.push(r.iri);
      else claims.set(t.claim, { t, about: [r.iri] });
    }
  }
  const head = Object.entries(PREFIXES)
    .map(([p, iri]) => `@prefix ${p}: <${iri}> .\n`)
    .join("");
  const from = [...articles]
    .map((n) => sources[n])
    .map((s) =>
      triples(s.iri, [
        "a tl:Article",
        `dct:title ${literal(s.title)}`,
        s.published && `dct:issued "${s.published}"^^xsd:date`,
        s.byline && `dct:creator ${literal(s.byline)}`,
        /^https?:/i.test(s.url) && `dct:source ${iriOf(s.url)}`,
      ]),
    );
  const things = [...used].map((n) =>
    triples(n.iri, [
      `a ${termOf(n.type)}`,
      `rdfs:label ${literal(n.label)}`,
      n.lat !== undefined && `geo:lat ${n.lat.toFixed(5)} ; geo:long ${n.long.toFixed(5)}`,
    ]),
  );
  return [
    head,
    ...from,
    ...things,
    ...some.map(factTurtle),
    ...[...claims.values()].map(({ t, about }) => claimTurtle(t, about)),
  ].join("\n");
}

// The picture with what it needs to stand alone: heading, legend, how much of it is shown.
function png(done) {
  const from = box.querySelector("canvas"),
    ratio = from.width / box.clientWidth,
    to = document.createElement("canvas"),
    c = to.getContext("2d");
  const head = 74,
    foot = 46,
    w = box.clientWidth;
  to.width = from.width;
  to.height = from.height + (head + foot) * ratio;
  c.fillStyle = colours.ground;
  c.fillRect(0, 0, to.width, to.height);
  c.drawImage(from, 0, head * ratio);
  c.scale(ratio, ratio);
  c.fillStyle = colours.ink;
  c.font = `700 22px ${colours.serif}`;
  c.fillText(cutTo(c, document.querySelector("h1").textContent, w - 32), 16, 34);
  c.font = `13px ${colours.sans}`;
  c.fillStyle = colours.soft;
  c.fillText(
    cutTo(
      c,
      `${document.querySelector(".kicker").textContent}. ${$("count").textContent}. Dashed: only claimed.`,
      w - 32,
    ),
    16,
    56,
  );
  let x = 24;
  const y = head + box.clientHeight + 24;
  for (const l of looks.filter((k) => [...seen.nodes].some((n) => n.look === k))) {
    const words = l.words;
    c.save();
    c.translate(x, y);
    c.scale(0.75, 0.75);
    c.fillStyle = l.colour;
    c.strokeStyle = colours.ink;
    c.lineWidth = 1.4;
    c.fill(l.outline);
    c.stroke(l.outline);
    c.restore();
    c.fillStyle = colours.ink;
    c.fillText(words, x + 13, y + 4);
    x += 36 + c.measureText(words).width;
  }
  to.toBlob(done, "image/png");
}
function cutTo(c, text, most) {
  let cut = text;
  while (cut.length > 4 && c.measureText(cut).width > most) cut = `${cut.slice(0, -2).trimEnd()}…`.replace(/……$/, "…");
  return cut;
}
