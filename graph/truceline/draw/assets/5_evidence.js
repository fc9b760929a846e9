// ---- Evidence: the sentence with the fact marked in it, who says so, who disputes it, why a date is uncertain.

let chosenTold = 0; // which telling of the chosen fact stands first
const soft = (text) => el("span", text, "n");
function opener(text, to) {
  const b = button(text, () => show(to), "open");
  b.dir = "auto";
  return b;
}
function pairs(...list) {
  const d = el("dl");
  for (const [k, v] of list)
    if (v) {
      const dd = el("dd", v);
      dd.dir = "auto";
      d.append(el("dt", k), dd);
    }
  return d;
}

function howOf(t) {
  if (t.own) return "in its own words";
  return `${t.stance}${t.via.length ? `, passed on by ${t.via.join(", ")}` : ""}`;
}
function told(t) {
  const s = sources[t.source],
    div = el("div", undefined, `told${t.own ? "" : " claimed"}${t.against ? " against" : ""}`);
  const who = el("p"),
    name = el("b", t.speaker),
    quote = el("blockquote");
  name.dir = quote.dir = "auto";
  who.append(name, ` ${howOf(t)}`, t.cue ? soft(` (“${t.cue}”)`) : "", t.said ? soft(`, said ${t.said}`) : "");
  quote.append("“", quoted(t), "”");
  const credit = `${isolated(s.outlet)}${s.byline ? `, ${s.byline}` : ""}${s.agencies ? ` (${s.agencies})` : ""}`,
    from = el("p", `${credit}, ${inWords(s.published) || "no date"}: `),
    title = el("bdi", s.title);
  if (/^https?:\/\//i.test(s.url)) {
    const a = el("a");
    Object.assign(a, { href: s.url, rel: "noopener noreferrer nofollow", target: "_blank" });
    a.append(title);
    from.append(a);
  } else from.append(title);
  div.append(quote, who, from);
  return div;
}

function uncertain(r) {
  const words = r.words ? ` (“${r.words}”)` : "";
  if (r.layer === "party" || r.exact) return "";
  if (!r.begin && !r.end) return r.layer === "state" ? "no day is told; it stands for the day of the report" : "no day is told";
  if (!r.end) return `no end is told${words}${r.until ? `; told up to ${inWords(r.until)}` : ""}`;
  if (!r.begin) return `only the latest possible time is told${words}`;
  return r.layer === "figure" ? "" : `somewhere in this time${words}`;
}

function tags(r) {
  const out = [el("span", r.own ? "an outlet’s own words" : `claimed by ${r.told[0] ? r.told[0].speaker : "somebody"}`, `tag${r.own ? "" : " claimed"}`)];
  if (r.factuality && r.factuality !== "happened") out.push(el("span", spaced(r.factuality), "tag"));
  if (r.disputed) out.push(el("span", "≠ disputed", "tag disputed"));
  return out;
}

function fact(r) {
  const h = el("h3", r.what),
    out = [h, ...tags(r)];
  h.dir = "auto";
  out.push(
    pairs(
      ["When", `${r.date}${r.words && r.exact ? ` (“${r.words}”)` : ""}`],
      ["Uncertain", uncertain(r)],
      ["Where", r.place ? r.place.label : ""],
    ),
  );
  const first = r.told[chosenTold] || r.told[0],
    pro = r.told.filter((t) => !t.against && t !== first),
    con = r.told.filter((t) => t.against && t !== first);
  if (first) out.push(told(first));
  const buttons = el("p", undefined, "buttons");
  buttons.append(
    button("Only this", () => {
      only = r.id;
      apply();
      remember();
    }),
    button("Copy the quotation", (b) => copied(r, first, b)),
    backButton(),
  );
  out.push(buttons);
  if (con.length || (first && first.against && pro.length))
    out.push(el("p", con.length ? `Disputed by ${[...new Set(con.map((t) => t.speaker))].join(", ")}` : "Told otherwise", "tag disputed"));
  out.push(...con.map(told), ...pro.map(told));
  for (const other of r.conflicts) {
    const p = el("p", undefined, "told");
    p.append(el("em", "≠ "), opener(`${other.what} (${[...new Set(other.told.map((t) => t.speaker))].join(", ")})`, other.id));
    out.push(p);
  }
  return [...out, origin(r, first)];
}

