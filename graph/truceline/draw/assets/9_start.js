// ---- The start: everything is in the page already; this only brings it to life.

function start() {
  document.documentElement.classList.add("ready");
  for (const id of ["chips", "evidence", "graph", "more-disputes"]) if ($(id)) $(id).hidden = false;
  openBands();
  openMoments();
  openTable();
  listen();
  recall();
  if (sheet.matches) $("evidence").classList.add("low");
  document.documentElement.dataset.ready = "1"; // words, day, filters, evidence and table answer
}

// The graph comes after the first picture, when the browser has nothing else to do. The policy of the page names the hash of its library, which runs only
// if not a character of it has changed.
const idle = () => new Promise((go) => (window.requestIdleCallback ? requestIdleCallback(go, { timeout: 1000 }) : setTimeout(go, 50)));
const frame = () => new Promise(requestAnimationFrame);
async function startGraph() {
  await frame();
  await frame();
  const library = unpacked(inPage("library")); // beside what the browser still has to do
  await idle();
  const script = document.createElement("script");
  script.textContent = await library;
  document.head.append(script);
  openGraph();
  listenGraph();
  drawGraph(true);
  fit();
  if (nodeOf.has(chosen)) show(chosen, { quiet: true });
  else lightChosen();
  document.querySelector("#graph .tools").inert = false;
}

let waiting = 0;
function soon(e) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = 0;
    if (e.target.id === "truce") chosen = null;
    apply();
    if (e.target.id === "truce") {
      day = firstDay();
      showDay();
    }
    show(chosen, { quiet: true, told: chosenTold });
    remember(e.target.id === "q");
  }, 110);
}

// What the chips offer is written when one is first opened.
const offers = {
  places: () => rows.flatMap((r) => (r.place ? [r.place.label, ...r.place.inside] : [])),
  actors: () => rows.flatMap((r) => r.who.map((a) => a.label)),
  speakers: () => rows.flatMap((r) => r.told.map((t) => t.speaker)),
};
function offer(list) {
  if (!list || list.children.length) return;
  for (const label of [...new Set(offers[list.id]())].sort().slice(0, 2000)) {
    const o = el("option");
    o.value = label;
    list.append(o);
  }
}

function openChips() {
  for (const chip of all("details.chip")) {
    chip.addEventListener("toggle", () => {
      if (!chip.open) return;
      for (const other of all("details.chip")) if (other !== chip) other.open = false;
      offer(chip.querySelector("datalist"));
      chip.querySelector("select, input").focus();
    });
    chip.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      chip.open = false;
      chip.querySelector("summary").focus();
      e.stopPropagation();
    });
  }
  document.addEventListener("click", (e) => {
    for (const chip of all("details.chip[open]")) if (!chip.contains(e.target)) chip.open = false;
  });
  for (const id of fields) $(id).addEventListener($(id).tagName === "SELECT" || $(id).type === "date" ? "change" : "input", soon);
  if ($("unset")) $("unset").addEventListener("click", () => clear(fields));
}

function follow(e) {
  const a = e.target.closest && e.target.closest("a[data-rows], tr[data-rows]");
  if (a && !getSelection().toString()) {
    e.preventDefault();
    const ids = a.dataset.rows.split(" "),
      [ref, k] = (a.dataset.ref || "").split(".");
    if (a.dataset.moment) goMoment(+a.dataset.moment);
    else if (ref && ids.length <= 3) show(ref, { told: +k });
    else {
      if (a.matches(".bar, .mark, .column")) groupTitle = a.querySelector("title").textContent.split(/: “|, /)[0];
      show(ids);
    }
    return;
  }
  // Other links inside the page move in it and leave the address, which keeps filters and selection, alone.
  const inside = e.target.closest && e.target.closest("a[href^='#']:not([data-place])"),
    to = inside && $(inside.getAttribute("href").slice(1));
  if (!to) return;
  e.preventDefault();
  to.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  to.focus({ preventScroll: true });
}

function byPageKey(e) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    $("q").focus();
  } else if (e.key === "Escape" && sheet.matches) $("evidence").classList.add("low");
  else if ((e.key === "Enter" || e.key === " ") && e.target.closest && e.target.closest("a[role=button]")) {
    e.preventDefault();
    e.target.closest("a[role=button]").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}

function listen() {
  openChips();
  document.addEventListener("click", follow);
  document.addEventListener("keydown", byPageKey);
  addEventListener("popstate", recall);
  $("csv").addEventListener("click", () => save("facts.csv", "text/csv", csv()));
  $("ttl").addEventListener("click", () => save("facts.ttl", "text/turtle", turtle()));
  $("close").addEventListener("click", (e) => {
    $("evidence").classList.add("low");
    e.stopPropagation();
  });
  $("evidence").addEventListener("click", () => $("evidence").classList.remove("low"));
  document.querySelector("main").addEventListener("click", (e) => {
    if (!e.target.closest("a, button, summary, input, select, canvas, tr")) $("evidence").classList.add("low");
  });
  if ($("more-disputes"))
    $("more-disputes").addEventListener("click", () => {
      for (const x of all(".disputes .rest")) x.classList.add("open");
      $("more-disputes").hidden = true;
    });
  for (const x of all(".roles .columns > div"))
    if (x.querySelector(".rest")) {
      const open = (b) => {
        for (const li of all(".rest", x)) li.classList.add("open");
        b.remove();
      };
      x.append(button(`${all(".rest", x).length} more`, open, "link"));
    }
}

function listenGraph() {
  const again = () => {
    drawGraph(true);
    fit();
    remember();
  };
  $("png").addEventListener("click", () => png((blob) => save("graph.png", "image/png", blob)));
  $("fit").addEventListener("click", fit);
  $("closer").addEventListener("click", () => zoom(1.35));
  $("wider").addEventListener("click", () => zoom(1 / 1.35));
  $("ego").addEventListener("click", () => setEgo(null));
  $("more-actors").addEventListener("click", () => {
    most += 10;
    again();
  });
  $("slice").addEventListener("click", () => {
    sliced = !sliced;
    $("slice").setAttribute("aria-pressed", String(sliced));
    again();
  });
  $("events").addEventListener("click", () => {
    setMode(mode === "actors" ? "events" : "actors", everything);
    net.canvas.setSize();
    again();
    show(chosen, { quiet: true, told: chosenTold });
  });
  if ($("everything"))
    $("everything").addEventListener("click", () => {
      setMode("events", !everything);
      again();
    });
  dark.addEventListener("change", () => {
    takeColours();
    set.edges.update(set.edges.getIds().map((id) => ({ id, color: edgeColour(edgeOf.get(id)) })));
    set.nodes.update(set.nodes.getIds().map((id) => ({ id, color: nodeOf.get(id).look.colour })));
    drawGraph(false);
  });
}

start();
window.truceline = {
  get waiting() {
    return Boolean(waiting);
  },
  get net() {
    return net;
  },
  get names() {
    return drawnNames;
  },
  get day() {
    return day;
  },
  answer: (n, on) => answerOn(stories[n], on),
  stories,
  rows,
  seen,
  show,
  setDay,
  apply,
  fit,
};

if (box) await startGraph();
document.documentElement.dataset.drawn = "1";
