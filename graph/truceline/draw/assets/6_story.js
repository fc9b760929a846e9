// ---- The story: which truce is told, the day and its answer, the bands, the moments.

const blocks = all("[data-story].story");
const told_stories = new Set(blocks.map((b) => b.dataset.story)).size;
const heading = document.querySelector("h1").textContent;
const small = matchMedia("(max-width: 699px)");
let picked = 0; // the truce that is asked for
let day = "";

// The truce that is told: the one asked for, or the first of which the filters leave a state.
function storyNow() {
  const wanted = value("truce") ? +value("truce") : picked;
  if (!stories.length || !told_stories) return null;
  const left = (s) => [...seen.rows].some((r) => r.truce === s.name && (r.layer === "state" || r.layer === "party"));
  if (!filtered() || left(stories[wanted])) return stories[Math.min(wanted, told_stories - 1)];
  return stories.slice(0, told_stories).find(left) || null;
}

function showStory() {
  const story = storyNow(),
    n = story ? story.n : -1;
  for (const b of blocks) b.hidden = +b.dataset.story !== (n < 0 ? 0 : n) || (n < 0 && !!b.closest("header"));
  const nothing = stories.length > 0 && n < 0;
  $("none").hidden = !nothing;
  for (const x of all("main > .bands, main > .roles")) x.hidden = nothing;
  if ($("moments")) $("moments").hidden = nothing;
  if (nothing) $("none").querySelector("span").textContent = seen.rows.size ? `${seen.rows.size} ${seen.rows.size === 1 ? "fact remains" : "facts remain"} below.` : "Nothing passes the filters.";
  if (stories.length > 1) document.querySelector("h1").textContent = n > 0 ? `The ${stories[n].label.replace(/^the /i, "")}` : nothing ? "What is chosen here" : heading;
  for (const b of all("#tabs button")) b.setAttribute("aria-pressed", String(+b.dataset.pick === n));
  for (const g of all(".lane")) g.classList.toggle("told", +g.dataset.story === n);
  if (n >= 0 && $("moments")) {
    $("moments").hidden = stories[n].moments.length < 2;
    $("many").textContent = ["no", "one", "two", "three", "four", "five", "six", "seven"][stories[n].moments.length];
  }
  if (day || pictures.length) showDay();
}

function pick(n) {
  picked = n;
  if (value("truce")) $("truce").value = String(n);
  day = firstDay();
  apply();
  showDay();
  show(null);
}

// ---------------------------------------------------------------- the day

const every_picture = all("svg.picture").map((svg) => ({
  svg,
  group: svg.closest(".group"),
  first: svg.dataset.first,
  last: svg.dataset.last,
  left: +svg.dataset.left,
  right: +svg.dataset.right,
  hand: svg.querySelector(".hand"),
}));
let pictures = every_picture; // those of the time of the truce that is told
function pickPictures(story) {
  const has = (g) => story && g.dataset.stories.split(" ").includes(String(story.n)),
    group = all(".group").find(has) || null;
  for (const g of all(".group")) g.hidden = g !== group;
  for (const p of all(".more")) p.hidden = !group || p.dataset.stories !== group.dataset.stories;
  pictures = every_picture.filter((p) => p.group === group);
  if ($("no-band")) $("no-band").hidden = !!group || !story;
  if ($("signs")) $("signs").hidden = !group;
}
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
const plus = (from, n) => new Date(Date.parse(from) + n * DAY).toISOString().slice(0, 10);

// It opens on the last day told in force.
function firstDay() {
  const story = storyNow() || stories[0];
  return (story && story.last) || (every_picture.length ? every_picture[0].first : "");
}

// The answer for a day is that of `truceline status`: before and after all that is told, that of the first and the last day.
function answerOn(story, on) {
  const { held } = story;
  if (!held.length) return null;
  return held.find((h) => on >= h.begin && on < h.end) || (on < held[0].begin ? held[0] : held.at(-1));
}
const WORDS = { "in force": "In force", disputed: "Disputed", unknown: "Unknown" };
function answerWords(h) {
  if (h.state === "only proposed") return "Only proposed";
  if (h.answer === "not in force") return ["ended", "suspended"].includes(h.state) ? `Over (${h.state})` : /^its told term/.test(h.state) ? "Over: its told term had run out" : /^between/.test(h.state) ? `Not in force: ${h.state}` : "Not in force yet";
  if (h.answer === "unknown") return h.state ? `Unknown: ${h.state}` : "Unknown";
  return WORDS[h.answer] + (h.answer === "in force" && h.state && h.state !== "in force" ? `, ${h.state}` : "");
}
const signOf = (h) => (h.answer === "in force" ? (h.state === "fraying" ? "fraying" : /^announced/.test(h.state) ? "announced" : "inForce") : h.answer === "disputed" ? "disputed" : h.answer === "unknown" ? "untold" : answerWords(h).startsWith("Over") ? "over" : "agreed");

