"use strict";
/* The query page: an editor, the shipped queries as examples, rows whose IRIs lead to their sentences. Nothing is fetched from elsewhere. */
(() => {
  const at = (id) => document.getElementById(id);
  const made = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const start = "PREFIX tl: <https://w3id.org/truceline/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>\n\nSELECT ?speaker ?stance ?sentence\nWHERE {\n  ?claim tl:speaker/rdfs:label ?speaker ; tl:stance ?stance ;\n         tl:evidence/nif:anchorOf ?sentence .\n}\nLIMIT 20";
  const PAGE = 500;
  const Yasqe = window.Yasqe.default || window.Yasqe;
  Yasqe.defaults.autocompleters = [];
  const editor = new Yasqe(at("editor"), {
    value: new URLSearchParams(location.hash.slice(1)).get("query") || start,
    persistenceId: null, autocompleters: [], showQueryButton: false, resizeable: true, createShareableLink: null, collapsePrefixesOnLoad: false,
  });
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false });
  editor.getInputField().setAttribute("aria-label", "SPARQL query");
  let shipped = [];
  fetch("/api/queries").then((r) => r.json()).then((several) => { shipped = several; });

  function ask(accept) {
    return fetch("/sparql", { method: "POST", body: editor.getValue(), headers: { "Content-Type": "application/sparql-query", Accept: accept } });
  }

  async function run() {
    at("said").className = "";
    at("said").textContent = "Asking …";
    history.replaceState(null, "", "#" + new URLSearchParams({ query: editor.getValue() }));
    const began = performance.now();
    const answer = await ask("application/sparql-results+json, application/n-triples;q=0.9").catch((e) => ({ ok: false, text: async () => String(e) }));
    const text = await answer.text();
    if (!answer.ok) return wrong(text);
    const took = ((performance.now() - began) / 1000).toFixed(2);
    if (!answer.headers.get("content-type").includes("json")) return lines(text, took);
    const found = JSON.parse(text);
    if ("boolean" in found) return told(found.boolean ? "yes" : "no", took, []);
    const rows = found.results.bindings;
    told(`${rows.length} ${rows.length === 1 ? "row" : "rows"}`, took, [table(found.head.vars, rows.slice(0, PAGE))]);
    if (rows.length > PAGE) at("said").textContent += `; the first ${PAGE} are shown, Download has all`;
  }

  function wrong(text) {
    at("answer").replaceChildren();
    at("said").className = "wrong";
    at("said").textContent = text.trim();
  }

  function told(what, took, nodes) {
    at("said").textContent = `${what} in ${took} s`;
    at("answer").replaceChildren(...nodes);
  }

  function lines(text, took) {
    const all = text.split("\n").filter(Boolean);
    told(`${all.length} triples`, took, [made("pre", all.slice(0, PAGE).join("\n"))]);
  }

  function table(names, rows) {
    const head = document.createElement("tr");
    head.append(...names.map((n) => Object.assign(made("th", n.replaceAll("_", " ")), { scope: "col" })));
    const body = rows.map((row) => {
      const line = document.createElement("tr");
      line.append(...names.map((n) => cell(row[n], n === "sentence")));
      return line;
    });
    const out = document.createElement("table");
    out.append(document.createElement("thead"), document.createElement("tbody"));
    out.tHead.append(head);
    out.tBodies[0].append(...body);
    return out;
  }

  function cell(term, sentence) {
    const out = document.createElement("td");
    if (!term) return out;
    if (term.type !== "uri" && !sentence) return made("td", term.value);
    const link = made("a", term.value.replace("https://w3id.org/truceline/id/", ":").replace("https://w3id.org/truceline/ontology#", "tl:"));
    link.href = "/evidence?" + new URLSearchParams({ [term.type === "uri" ? "iri" : "sentence"]: term.value });
    out.append(link);
    return out;
  }

  async function download() {
    const kind = at("format").value;
    const answer = await ask(kind);
    if (!answer.ok) return wrong(await answer.text());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "answer." + ({ "text/csv": "csv", "text/turtle": "ttl" }[kind] || "json");
    link.click();
    URL.revokeObjectURL(link.href);
  }

  at("shipped").addEventListener("change", (e) => {
    const query = shipped.find((q) => q.name === e.target.value);
    if (!query) return;
    editor.setValue(query.text);
    run();
  });
  at("run").addEventListener("click", run);
  at("download").addEventListener("click", download);
  run();
  document.documentElement.dataset.ready = "yes";
})();
