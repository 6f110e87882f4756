"use strict";
// The long tail's page: the same view as the ready-made pages, from the record's data.
const link = (address, text) => /^https?:\/\//.test(address || "") ? h("a", {href: address}, text) : text;
const evidence = it => it && h("span", {class: "ev"}, link(it.href, it.source),
    it.lines && ` ${it.lines.includes("–") ? "lines" : "line"} ${it.lines}`, it.place && [" ", h("code", {}, it.place)],
    " ", h("span", {class: "how"}, `${it.method} · ${it.by} · ${it.confidence}`));
const section = (anchor, title, ...children) => h("section", {id: anchor}, h("h2", {}, title), ...children);
const none = text => h("p", {class: "none"}, text);
const table = (heads, rows) => h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": heads[0]},
    h("table", {}, h("thead", {}, h("tr", {}, heads.map(head => h("th", {scope: "col"}, head)))),
    h("tbody", {}, rows)));
const modelLink = (page, text) => page ? h("a", {href: root + page}, text) : text;

function fact(it) {
  const fold = it.fold && h("details", {open: it.open}, h("summary", {}, it.fold), h("ul", {},
    (it.more || []).map(other => h("li", {}, evidence(other))),
    (it.others || []).map(other => h("li", {}, h("span", {class: "val"}, other.value), " ", evidence(other.evidence))),
    it.rule && h("li", {class: "rule"}, `Rule: ${it.rule}`)));
  return h("div", {class: it.status}, h("dt", {}, it.label), h("dd", {},
    h("span", {class: "val"}, it.value ? link(it.href, it.value) : unknown("sources disagree")), " ",
        h("span", {class: "badge"}, it.status), evidence(it.first), fold));
}

function result(it) {
  return h("tr", {}, h("th", {scope: "row"}, it.dataset, " ", h("span", {class: "how"},
      `${it.split || ""} ${it.task || ""}`)),
    h("td", {}, it.metric, it.unit && h("span", {class: "how"}, ` ${it.unit}`),
        it.setting && [h("br"), h("span", {class: "how"}, it.setting)]),
    h("td", {class: "n rep"}, it.reported ? h("span", {class: "val"}, it.reported) : unknown("–"),
        it.reportedBy && h("br"), evidence(it.reportedBy)),
    h("td", {class: "n mea"}, it.measured ? h("b", {}, it.measured) : unknown("not measured")),
    h("td", {class: "n"}, it.interval), h("td", {class: "n"}, it.samples),
        h("td", {class: "n"}, it.difference, it.outside && [" ", h("span", {class: "badge out"}, "outside interval")],
        it.note && [h("br"), h("span", {class: "how"}, it.note)]));
}