// Of the tellings that an answer rests on, the one told last by that day: it is what was known then. Where the answer is disputed,
// the other side's stands beside it.
function tellingsOn(h, on) {
  const told = h.refs.map(({ row, k }) => ({ row, k, t: row.told[k], day: sources[row.told[k].source].published }));
  const known = told.filter((x) => x.day && x.day <= on);
  const says = (x) => (spaced(x.row.kind) === h.state ? 0 : 1); // of one day, first the telling of that very state
  const [first, ...rest] = (known.length ? known : told).sort((a, b) => (known.length ? order(b.day, a.day) : order(a.day, b.day)) || says(a) - says(b));
  const over = (x) => ["ended", "suspended"].includes(x.row.kind) !== x.t.against;
  const other = h.answer === "disputed" && rest.find((x) => over(x) !== over(first) && x.t.sentence !== first.t.sentence);
  return [first, other].filter(Boolean);
}

function showDay() {
  if (!$("day")) return;
  const story = storyNow();
  pickPictures(story);
  $("day").hidden = !story || !pictures.length;
  if (!story || !pictures.length) return;
  const { first, last } = pictures[0];
  day = day < first ? first : day >= last ? plus(last, -1) : day;
  for (const p of pictures) {
    const x = p.left + (days(p.first, day) / Math.max(1, days(p.first, p.last))) * (p.right - p.left);
    p.hand.setAttribute("transform", `translate(${x.toFixed(1)})`);
    p.hand.setAttribute("aria-valuemax", days(first, last) - 1);
    p.hand.setAttribute("aria-valuenow", days(first, day));
  }
  $("date").textContent = inWords(day);
  const h = answerOn(story, day),
    p = $("said");
  p.replaceChildren();
  if (h) {
    const told = tellingsOn(h, day);
    p.append(el("i", undefined, `sign ${signOf(h)}`), el("b", `${answerWords(h)}.`), " ");
    told.forEach((at, n) => p.append(n ? el("b", " ≠ ") : "", dayQuote(at, told.length)));
    const others = alsoOn(story);
    if (others.length) p.append(el("span", `${told.length ? " " : ""}In force that day: ${others.slice(0, 3).map((s) => s.label).join("; ")}${others.length > 3 ? ` and ${others.length - 3} more` : ""}.`, "src"));
  }
  for (const x of pictures) x.hand.setAttribute("aria-valuetext", `${inWords(day)}: ${h ? answerWords(h) : ""}`);
  if (net && sliced) drawGraph(true);
}
const alsoOn = (story) => stories.filter((s) => s !== story && s.held.some((h) => day >= h.begin && day < h.end && h.answer === "in force"));
function dayQuote({ row, k, t }, beside) {
  const a = el("a", undefined, "part"),
    s = sources[t.source],
    cut = middle(t, (small.matches ? 90 : 130) * (beside < 2 ? 1 : small.matches ? 0.45 : 0.65));
  a.href = `#${row.id}`;
  a.dataset.rows = row.id;
  a.dataset.ref = `${row.id}.${k}`;
  a.setAttribute("role", "button");
  a.dir = "auto";
  a.textContent = `“${cut}”`;
  const both = document.createDocumentFragment();
  both.append(a, el("span", ` ${t.own ? "" : `${isolated(t.speaker)}, in `}${isolated(s.outlet)}, ${short(s.published)}.`, "src"));
  return both;
}
// A sentence cut around its marked words, so that the line keeps its height.
function middle(t, most) {
  if (t.sentence.length <= most) return t.sentence;
  const [mark = 0, markEnd = 0] = t.marks;
  const from = Math.max(0, Math.min(Math.max(mark - 40, markEnd + 2 - most), mark, t.sentence.length - most)),
    begin = from ? t.sentence.indexOf(" ", from) + 1 : 0,
    end = begin + most < t.sentence.length ? t.sentence.lastIndexOf(" ", begin + most) : t.sentence.length;
  return `${begin ? "… " : ""}${t.sentence.slice(begin, end)}${end < t.sentence.length ? " …" : ""}`;
}
function setDay(to, replace) {
  day = to;
  showDay();
  remember(replace);
}

