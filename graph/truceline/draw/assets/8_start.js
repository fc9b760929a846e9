// ---- The start: everything is in the page already; this only brings it to life.

function start() {
  takeColours();
  $("desk").hidden = false;
  document.documentElement.classList.add("ready");
  if ($("switch")) $("switch").hidden = false;
  if (innerWidth <= 760) $("filters").open = false;
  for (const b of all(".voice")) {
    b.disabled = false;
    b.addEventListener("click", () => {
      const pressed = b.getAttribute("aria-pressed") === "true";
      for (const other of all(".voice")) other.setAttribute("aria-pressed", String(other === b && !pressed));
      apply();
    });
  }
  if (box && typeof vis !== "undefined") openGraph();
  if (document.querySelector("svg.timeline")) openTimes();
  listen();
  recall();
  if (net) fit();
  document.documentElement.dataset.ready = "1";
}

// The evidence stands where it was asked for: in its column while that is on the screen, else in a sheet at the foot.
function beside(a) {
  $("desk").classList.remove("sheet");
  const top = $("h-card").getBoundingClientRect().top;
  $("desk").classList.toggle("sheet", top < 0 || top > innerHeight - 240);
  if (!a.closest("svg")) $("h-card").focus({ preventScroll: true });
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    marks();
    apply();
  }, 110);
}

function listen() {
  for (const id of fields) $(id).addEventListener($(id).tagName === "SELECT" ? "change" : "input", soon);
  for (const x of all("input.type")) x.addEventListener("change", () => apply());
  $("reset").addEventListener("click", () => {
    for (const id of fields) $(id).value = "";
    for (const b of all(".voice")) b.setAttribute("aria-pressed", "false");
    for (const x of all("input.type")) x.checked = true;
    setEverything(false);
    marks();
    apply(true);
    show(null);
    if (net) fit();
  });
  $("csv").addEventListener("click", () => save("facts.csv", "text/csv", csv()));
  $("ttl").addEventListener("click", () => save("facts.ttl", "text/turtle", turtle()));
  document.addEventListener("click", (e) => {
    const a = e.target.closest && e.target.closest("a[href^='#r']");
    if (!a) return;
    e.preventDefault();
    show(a.dataset.rows ? a.dataset.rows.split(" ") : a.getAttribute("href").slice(1));
    beside(a);
  });
  // Other links inside the page move in it and leave the address, which keeps filters and selection, alone.
  document.addEventListener("click", (e) => {
    const a = e.target.closest && e.target.closest("a[href^='#']:not([href^='#r'])");
    const to = a && !a.dataset.place && $(a.getAttribute("href").slice(1));
    if (!to) return;
    e.preventDefault();
    to.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    if (to.tabIndex >= 0) to.focus({ preventScroll: true });
  });
  $("close").addEventListener("click", () => $("desk").classList.remove("sheet"));
  addEventListener("hashchange", recall);
  if (!net) return;
  $("png").addEventListener("click", () => png((blob) => save("graph.png", "image/png", blob)));
  $("fit").addEventListener("click", fit);
  $("closer").addEventListener("click", () => zoom(1.35));
  $("wider").addEventListener("click", () => zoom(1 / 1.35));
  if ($("everything"))
    $("everything").addEventListener("click", () => {
      setEverything(!everything);
      apply();
      fit();
    });
  $("large").addEventListener("click", () => {
    const wide = $("desk").classList.toggle("wide");
    $("large").setAttribute("aria-pressed", String(wide));
    net.canvas.setSize();
    shape("main");
    shape("all");
    apply(true);
    fit();
  });
  dark.addEventListener("change", () => {
    takeColours();
    set.edges.update(set.edges.getIds().map((id) => ({ id, color: edgeColour() })));
    apply(true);
  });
  addEventListener("beforeprint", () => {
    Object.assign(colours, { ink: "#000", soft: "#333", ground: "#fff", paper: "#fff", flag: "#7a2300" });
    fit();
    const from = box.querySelector("canvas"),
      to = $("paper");
    Object.assign(to, { width: from.width, height: from.height });
    to.getContext("2d").drawImage(from, 0, 0);
  });
  addEventListener("afterprint", () => {
    takeColours();
    net.redraw();
  });
}

start();
window.truceline = {
  get net() {
    return net;
  },
  get names() {
    return drawnNames;
  },
  seen,
  show,
  brush,
  apply,
  fit,
};
