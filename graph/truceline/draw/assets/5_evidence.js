// ---- Evidence: the sentence with the fact marked in it, who says so, who disputes it, why a date is uncertain.

function el(tag, text, className) {
  const x = document.createElement(tag);
  if (text !== undefined) x.textContent = text;
  if (className) x.className = className;
  return x;
}
const soft = (text) => el("span", text, "n");
function opener(text, to) {
  const b = el("button", text, "open");
  b.type = "button";
  b.dir = "auto";
  b.addEventListener("click", () => show(to));
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

function told(t) {
  const s = sources[t.source],
    div = el("div", undefined, `told${t.own ? "" : " claimed"}${t.against ? " against" : ""}`);
  const who = el("p"),
    name = el("b", t.speaker),
    quote = el("blockquote");
  name.dir = quote.dir = "auto";
  who.append(name, ` ${t.how}`, t.cue ? soft(` (“${t.cue}”)`) : "", t.said ? soft(`, said ${t.said}`) : "");
  quote.append(...t.quote.cloneNode(true).childNodes);
  const from = el(
      "p",
      `${s.outlet}${s.byline ? `, ${s.byline}` : ""}${s.agencies ? ` (${s.agencies})` : ""}, ${s.published || "no date"}: `,
      "from",
    ),
    title = el("bdi", s.title);
  from.append(title);
  if (/^https?:\/\//i.test(s.url)) {
    const a = el("a", "Open the article");
    Object.assign(a, { href: s.url, rel: "noopener noreferrer nofollow", target: "_blank" });
    from.append(". ", a);
  }
  div.append(who, quote, from);
  return div;
}

function uncertain(r) {
  const words = r.words ? ` (“${r.words}”)` : "";
  if (r.layer === "party" || r.exact) return "";
  if (!r.begin && !r.end)
    return r.layer === "state" ? "the text gives no date; shown on the day of the report" : "the text gives no date";
  if (!r.end) return `the text gives no end${words}${r.until ? `; told up to ${r.until}` : ""}`;
  if (!r.begin) return `the text gives only the latest possible time${words}`;
  return r.layer === "figure" ? "" : `somewhere in this time${words}`;
}

function tags(r) {
  const out = [
    el("span", r.own ? "an outlet’s own words" : "claimed, no outlet says so itself", `tag${r.own ? "" : " claimed"}`),
  ];
  if (r.factuality && r.factuality !== "happened") out.push(el("span", spaced(r.factuality), "tag"));
  if (r.disputed) out.push(el("span", "≠ disputed", "tag disputed"));
  return out;
}

function fact(r, full) {
  const a = el("article", undefined, "fact"),
    h = el("h3");
  if (full) {
    h.textContent = r.what;
    h.dir = "auto";
  } else h.append(opener(r.what, r.id));
  a.append(
    h,
    ...tags(r),
    pairs(
      ["When", `${r.date}${r.words && r.exact ? ` (“${r.words}”)` : ""}`],
      ["Uncertain", uncertain(r)],
      ["Where", r.place ? r.place.label : ""],
    ),
  );
  const pro = r.told.filter((t) => !t.against),
    con = r.told.filter((t) => t.against);
  for (const t of full ? pro : r.told.slice(0, 1)) a.append(told(t));
  if (!full) {
    if (r.told.length > 1)
      a.append(el("p", `and ${r.told.length - 1} more who ${r.told.length > 2 ? "tell" : "tells"} it`, "n"));
    return a;
  }
  if (con.length)
    a.append(
      el("p", `Disputed by ${[...new Set(con.map((t) => t.speaker))].join(", ")}`, "tag disputed"),
      ...con.map(told),
    );
  for (const other of r.conflicts) {
    const p = el("p", undefined, "told");
    p.append(
      el("em", "≠ other figure: "),
      opener(`${other.what} (${[...new Set(other.told.map((t) => t.speaker))].join(", ")})`, other.id),
    );
    a.append(p);
  }
  const first = r.told[0];
  const iris = pairs(
    [
      "Read by",
      [r.rule, r.told[0] && r.told[0].rule].filter((x, k, several) => x && several.indexOf(x) === k).join(", "),
    ],
    ["Confidence", (first ? Math.min(r.confidence, first.confidence) : r.confidence).toFixed(2)],
    ["Fact", r.iri],
    ["Claim", first ? first.claim : ""],
  );
  iris.classList.add("iri");
  a.append(iris);
  return a;
}

function group(title, under, several, more) {
  const h = el("h3", title),
    out = [h, el("p", under, "n")];
  h.dir = "auto";
  const now = several.filter((r) => seen.rows.has(r));
  out.push(...now.slice(0, 25).map((r) => fact(r, false)));
  if (now.length > 25) out.push(el("p", `and ${now.length - 25} more in the table`, "n"));
  if (now.length < several.length) out.push(el("p", `${several.length - now.length} are hidden by the filters`, "n"));
  return more ? [...out, more] : out;
}

function nodeCard(n) {
  const hidden = net && n.spots[stage] ? missing(n) : [];
  const out = group(
    n.name ? n.name.label : n.label,
    `${spaced(n.type)}, ${n.rows.length} ${n.rows.length === 1 ? "fact" : "facts"}`,
    n.rows,
  );
  if (hidden.length) {
    const b = el("button", `Draw its ${hidden.length} other ${hidden.length === 1 ? "neighbour" : "neighbours"}`);
    b.type = "button";
    b.addEventListener("click", () => {
      expand(n);
      show(n.id);
    });
    out.splice(2, 0, b);
  }
  if (n.name) out.push(el("p", n.name.iri, "n iri"));
  return out;
}

// Before anything is chosen: how to use it, and what is most worth a look.
function welcome() {
  const both = (r) =>
    r.told.some((t) => t.against) && r.told.some((t) => !t.against) ? 2 : r.conflicts.length ? 1 : 0;
  const worth = (r) => 4 * both(r) + r.told.length + (r.begin || r.end ? 2 : 0);
  const states = rows.filter((r) => r.layer === "state").sort((a, b) => worth(b) - worth(a));
  const open = [
    ...states.slice(0, 1),
    ...rows.filter((r) => r.disputed).sort((a, b) => worth(b) - worth(a)),
    ...states,
    ...[...rows].sort((a, b) => b.told.length - a.told.length).slice(0, 4),
  ].filter((r) => seen.rows.has(r));
  const hello = el(
    "p",
    net
      ? "Click a node, a line, a bar or a fact to see the sentence it comes from and who says so."
      : "Click a bar or a fact to see the sentence it comes from and who says so.",
    "hello",
  );
  return [hello, ...[...new Set(open)].slice(0, innerWidth <= 760 ? 2 : 4).map((r) => fact(r, false))];
}

function show(what, quiet) {
  chosen = Array.isArray(what) ? (what.length === 1 ? what[0] : what) : what;
  for (const x of all(".chosen")) x.classList.remove("chosen");
  const card = $("card"),
    row = rowOf.get(chosen),
    node = nodeOf.get(chosen),
    several = Array.isArray(chosen) ? chosen.map((id) => rowOf.get(id)) : null;
  card.replaceChildren(
    ...(row
      ? [fact(row, true)]
      : node
        ? nodeCard(node)
        : several
          ? group(`${several.length} facts`, "behind this mark", several)
          : welcome()),
  );
  card.scrollTop = 0;
  for (const r of row ? [row] : several || []) {
    r.line.classList.add("chosen");
    for (const bar of barsOf.get(r.id) || []) bar.classList.add("chosen");
  }
  if (net && row) reveal(row);
  if (net) light(row || node ? [row || node] : several || []);
  if (!quiet) remember();
}

function light(several) {
  const rowsNow = several.filter((x) => x.line),
    node = several.find((x) => x.look);
  const mine = node ? [node] : [...new Set(rowsNow.flatMap((r) => r.nodes))];
  const here = mine.filter((n) => seen.nodes.has(n)),
    lines = [...new Set(node ? node.edges : rowsNow.flatMap((r) => r.edges))].filter((e) => seen.edges.has(e));
  lit = lines;
  near = node ? neighbours(node.id) : here.length ? new Set([...here, ...lines.flatMap((e) => [e.from, e.to])]) : null;
  net.setSelection(
    { nodes: node && seen.nodes.has(node) ? [node.id] : [], edges: lines.map((e) => e.id) },
    { highlightEdges: false, unselectAll: true },
  );
  fade();
}