// There is a way back once something was chosen here; before that it would leave the page.
const depth = () => (history.state && history.state.depth) || 0;
function backButton() {
  const b = button("Back", () => history.back(), "back");
  b.hidden = !depth();
  return b;
}

function origin(r, first) {
  const d = el("details"),
    speakers = new Set(r.told.filter((t) => !t.against).map((t) => t.speaker));
  d.append(el("summary", "How it was read"));
  const list = pairs(
    ["Sources", `${speakers.size} ${speakers.size === 1 ? "speaker" : "speakers"}, ${new Set(r.told.map((t) => t.source)).size} ${r.told.length === 1 ? "article" : "articles"}`],
    ["Read by", [r.rule, first && first.rule].filter((x, k, several) => x && several.indexOf(x) === k).join(", ")],
    ["Confidence", (first ? Math.min(r.confidence, first.confidence) : r.confidence).toFixed(2)],
    ["Fact", r.iri],
    ["Claim", first ? first.claim : ""],
  );
  list.classList.add("iri");
  d.append(list);
  return d;
}

function copied(r, t, b) {
  const s = sources[t.source],
    text = `“${t.sentence}” – ${t.own ? "" : `${t.speaker}, in `}${s.outlet}${s.published ? `, ${inWords(s.published)}` : ""}${/^https?:/i.test(s.url) ? `, ${s.url}` : ""}`;
  const done = () => (b.textContent = "Copied");
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, () => byHand(text, done));
  else byHand(text, done);
}
function byHand(text, done) {
  const area = el("textarea", text);
  document.body.append(area);
  area.select();
  if (document.execCommand("copy")) done();
  area.remove();
}

// Several facts: in the order of time, each with its words and who says them.
const inOrder = (a, b) => order(a.begin || a.end || a.published[0] || "9", b.begin || b.end || b.published[0] || "9") || a.n - b.n;
function group(title, under, several) {
  const h = el("h3", title, "list"),
    out = [h, el("p", under, "note")],
    now = several.filter((r) => seen.rows.has(r)).sort(inOrder);
  h.dir = "auto";
  for (const r of now.slice(0, 40)) {
    const div = el("div", undefined, "item"),
      t = r.told[0],
      words = t && t.marks.length ? markedWords(t) : "";
    div.append(opener(r.what, r.id), el("p", `${r.date}${t ? `; ${t.speaker} ${howOf(t)}` : ""}`, "note"));
    if (words) {
      const q = el("p", `“${words}”`);
      q.dir = "auto";
      div.append(q);
    }
    out.push(div);
  }
  if (now.length > 40) out.push(el("p", `and ${now.length - 40} more in the table`, "note"));
  if (now.length < several.length) out.push(hiddenNote(several.length - now.length));
  return out;
}
function markedWords(t) {
  const first = t.marks[0],
    last = t.marks.at(-2),
    words = t.sentence.slice(first, last);
  return words.length > 140 ? `${words.slice(0, 140)} …` : words;
}
function hiddenNote(n) {
  const p = el("p", `${n} ${n === 1 ? "fact is" : "facts are"} hidden by the filters. `, "warn");
  p.append(button("Clear the filters", () => clear(fields)));
  return p;
}

function nodeCard(n) {
  const words = n.name && n.name.type === "Ceasefire" ? "ceasefire" : spaced(n.type).toLowerCase(),
    out = group(n.name ? n.name.label : n.label, `${words}, ${n.rows.length} ${n.rows.length === 1 ? "fact" : "facts"}`, n.rows),
    b = el("p", undefined, "buttons");
  if (net && mode === "actors" && n.links.length && ego !== n) b.append(button("Only its relations", () => setEgo(n)));
  const hidden = net && mode === "events" && n.spots[stage] ? missing(n) : [];
  if (hidden.length)
    b.append(
      button(`Draw its ${hidden.length} other ${hidden.length === 1 ? "neighbour" : "neighbours"}`, () => {
        expand(n);
        show(n.id);
      }),
    );
  b.append(backButton());
  out.splice(2, 0, b);
  if (n.name) out.push(el("p", n.name.iri, "note iri"));
  return out;
}

