// ---- The table, fifty rows at a time, and the map.

const PAGE = 50;
let tableAt = 0;
let sorted = { by: "when", down: false };
let listed = [];
const keyOf = {
  when: (r) => r.begin || r.end || "9999",
  what: (r) => folded(r.what),
  place: (r) => (r.place ? folded(r.place.label) : "\uffff"),
  who: (r) => folded(r.told[0] ? r.told[0].speaker : ""),
  article: (r) => r.published[0] || "9999",
};
const groupOf = {
  month: (r) => (r.begin || r.end ? inWords((r.begin || r.end).slice(0, 10), { month: "long", year: true }) : "no day told"),
  kind: (r) => r.kindWords,
  place: (r) => (r.place ? r.place.label : "no place told"),
  speaker: (r) => (r.told[0] ? r.told[0].speaker : ""),
};

function fillTable(at) {
  const key = keyOf[sorted.by],
    group = groupOf[value("group")];
  listed = [...seen.rows].sort((a, b) => (group && value("group") !== "month" ? order(group(a), group(b)) : 0) || order(key(a), key(b)) * (sorted.down ? -1 : 1) || a.n - b.n);
  tableAt = Math.max(0, Math.min(at, Math.floor((listed.length - 1) / PAGE) * PAGE));
  drawTable();
}
function drawTable(every) {
  const some = every ? listed : listed.slice(tableAt, tableAt + PAGE),
    group = groupOf[value("group")],
    out = [];
  let last = "";
  for (const r of some) {
    if (group && group(r) !== last) {
      last = group(r);
      const tr = el("tr", undefined, "group"),
        td = el("td", last);
      td.colSpan = 5;
      tr.append(td);
      out.push(tr);
    }
    out.push(tableRow(r));
  }
  $("body").replaceChildren(...out);
  if (answers()) $("facts").scrollTop = 0;
  const n = counted(listed.length);
  $("range").textContent = listed.length ? `${counted(tableAt + 1)} – ${counted(Math.min(tableAt + PAGE, listed.length))} of ${n}` : "no fact passes the filters";
  $("back-page").disabled = tableAt === 0;
  $("next-page").disabled = tableAt + PAGE >= listed.length;
  $("all-words").textContent = listed.length < rows.length ? `${n} of ${counted(rows.length)} facts` : `All ${n} facts`;
}
function printAll() {
  drawTable(true);
  document.documentElement.classList.add("printing-all");
}
function tableRow(r) {
  const tr = el("tr"),
    a = el("a", r.what),
    what = el("td"),
    t = r.told[0];
  tr.id = r.id;
  tr.dataset.rows = r.id;
  a.href = `#${r.id}`;
  a.dir = "auto";
  a.setAttribute("role", "button");
  a.dataset.rows = r.id;
  what.append(a);
  if (r.factuality && r.factuality !== "happened") what.append(el("small", spaced(r.factuality)));
  if (r.disputed) what.append(el("em", "≠ disputed"));
  const when = el("td", r.date);
  if (r.words && !r.exact) when.append(el("i", r.words));
  const who = t ? (r.own ? "own words" : [...new Set(r.told.map((x) => x.speaker))].slice(0, 3).join(", ")) : "",
    cells = [when, what, el("td", r.place ? r.place.label : ""), el("td", who, r.own ? "" : "claimed"), el("td", t ? [...new Set(r.told.map((x) => issue(sources[x.source].published) || "no date"))].slice(0, 3).join(", ") : "")];
  for (const c of cells.slice(2)) c.dir = "auto";
  tr.append(...cells);
  return tr;
}
// The page of the table that holds what is chosen is turned up; the page itself does not move.
function showRow(row, ids) {
  if (row && seen.rows.has(row)) {
    const at = Math.floor(listed.indexOf(row) / PAGE) * PAGE;
    if (at >= 0 && at !== tableAt) {
      tableAt = at;
      drawTable();
    }
    const tr = $("body").querySelector(`[id="${row.id}"]`);
    if (tr && tr.offsetParent) $("facts").scrollTop = Math.max(0, tr.offsetTop - 120);
  }
  for (const tr of $("body").children) tr.classList.toggle("on", ids.has(tr.id));
}
function openTable() {
  $("pager").hidden = false;
  for (const th of all("th[data-sort]")) {
    const b = button(th.textContent, () => {
      sorted = { by: th.dataset.sort, down: sorted.by === th.dataset.sort && !sorted.down };
      for (const x of all("th[data-sort]")) x.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      fillTable(0);
    });
    th.replaceChildren(b);
  }
  $("back-page").addEventListener("click", () => fillTable(tableAt - PAGE));
  $("next-page").addEventListener("click", () => fillTable(tableAt + PAGE));
  $("group").addEventListener("change", () => fillTable(0));
  $("print-all").addEventListener("click", () => {
    printAll();
    window.print();
  });
  addEventListener("beforeprint", () => {
    if (!stories.length && listed.length <= 4 * PAGE) printAll(); // where no truce is told, the facts are the brief
  });
  addEventListener("afterprint", () => {
    if (document.documentElement.classList.contains("printing-all")) {
      document.documentElement.classList.remove("printing-all");
      drawTable();
    }
  });
}

// ---- The map: a point is as large as the facts that are shown there; a click narrows everything to its place.

const points = all(".point").map((a) => ({
  a,
  whole: a.querySelector(".whole"),
  attack: a.querySelector(".attack"),
  full: a.querySelector(".attack") ? +a.querySelector(".attack").getAttribute("r") / +a.querySelector(".whole").getAttribute("r") : 0,
  rows: rows.filter((r) => r.place && r.place.label === a.dataset.place),
}));
function showPlaces() {
  for (const p of points) {
    const n = p.rows.reduce((sum, r) => sum + seen.rows.has(r), 0),
      r = 3.5 + 2 * Math.sqrt(n);
    p.a.classList.toggle("none", !n);
    if (!p.whole) continue;
    p.whole.setAttribute("r", r.toFixed(1));
    if (p.attack) p.attack.setAttribute("r", (r * p.full).toFixed(1));
  }
}
for (const { a } of points)
  a.addEventListener("click", (e) => {
    e.preventDefault();
    $("place").value = value("place") === a.dataset.place ? "" : a.dataset.place;
    apply();
    show(null, { quiet: true });
    remember();
  });