function handKey(e) {
  const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 30, PageDown: -30 }[e.key];
  const to = step ? plus(day, step) : e.key === "Home" ? pictures[0].first : e.key === "End" ? plus(pictures[0].last, -1) : "";
  if (!to) return;
  e.preventDefault();
  setDay(to, true);
}

function openBands() {
  for (const p of every_picture) {
    const at = (e) => {
      const r = p.svg.getBoundingClientRect(),
        x = ((e.clientX - r.left) / r.width) * p.svg.viewBox.baseVal.width;
      return plus(p.first, Math.round((Math.min(p.right, Math.max(p.left, x)) - p.left) / (p.right - p.left) * days(p.first, p.last)));
    };
    p.hand.addEventListener("keydown", handKey);
    p.hand.addEventListener("pointerdown", (e) => {
      p.hand.setPointerCapture(e.pointerId);
      e.stopPropagation();
    });
    p.hand.addEventListener("pointermove", (e) => {
      if (p.hand.hasPointerCapture(e.pointerId)) setDay(at(e), true);
    });
    p.svg.addEventListener("click", (e) => {
      if (!e.target.closest("a, .hand")) setDay(at(e));
    });
    p.svg.addEventListener("keydown", roam);
  }
  if ($("earlier")) {
    $("earlier").addEventListener("click", () => setDay(plus(day, -1), true));
    $("later").addEventListener("click", () => setDay(plus(day, 1), true));
  }
  for (const b of all("#tabs button")) b.addEventListener("click", () => pick(+b.dataset.pick));
  if ($("tabs")) $("tabs").hidden = false;
}

// Arrow keys go from column to column and from ring to ring; one of each can be reached by Tab.
function roam(e) {
  const here = e.target.closest(".column, .ring"),
    step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
  if (!here || !step) return;
  const some = all(`.${here.classList[0]}:not(.faint)`, here.closest("svg")),
    to = some[some.indexOf(here) + step];
  if (to) {
    here.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
  e.preventDefault();
}

// ---------------------------------------------------------------- the moments

let moment = -1;
const momentsNow = () => {
  const story = storyNow();
  return story ? story.moments : [];
};
function nowMoment(row) {
  const some = momentsNow();
  if (!$("moment") || !some.length) return;
  const k = row ? some.findIndex((m) => m.row === row && (m.k === chosenTold || !chosen)) : -1;
  drawMoment(k >= 0 ? k : Math.max(0, Math.min(moment, some.length - 1)));
}
function drawMoment(k) {
  const some = momentsNow(),
    m = some[k],
    box_ = $("moment");
  moment = k;
  all("#moments .story:not([hidden]) li").forEach((li, n) => li.classList.toggle("now", n === k));
  if (!m) return;
  const t = m.row.told[m.k],
    s = sources[t.source],
    quote = box_.querySelector("blockquote");
  box_.querySelector(".note").textContent = m.when || (m.day ? inWords(m.day) : "no day told");
  box_.querySelector("h3").textContent = m.title;
  quote.dir = "auto";
  quote.replaceChildren("“", quoted(t), "”");
  box_.querySelector("cite").textContent = `${t.own ? "" : `${isolated(t.speaker)} (${t.stance}), in `}${isolated(s.outlet)}${s.published ? `, ${inWords(s.published)}` : ""}`;
  box_.querySelector(".buttons span").textContent = `${k + 1} of ${some.length}`;
  $("previous").disabled = k === 0;
  $("next").disabled = k === some.length - 1;
}
function goMoment(k) {
  const m = momentsNow()[k];
  if (!m) return;
  moment = k;
  if (m.day && pictures.length) {
    day = m.day;
    showDay();
  }
  show(m.row.id, { told: m.k });
}
function openMoments() {
  if (!$("moment")) return;
  $("moment").hidden = false;
  $("previous").addEventListener("click", () => goMoment(moment - 1));
  $("next").addEventListener("click", () => goMoment(moment + 1));
  $("moments").addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (step) {
      e.preventDefault();
      goMoment(moment + step);
    }
  });
}