function modelView(it) {
  const heads = ["Benchmark", "Metric", "Reported", "Measured by us", "95 % interval", "n", "Reported − measured"];
  const resultTable = list => h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Results"},
    h("table", {class: "res"},
        h("thead", {}, h("tr", {},
        heads.map((head, place) =>
        h("th", {scope: "col", class: place > 1 ? `n ${["", "", "rep", "mea"][place] || ""}` : ""}, head)))),
        h("tbody", {}, list.map(result))));
  const results = it.results ? resultTable(it.results) : none("No result is reported and none was measured.");
  const slices = it.slices && h("details", {}, h("summary", {}, `${it.sliceCount} results over parts of a data set`),
      resultTable(it.slices));
  const sections = [
    ...it.groups.map(group => section(group.anchor, group.heading, group.none && none(group.none),
        group.facts && h("dl", {class: "facts"}, group.facts.map(fact)))),
    section("evaluation", "Evaluation", it.unmeasured && none(`Not measured by us: ${it.unmeasured}`), results, slices),
    section("files", "Files", it.files ? table(["Path", "Role", "Format", "Bytes", "SHA-256"],
        it.files.map(file => h("tr", {}, h("th", {scope: "row"}, file.path), h("td", {}, file.role),
        h("td", {}, file.format || ""), h("td", {class: "n"}, file.bytes || unknown()),
        h("td", {}, h("code", {title: file.sha256}, file.digest || ""))))) : none("The zoo lists no files.")),
    section("relations", "Relations", it.relations ? h("ul", {class: "relations"},
        it.relations.map(other => h("li", {}, h("span", {class: "rel"}, other.relation), " ",
        modelLink(other.page, other.model), " ", evidence(other.evidence))))
        : none("No source links this model to another.")),
    section("missing", "Looked for and not found", it.missing ? h("p", {class: "tags"},
        it.missing.map(name => h("span", {}, name))) : none("Every field that was looked for was found.")),
    section("claims", "Claims",
        h("details", {}, h("summary", {}, `${it.claimCount} statements as the sources print them`),
        table(["Predicate", "As printed", "Where, how, who, how sure"],
        (it.claims || []).map(claim => h("tr", {}, h("th", {scope: "row"}, h("code", {}, claim.predicate)),
        h("td", {}, claim.polarity && h("em", {}, claim.polarity, " "), claim.value || ""),
        h("td", {}, evidence(claim.evidence), claim.extractor && h("span", {class: "how"}, ` ${claim.extractor}`))))),
        it.claimsHidden && h("p", {class: "how"}, `${it.claimsHidden} more are not listed.`))),
    section("sources", "Sources",
        h("ul", {class: "sources"},
        (it.sources || []).map(source => h("li", {}, link(source.href, source.name), " ",
        h("span", {class: "how"},
        `${source.role} · revision ${source.revision} · ${source.bytes} bytes · retrieved ${source.retrieved}`),
        h("code", {class: "locator"}, source.locator), h("code", {class: "sha"}, `sha256 ${source.sha256}`))))),
  ];
  return h("article", {class: "model"},
    h("header", {class: "hero"}, h("p", {class: "crumb"}, h("a", {href: `${root}index.html`}, "Catalogue"), " / ",
        h("a", {href: `${root}index.html#zoo=${fragment(it.zoo)}`}, it.zoo)),
      h("h1", {}, h("span", {class: "owner"}, it.owner || ""), it.name), it.title && h("p", {class: "lead"}, it.title),
      it.removed && h("p", {class: "notice"}, "This model is gone from its zoo. What is shown is what was last seen."),
      h("p", {class: "tags"}, (it.notes || []).map(note => h("span", {}, note)),
          h("span", {class: `use ${it.use}`}, `commercial use ${it.use}`)),
      h("p", {class: "actions"}, it.href && h("a", {class: "button", href: it.href}, "Open at the zoo"),
          pins.button(it.key))),
    h("dl", {class: "figures"},
        it.figures.map(figure => h("div", {}, h("dt", {}, figure.name), h("dd", {}, figure.value || unknown())))),
    h("div", {class: "sections"}, h("nav", {class: "toc", "aria-label": "On this page"},
        sections.map(part => h("button", {type: "button", class: "link", click: () => part.scrollIntoView()},
        part.firstChild.textContent))), h("div", {}, sections)));
}

async function showModel() {
  let key = location.hash.slice(1);
  try { key = decodeURIComponent(key); } catch { /* a stray percent sign: take it as it stands */ }
  const place = $("record");
  if (!key) return place.replaceChildren(h("p", {class: "lead"}, "No model is named in the address. ",
      h("a", {href: `${root}index.html`}, "Search the catalogue")));
  try {
    const found = await record(key);
    if (found) { place.replaceChildren(modelView(found)); document.title = `${found.name} · Macaroni`;
        const button = place.querySelector(".actions button"); pins.listeners = [button.show]; }
    else place.replaceChildren(h("h1", {}, "Not in this snapshot"), h("p", {class: "lead"},
        `There is no model ${key} here; it may have been added later or be gone. `,
        h("a", {href: `${root}index.html`}, "Search the catalogue")));
  } catch (error) { place.replaceChildren(h("p", {class: "notice"}, error.message)); }
}
addEventListener("hashchange", showModel);
showModel();