// Before anything is chosen: the sentence that decides the verdict, else what is best told.
function opening() {
  const story = storyNow(),
    parts = story ? all(`.story[data-story="${story.n}"] .part[data-ref]:not(.name)`) : [],
    deciding = parts.filter((p) => p.classList.length > 1 && shownOf(p.dataset.rows.split(" "))).at(-1);
  if (deciding) return deciding.dataset.ref.split(".");
  const some = [...seen.rows].sort((a, b) => b.disputed - a.disputed || b.told.length - a.told.length || a.n - b.n);
  return some.length ? [some[0].id, 0] : ["", 0];
}

function show(what, { quiet = false, told = 0 } = {}) {
  let now = Array.isArray(what) && what.length === 1 ? what[0] : what;
  chosen = now;
  chosenTold = told;
  if (!now) {
    const [id, k] = opening();
    now = id;
    chosenTold = +k;
  }
  const row = rowOf.get(now),
    node = nodeOf.get(now),
    several = Array.isArray(now) ? now.map((id) => rowOf.get(id)) : null,
    out = row ? fact(row) : node ? nodeCard(node) : several ? group(groupTitle || `${several.length} facts`, "in order of time", several) : [el("p", "Nothing passes the filters.", "note")];
  if (row && !seen.rows.has(row)) out.unshift(hiddenNote(1));
  groupTitle = "";
  $("card").replaceChildren(...out);
  if (answers()) $("evidence").scrollTop = 0;
  outline(row ? [row] : several || (node ? node.rows : []), node);
  lightChosen();
  if (!quiet) {
    $("evidence").classList.remove("low");
    remember();
  }
}
let groupTitle = "";

// Every other view outlines what is chosen.
const standing = new Map(); // the id of a fact → what stands for it in verdict, bands, roles, disputes and moments
for (const x of all("main [data-rows]:not(tr, td a)"))
  for (const id of x.dataset.rows.split(" ")) standing.set(id, [...(standing.get(id) || []), x]);
function outline(several, node) {
  for (const x of all(".on")) x.classList.remove("on");
  const few = several.length <= 200 && !(node && several.length > 60),
    now = few ? several : [],
    alone = several.length === 1;
  for (const r of now)
    for (const x of [...(standing.get(r.id) || []), ...all(`#said [data-rows="${r.id}"]`)]) {
      const one = alone && x.dataset.ref && chosen && x.dataset.rows.includes(" ");
      if (!one || x.dataset.ref === `${chosen}.${chosenTold}`) x.classList.add("on");
    }
  for (const p of points) p.a.classList.toggle("on", now.some((r) => p.rows.includes(r)));
  showRow(alone && chosen ? several[0] : null, new Set(several.map((r) => r.id)));
  nowMoment(alone ? several[0] : null);
}

// In the graph what is chosen is lit with its neighbours.
function lightChosen() {
  if (net) light([chosen].flat().map((id) => rowOf.get(id) || nodeOf.get(id)).filter(Boolean));
}
function light(several) {
  const rowsNow = several.filter((x) => x.told),
    node = several.find((x) => x.look);
  const mine = node ? [node] : [...new Set(rowsNow.flatMap((r) => r.nodes))];
  const here = mine.filter((n) => seen.nodes.has(n)),
    own = node ? (mode === "actors" ? node.links : node.edges) : rowsNow.flatMap((r) => r.edges),
    lines = [...new Set(own)].filter((e) => seen.edges.has(e));
  lit = lines;
  near = node && here.length ? new Set([node, ...lines.flatMap((e) => [e.from, e.to])]) : lines.length ? new Set(lines.flatMap((e) => [e.from, e.to])) : null;
  if (rowsNow.length && mode === "events") reveal(rowsNow[0]);
  net.setSelection(
    { nodes: node && seen.nodes.has(node) ? [node.id] : [], edges: lines.map((e) => e.id).filter((id) => net.body.edges[id]) },
    { highlightEdges: false, unselectAll: true },
  );
  fade();
}
