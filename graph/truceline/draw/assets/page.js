"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const said = (term) => term.replace(/[A-Z]/g, (c) => " " + c.toLowerCase()).trim();
  const sources = data.sources.map(([title, outlet, published, byline, agencies, url, iri]) => ({ title, outlet, published, byline, agencies, url, iri }));
  const cells = new Map([...document.querySelectorAll("tr[data-row]")].map((tr) => [tr.dataset.row, tr.cells]));
  function told(list, cell) {
    const shown = cell.querySelectorAll("p");
    return list.map(([stance, own, cue, when, against, claim, rule, confidence, source], k) => {
      const q = shown[k].querySelector("q"), mark = q.querySelector("mark"), start = q.firstChild === mark ? 0 : q.firstChild.textContent.length;
      return { stance, own: !!own, cue, said: when, against: !!against, claim: `${sources[source].iri}/${claim}`, rule, confidence, source, speaker: shown[k].querySelector("b").textContent, sentence: q.textContent, mark: [start, start + mark.textContent.length] };
    });
  }
  const place = (n) => (n < 0 ? "" : data.names[n]);
  data.rows = data.rows.map(([id, layer, kind, who, where, begin, end, exact, edtf, factuality, conflicts, source, suffix, list]) => {
    const [when, what, voices] = cells.get(id);
    return { id, layer, kind, kindWords: said(kind), what: what.querySelector("button").textContent, who: who.map((n) => data.names[n]), placeName: place(where), begin, end, exact: !!exact, date: when.firstChild.textContent.trim(),
      words_: (when.querySelector(".soft") || { textContent: "" }).textContent.replace(/^“|”$/g, ""), edtf, factuality, factualityWords: said(factuality), conflicts, iri: `${sources[source].iri}/${suffix}`, published: sources[source].published, told: told(list, voices), nodes: [] };
  });
  for (const r of data.rows) { r.conflicts = r.conflicts.map((n) => data.rows[n].id); r.disputed = r.conflicts.length > 0 || r.told.some((t) => t.against); }
  const rows = new Map(data.rows.map((r) => [r.id, r]));
  data.nodes = data.nodes.map(([iri, label, type, own, size, x, y, named], n) => {
    const id = `n${n + 1}`, [css, shape, colour] = data.looks[type];
    for (const k of own) data.rows[k].nodes.push(id);
    const broken = [];
    for (const w of label.split(/\s+/)) { if (broken.length && broken.at(-1).length + w.length < 20) broken[broken.length - 1] += " " + w; else broken.push(w); }
    const short = (broken.length > 3 ? [...broken.slice(0, 2), broken[2].slice(0, 19) + "…"] : broken).map((w) => (w.length <= 28 ? w : w.slice(0, 27) + "…"));
    return { id, iri: iri || data.rows[own[0]].iri, label, type: css, typeWords: said(type), rows: own.map((k) => data.rows[k].id), near: [], size: 15 + Math.min(15, Math.max(-1, 1.6 * size - 16)), draw: { id, label: named ? short.join("\n") : " ", shape, size, x, y, color: { background: colour, border: "#2b2f34", highlight: { background: colour, border: "#000000" }, hover: { background: colour, border: "#000000" } } } };
  });
  const nodes = new Map(data.nodes.map((n) => [n.id, n]));
  data.edges = data.edges.map(([row, from, to, own, label], n) => ({ id: `e${n + 1}`, row: data.rows[row].id, draw: { id: `e${n + 1}`, from: `n${from + 1}`, to: `n${to + 1}`, dashes: own ? false : [6, 5], ...(label ? { label } : {}) } }));
  for (const e of data.edges) { nodes.get(e.draw.from).near.push(e.draw.to); nodes.get(e.draw.to).near.push(e.draw.from); }
  const edges = new Map(data.edges.map((e) => [e.id, e]));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("desk").hidden = false;
  for (const id of ["switch", "handles"]) if ($(id)) $(id).hidden = false;

  // ---------------------------------------------------------------- the graph
  const box = $("net");
  const ink = () => (dark.matches ? "#eceae4" : "#1d2126");
  const paper = () => (dark.matches ? "#1c2024" : "#ffffff");
  const options = {
    physics: false, autoResize: true, layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 1e9, hideEdgesOnDrag: data.nodes.length > 800, keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6 },
    nodes: { font: { face: "system-ui, Noto Sans, sans-serif", strokeWidth: 4 }, borderWidth: 1.2, borderWidthSelected: 3, scaling: { label: { enabled: false, drawThreshold: 3 } } },
    edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.45 } }, font: { size: 13, align: "horizontal", strokeWidth: 5 }, chosen: true, width: 1.2, hoverWidth: 0.5, selectionWidth: 1.5 },
  };
  const paint = (n) => ({ font: { color: ink(), strokeColor: paper(), size: n.size } });
  const edgeColour = () => (dark.matches ? "#8b939c" : "#7d858e");
  const set = { nodes: new vis.DataSet(data.nodes.map((n) => ({ ...n.draw, ...paint(n) }))), edges: new vis.DataSet(data.edges.map((e) => ({ ...e.draw, color: { color: edgeColour(), highlight: ink(), hover: ink() }, font: { color: ink(), strokeColor: paper() } }))) };
  const net = new vis.Network(box, set, options);
  const motion = () => (calm ? false : { duration: 250, easingFunction: "easeInOutQuad" });
  const fit = () => net.fit({ nodes: [...nodes.keys()].filter((id) => seen.nodes.has(id)), animation: false, maxZoomLevel: 1.3 });
  dark.addEventListener("change", () => {
    set.nodes.update(data.nodes.map((n) => ({ id: n.id, ...paint(n) })));
    set.edges.update(data.edges.map((e) => ({ id: e.id, color: { color: edgeColour(), highlight: ink(), hover: ink() }, font: { color: ink(), strokeColor: paper() } })));
  });

  // ---------------------------------------------------------------- what is shown
  const fields = ["q", "actor", "speaker", "place", "kind", "stance", "from", "to"];
  const seen = { rows: new Set(), nodes: new Set(), edges: new Set() };
  let chosen = null;
  const bars = [...document.querySelectorAll("svg.timeline [data-row]")];
  const lines = [...document.querySelectorAll("tr[data-row]")];
  const folded = (text) => text.toLocaleLowerCase();
  for (const r of data.rows) r.words = folded([r.what, r.kindWords, r.placeName, ...r.who, ...r.told.flatMap((t) => [t.speaker, t.sentence])].join(" "));

  function wanted(r, f) {
    if (f.q && !f.q.split(/\s+/).every((w) => r.words.includes(w))) return false;
    if (f.actor && !r.who.concat(r.told.map((t) => t.speaker)).some((a) => folded(a).includes(f.actor))) return false;
    if (f.speaker && !r.told.some((t) => t.speaker === f.speaker)) return false;
    if (f.place && r.placeName !== f.place && !(r.within || []).includes(f.place)) return false;
    if (f.kind && r.kind !== f.kind) return false;
    if (f.stance && !r.told.some((t) => t.stance === f.stance)) return false;
    if (f.disputed && !r.disputed) return false;
    if (!(r.told.some((t) => t.own) ? f.own : f.claimed) && !(r.told.some((t) => !t.own) && f.claimed)) return false;
    if (f.from || f.to) {
      const [begin, end] = f.by === "publication" ? [r.published, r.published] : [r.begin.slice(0, 10), lastDay(r.end)];
      if (!begin && !end) return false;
      if (f.to && begin && begin > f.to) return false;
      if (f.from && end && end < f.from) return false;
    }
    return true;
  }
  function lastDay(end) {
    if (!end) return "";
    return new Date(Date.parse(end) - 1).toISOString().slice(0, 10);
  }
  function read() {
    const f = {};
    for (const id of fields) f[id] = $(id).value.trim();
    f.q = folded(f.q); f.actor = folded(f.actor);
    for (const id of ["own", "claimed", "disputed"]) f[id] = $(id).checked;
    f.by = by();
    f.off = [...document.querySelectorAll("input.type:not(:checked)")].map((x) => x.value);
    return f;
  }
  const by = () => (document.querySelector("input[name=by]:checked") || { value: "event" }).value;

  function apply(keep) {
    const f = read();
    seen.rows = new Set(data.rows.filter((r) => wanted(r, f)).map((r) => r.id));
    const some = seen.rows.size < data.rows.length;
    seen.nodes = new Set(data.nodes.filter((n) => !f.off.includes(n.type) && (n.rows.some((id) => seen.rows.has(id)) || (!some && !n.rows.length))).map((n) => n.id));
    seen.edges = new Set(data.edges.filter((e) => seen.rows.has(e.row) && seen.nodes.has(e.draw.from) && seen.nodes.has(e.draw.to)).map((e) => e.id));
    for (const [id, n] of Object.entries(net.body.nodes)) if (nodes.has(id)) n.options.hidden = !seen.nodes.has(id);
    for (const [id, e] of Object.entries(net.body.edges)) if (edges.has(id)) e.options.hidden = !seen.edges.has(id);
    net.redraw();
    for (const b of bars) b.classList.toggle("off", !seen.rows.has(b.dataset.row));
    for (const l of lines) l.classList.toggle("off", !seen.rows.has(l.dataset.row));
    $("count").textContent = `${seen.rows.size} of ${data.rows.length} facts, ${seen.nodes.size} of ${data.nodes.length} nodes`;
    if (!keep) remember();
  }

  // ---------------------------------------------------------------- the address remembers
  function remember() {
    const p = new URLSearchParams();
    for (const id of fields) if ($(id).value.trim()) p.set(id, $(id).value.trim());
    for (const id of ["own", "claimed"]) if (!$(id).checked) p.set(id, "0");
    if ($("disputed").checked) p.set("disputed", "1");
    const off = read().off;
    if (off.length) p.set("off", off.join(","));
    if (by() !== "event") p.set("by", by());
    if (chosen) p.set("at", chosen);
    history.replaceState(null, "", "#" + p.toString());
  }
  function recall() {
    const p = new URLSearchParams(location.hash.slice(1));
    for (const id of fields) $(id).value = p.get(id) || "";
    for (const id of ["own", "claimed"]) $(id).checked = p.get(id) !== "0";
    $("disputed").checked = p.get("disputed") === "1";
    const off = (p.get("off") || "").split(",");
    for (const x of document.querySelectorAll("input.type")) x.checked = !off.includes(x.value);
    for (const x of document.querySelectorAll("input[name=by]")) x.checked = x.value === (p.get("by") || "event");
    turn();
    const at = p.get("at");
    apply(true);
    if (at && (rows.has(at) || nodes.has(at))) show(at, true);
  }

  // ---------------------------------------------------------------- evidence
  const el = (tag, text, className) => {
    const x = document.createElement(tag);
    if (text !== undefined) x.textContent = text;
    if (className) x.className = className;
    return x;
  };
  function quote(t) {
    const q = el("blockquote", undefined, (t.own ? "" : "claim") + (t.against ? " against" : ""));
    q.dir = "auto";
    const [a, b] = t.mark;
    q.append(t.sentence.slice(0, a), ...(b > a ? [el("mark", t.sentence.slice(a, b))] : []), t.sentence.slice(b));
    return q;
  }
  function teller(t) {
    const s = sources[t.source];
    const p = el("p");
    p.append(el("b", t.speaker), " ", el("span", t.own ? "in its own voice" : `${t.stance}${t.cue ? ` (“${t.cue}”)` : ""}${t.said ? `, ${t.said}` : ""}`, "soft"));
    if (t.against) p.append(" ", el("span", "disputes it", "flag"));
    const from = el("p", `${s.outlet}${s.byline ? `, ${s.byline}` : ""}${s.agencies ? ` (${s.agencies})` : ""}, ${s.published || "no date"}: ${s.title} `, "soft");
    if (/^https?:\/\//i.test(s.url)) {
      const a = el("a", "Open the article");
      a.href = s.url; a.rel = "noopener noreferrer nofollow"; a.target = "_blank";
      from.append(a);
    }
    return [p, quote(t), from];
  }
  function why(r) {
    if (!r.begin && !r.end) return "the text gives no date";
    if (r.exact) return "";
    const words = r.words_ ? ` (“${r.words_}”)` : "";
    return !r.end ? "the text gives no end" : !r.begin ? `the text gives only the latest possible day${words}` : `somewhere in this stretch${words}`;
  }
  function fact(r, full) {
    const a = el("article");
    const h = el("h3", r.what);
    a.append(h);
    if (!full) {
      h.textContent = "";
      const b = el("button", r.what, "open"); b.type = "button"; b.addEventListener("click", () => show(r.id));
      h.append(b);
    }
    if (r.disputed) a.append(el("span", "≠ disputed", "flag"));
    const d = el("dl");
    const put = (k, v) => { if (v) d.append(el("dt", k), el("dd", v)); };
    put("When", r.date + (r.words_ ? ` — “${r.words_}”` : "") + (r.exact || !r.date ? "" : ""));
    put("Certain?", why(r));
    put("Where", r.placeName);
    put("Told as", r.factuality && r.factuality !== "happened" ? r.factualityWords : "");
    a.append(d);
    for (const t of full ? r.told : r.told.slice(0, 1)) a.append(...teller(t));
    for (const id of full ? r.conflicts : []) if (rows.has(id)) {
      const c = el("p", "Against it: ", "flag");
      const b = el("button", `${rows.get(id).what} — ${rows.get(id).told.map((t) => t.speaker).join(", ")}`, "open"); b.type = "button";
      b.addEventListener("click", () => show(id));
      c.append(b); a.append(c);
    }
    if (full) {
      const more = el("dl");
      const t = r.told[0];
      if (t) more.append(el("dt", "Read by"), el("dd", `${t.rule || "rule"}, confidence ${t.confidence.toFixed(2)}`));
      more.append(el("dt", "IRI"), el("dd", r.iri));
      a.append(more);
    }
    return a;
  }
  function welcome() {
    const c = $("card");
    c.replaceChildren();
    c.append(el("p", "Click a node, an edge, a bar or a fact to see the sentence it comes from and who says so.", "soft"));
    const first = data.rows.filter((r) => r.disputed).concat(data.rows.filter((r) => r.layer === "state")).slice(0, 3);
    for (const r of first) c.append(fact(r, false));
  }
  function show(id, quiet) {
    chosen = id;
    for (const x of document.querySelectorAll(".chosen")) x.classList.remove("chosen");
    for (const x of document.querySelectorAll(`[data-row="${CSS.escape(id)}"]`)) if (x.tagName !== "BUTTON" && x.tagName !== "A") x.classList.add("chosen");
    const c = $("card");
    c.replaceChildren();
    c.scrollTop = 0;
    if (rows.has(id)) {
      const r = rows.get(id);
      c.append(fact(r, true));
      const here = r.nodes.filter((n) => seen.nodes.has(n));
      net.setSelection({ nodes: here, edges: data.edges.filter((e) => e.row === id && seen.edges.has(e.id)).map((e) => e.id) }, { highlightEdges: false });
    } else if (nodes.has(id)) {
      const n = nodes.get(id);
      c.append(el("h3", n.label), el("p", `${n.typeWords}, ${n.rows.length} facts`, "soft"));
      for (const row of n.rows.filter((x) => seen.rows.has(x)).slice(0, 40)) c.append(fact(rows.get(row), false));
      if (n.rows.length > 40) c.append(el("p", `and ${n.rows.length - 40} more in the table below`, "soft"));
      c.append(el("p", n.iri, "soft"));
      net.setSelection({ nodes: [id] });
    }
    if (!quiet) remember();
  }
  net.on("selectNode", (e) => show(e.nodes[0]));
  net.on("selectEdge", (e) => { if (!e.nodes.length && e.edges.length) show(edges.get(e.edges[0]).row); });
  net.on("deselectNode", (e) => { if (!e.nodes.length && !e.edges.length) { chosen = null; welcome(); remember(); } });
  net.on("hoverNode", () => { box.style.cursor = "pointer"; });
  net.on("blurNode", () => { box.style.cursor = ""; });
  document.addEventListener("click", (e) => {
    const x = e.target.closest && e.target.closest("[data-row]");
    if (!x || (x.tagName === "TR" && !e.target.closest("button.open"))) return;
    if (x.tagName === "A") e.preventDefault();
    show(x.dataset.row);
    if (x.tagName === "TR" || x.tagName === "A") $("h-card").scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  });

  // ---------------------------------------------------------------- the brush
  const LEFT = 150, RIGHT = 1180;
  const svg = () => document.querySelector(`svg.timeline[data-by="${by()}"]`);
  const moment = (share) => { const s = svg(); const a = Date.parse(s.dataset.begin), b = Date.parse(s.dataset.end); return new Date(a + share * (b - a)).toISOString().slice(0, 10); };
  const share = (day) => { const s = svg(); const a = Date.parse(s.dataset.begin), b = Date.parse(s.dataset.end); return Math.min(1, Math.max(0, (Date.parse(day) - a) / (b - a))); };
  function brush(from, to) {
    $("from").value = from; $("to").value = to;
    marks(); apply();
  }
  function marks() {
    if (!svg()) return;
    const from = $("from").value, to = $("to").value;
    for (const s of document.querySelectorAll("svg.timeline")) {
      const b = s.querySelector(".brush");
      b.toggleAttribute("hidden", !from && !to);
      const x = LEFT + (from ? share(from) : 0) * (RIGHT - LEFT), y = LEFT + (to ? share(to) : 1) * (RIGHT - LEFT);
      b.setAttribute("x", x); b.setAttribute("width", Math.max(2, y - x));
    }
    $("low").value = from ? Math.round(share(from) * 1000) : 0;
    $("high").value = to ? Math.round(share(to) * 1000) : 1000;
    $("low").setAttribute("aria-valuetext", from || "the beginning");
    $("high").setAttribute("aria-valuetext", to || "the end");
    $("brushed").textContent = from || to ? `${from || "the beginning"} to ${to || "the end"}` : "";
  }
  function turn() {
    for (const b of ["event", "publication"]) { const d = document.querySelector(`.time-${b}`); if (d) d.hidden = by() !== b; }
    marks();
  }
  if ($("low")) {
    for (const s of document.querySelectorAll("svg.timeline")) {
      let start = null;
      const at = (e) => { const r = s.getBoundingClientRect(); return Math.min(1, Math.max(0, (((e.clientX - r.left) / r.width) * 1200 - LEFT) / (RIGHT - LEFT))); };
      s.addEventListener("pointerdown", (e) => { if (!e.target.closest("[data-row]")) { start = at(e); s.setPointerCapture(e.pointerId); } });
      s.addEventListener("pointermove", (e) => { if (start !== null) { const x = at(e); $("from").value = moment(Math.min(start, x)); $("to").value = moment(Math.max(start, x)); marks(); } });
      s.addEventListener("pointerup", (e) => { if (start === null) return; const x = at(e); if (Math.abs(x - start) < 0.004) brush("", ""); else brush(moment(Math.min(start, x)), moment(Math.max(start, x))); start = null; });
    }
    const slide = () => { const a = +$("low").value, b = +$("high").value; brush(a > 0 ? moment(Math.min(a, b) / 1000) : "", b < 1000 ? moment(Math.max(a, b) / 1000) : ""); };
    $("low").addEventListener("input", slide);
    $("high").addEventListener("input", slide);
    $("unbrush").addEventListener("click", () => brush("", ""));
    for (const x of document.querySelectorAll("input[name=by]")) x.addEventListener("change", () => { turn(); apply(); });
  }

  // ---------------------------------------------------------------- exports
  function save(name, type, text) {
    const a = el("a");
    a.href = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], { type }));
    a.download = name;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  }
  const cell = (x) => { const s = String(x); return `"${(/^[=+\-@\t\r]/.test(s) ? "'" + s : s).replaceAll('"', '""')}"`; };
  const shown = () => data.rows.filter((r) => seen.rows.has(r.id));
  $("csv").addEventListener("click", () => {
    const head = ["id", "layer", "kind", "what", "who", "place", "begin", "end", "edtf", "factuality", "speaker", "stance", "own voice", "sentence", "outlet", "published", "url", "claim"];
    const out = shown().flatMap((r) => r.told.map((t) => { const s = sources[t.source]; return [r.iri, r.layer, r.kind, r.what, r.who.join("; "), r.placeName, r.begin, r.end, r.edtf, r.factuality, t.speaker, t.stance, t.own, t.sentence, s.outlet, s.published, s.url, t.claim]; }));
    save("facts.csv", "text/csv", "\ufeff" + [head, ...out].map((l) => l.map(cell).join(",")).join("\r\n"));
  });
  $("ttl").addEventListener("click", () => {
    const lit = (s) => `"${String(s).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;
    const head = "@prefix tl: <https://w3id.org/truceline/ontology#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n";
    const classes = { event: "tl:Event", state: "tl:CeasefireState", figure: "tl:Figure", party: "tl:PartyLink" };
    const out = shown().map((r) => `<${r.iri}> a ${classes[r.layer]} ; rdfs:label ${lit(r.what)}${r.layer === "event" ? ` ; tl:kind tl:${r.kind}` : ""}${r.begin ? ` ; sem:hasEarliestBeginTimeStamp "${r.begin}"^^xsd:dateTime` : ""}${r.end ? ` ; sem:hasLatestEndTimeStamp "${r.end}"^^xsd:dateTime` : ""} .\n` + r.told.map((t) => `<${t.claim}> a tl:Claim ; tl:about <${r.iri}> ; tl:stance tl:${t.stance} ; rdfs:label ${lit(t.speaker)} ; tl:quote ${lit(t.sentence)} .\n`).join("")).join("");
    save("facts.ttl", "text/turtle", head + out);
  });
  $("png").addEventListener("click", () => {
    const from = box.querySelector("canvas"), to = document.createElement("canvas");
    to.width = from.width; to.height = from.height;
    const c = to.getContext("2d");
    c.fillStyle = paper(); c.fillRect(0, 0, to.width, to.height); c.drawImage(from, 0, 0);
    to.toBlob((b) => save("graph.png", "image/png", b));
  });

  // ---------------------------------------------------------------- controls
  for (const id of fields) $(id).addEventListener($(id).tagName === "SELECT" ? "change" : "input", () => { marks(); apply(); });
  for (const x of document.querySelectorAll(".filters input[type=checkbox]")) x.addEventListener("change", () => apply());
  $("reset").addEventListener("click", () => { chosen = null; history.replaceState(null, "", "#"); recall(); welcome(); fit(); remember(); });
  $("fit").addEventListener("click", fit);
  $("closer").addEventListener("click", () => net.moveTo({ scale: net.getScale() * 1.35, animation: motion() }));
  $("wider").addEventListener("click", () => net.moveTo({ scale: net.getScale() / 1.35, animation: motion() }));
  addEventListener("hashchange", recall);
  welcome();
  recall();
  fit();
  document.documentElement.dataset.ready = "1";
  window.truceline = { net, seen, apply, brush, show };
})();
