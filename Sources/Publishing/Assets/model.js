"use strict";
// The long tail's page: the same view as the ready-made pages, from the record's data.
const link = (address, text) => /^https?:\/\//.test(address || "") ? h("a", {href: address}, text) : text;
const modelLink = (page, text) => page ? h("a", {href: root + page}, text) : text;
const none = text => h("p", {class: "none"}, text);
const section = (anchor, title, ...children) => h("section", {id: anchor}, h("h2", {}, title), ...children);
const scroll = (name, table) => h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": name}, table);
const table = (name, heads, rows) => scroll(name, h("table", {},
  h("thead", {}, h("tr", {}, heads.map(head => h("th", {scope: "col"}, head)))), h("tbody", {}, rows)));

function evidence(it) {
  if (!it) return null;
  return h("span", {class: "ev"}, link(it.href, it.source),
    it.lines && ` ${it.lines.includes("–") ? "lines" : "line"} ${it.lines}`,
    it.place && [" ", h("code", {}, it.place)], " ",
    h("span", {class: "how"}, `${it.method} · ${it.by} · ${it.confidence}`));
}

function fact(it) {
  const value = other => h("li", {}, h("span", {class: "val"}, other.value), " ", evidence(other.evidence));
  const fold = it.fold && h("details", {open: it.open}, h("summary", {}, it.fold), h("ul", {},
    (it.more || []).map(other => h("li", {}, evidence(other))), (it.others || []).map(value),
    it.rule && h("li", {class: "rule"}, `Rule: ${it.rule}`)));
  return h("div", {class: it.status}, h("dt", {}, it.label), h("dd", {},
    h("span", {class: "val"}, it.value ? link(it.href, it.value) : unknown("sources disagree")), " ",
    h("span", {class: "badge"}, it.status), evidence(it.first), fold));
}

function result(it) {
  const how = text => text && [" ", h("span", {class: "how"}, text)];
  const group = it.leads && h("tr", {class: "group"},
    h("th", {scope: "colgroup", colspan: 6}, it.subject, how(it.detail)));
  return [group, h("tr", {},
    h("th", {scope: "row"}, it.metric, how(it.unit), how(it.variant && `· ${it.variant}`)),
    h("td", {class: "n rep", "data-l": "reported"}, it.reported ? h("span", {class: "val"}, it.reported) : unknown("–"),
      it.reportedBy && h("br"), evidence(it.reportedBy)),
    h("td", {class: "n mea", "data-l": "measured"}, it.measured ? h("b", {}, it.measured) : unknown("not measured")),
    h("td", {class: "n", "data-l": "95 %"}, it.interval), h("td", {class: "n", "data-l": "n"}, it.samples),
    h("td", {class: "n", "data-l": it.difference && "reported − measured"}, it.difference,
      it.outside && [" ", h("span", {class: "badge out"}, "outside interval")],
      it.note && [h("br"), h("span", {class: "how"}, it.note)]))].filter(Boolean);
}

function results(it) {
  if (!it.results) return none("No result is reported and none was measured.");
  const heads = [["Metric"], ["Reported", "n rep"], ["Measured by us", "n mea"], ["95 % interval", "n"], ["n", "n"],
    ["Reported − measured", "n"]];
  return scroll("Results", h("table", {class: "res"},
    h("thead", {}, h("tr", {}, heads.map(([head, kind]) => h("th", {scope: "col", class: kind}, head)))),
    h("tbody", {}, it.results.flatMap(result))));
}

function perturbed(it) {
  const name = `${it.benchmark} when perturbed`, number = (text, bold) => h("td", {class: "n"}, bold ? h("b", {}, text) : text);
  const heads = ["Severity", "Change, points", "95 % interval", "Kept over all, %", "n"];
  return [h("h3", {}, name),
    h("p", {class: "how"}, "Perturbed less clean accuracy in points, the same samples on both sides. ",
      h("a", {href: `${root}robustness.html#${it.anchor}`}, "Beside the other models")),
    scroll(name, h("table", {class: "parts lost"},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, "Perturbation"),
        heads.map(head => h("th", {scope: "col", class: "n"}, head)))),
      h("tbody", {}, it.rows.map(row => h("tr", {}, h("th", {scope: "row"}, row.perturbation),
        number(row.severity), number(row.change, true), number(row.interval), number(row.retention), number(row.n))))))];
}

function slices(it) {
  const cell = text => h("td", {class: "n"}, text || unknown("–"));
  return h("details", {class: "slices"}, h("summary", {}, `${it.title} (${it.count})`),
    scroll(it.title, h("table", {class: "parts"},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, it.dimension),
        [...it.metrics, "n"].map(metric => h("th", {scope: "col", class: "n"}, metric)))),
      h("tbody", {}, it.parts.map(part => h("tr", {}, h("th", {scope: "row"}, part.part),
        part.cells.map(other => cell(other.value)), h("td", {class: "n"}, part.samples)))))));
}

function files(it) {
  if (!it.files) return none("The zoo lists no files.");
  return table("Files", ["Path", "Role", "Format", "Bytes", "SHA-256"], it.files.map(file => h("tr", {},
    h("th", {scope: "row"}, file.path), h("td", {}, file.role), h("td", {}, file.format || ""),
    h("td", {class: "n"}, file.bytes || unknown()),
    h("td", {}, h("code", {title: file.sha256}, file.digest || "")))));
}

function claims(it) {
  const line = claim => h("tr", {}, h("th", {scope: "row"}, h("code", {}, claim.predicate)),
    h("td", {}, claim.polarity && h("em", {}, claim.polarity, " "), claim.value || ""),
    h("td", {}, evidence(claim.evidence), claim.extractor && h("span", {class: "how"}, ` ${claim.extractor}`)));
  return h("details", {}, h("summary", {}, `${it.claimCount} statements as the sources print them`),
    table("Claims", ["Predicate", "As printed", "Where, how, who, how sure"], (it.claims || []).map(line)),
    it.claimsHidden && h("p", {class: "how"}, `${it.claimsHidden} more are not listed.`));
}

function source(it) {
  const about = `${it.role} · revision ${it.revision} · ${it.bytes} bytes · retrieved ${it.retrieved}`;
  return h("li", {}, link(it.href, it.name), " ", h("span", {class: "how"}, about),
    h("code", {class: "locator"}, it.locator), h("code", {class: "sha"}, `sha256 ${it.sha256}`));
}

function sectionsOf(it) {
  const relation = other => h("li", {}, h("span", {class: "rel"}, other.relation), " ",
    modelLink(other.page, other.model), " ", evidence(other.evidence));
  return [
    ...it.groups.map(group => section(group.anchor, group.heading, group.none && none(group.none),
      group.facts && h("dl", {class: "facts"}, group.facts.map(fact)))),
    section("evaluation", "Evaluation", it.unmeasured && none(`Not measured by us: ${it.unmeasured}`), results(it),
      (it.perturbations || []).flatMap(perturbed), (it.slices || []).map(slices)),
    section("files", "Files", files(it)),
    section("relations", "Relations", it.relations
      ? h("ul", {class: "relations"}, it.relations.map(relation)) : none("No source links this model to another.")),
    section("missing", it.isUnread ? "Unknown" : "Looked for and not found",
      it.completeness && h("p", {}, it.completeness),
      it.missing ? h("ul", {class: "tags"}, it.missing.map(name => h("li", {}, name)))
        : none("Everything that was looked for was found."),
      it.alsoMissing &&
        h("p", {class: "how"}, `Not among those questions, and without a value too: ${it.alsoMissing}.`)),
    section("claims", "Claims", claims(it)),
    section("sources", "Sources", h("ul", {class: "sources"}, (it.sources || []).map(source))),
  ];
}

function modelView(it) {
  const sections = sectionsOf(it);
  const jump = part => h("button", {type: "button", class: "link", click: () => part.scrollIntoView()},
    part.firstChild.textContent);
  return h("article", {class: "model"},
    h("header", {class: "hero"},
      h("p", {class: "crumb"}, h("a", {href: `${root}index.html`}, "Catalogue"), " / ",
        h("a", {href: `${root}index.html#zoo=${fragment(it.zoo)}`}, it.zoo)),
      h("h1", {}, h("span", {class: "owner"}, it.owner || ""), it.name),
      it.title && h("p", {class: "lead"}, it.title),
      it.dispute && h("p", {class: "notice"}, `The card and our run disagree. ${it.dispute}.`),
      (it.unread || []).map(reason => h("p", {class: "notice"}, reason)),
      it.removed && h("p", {class: "notice"}, "This model is gone from its zoo. What is shown is what was last seen."),
      h("p", {class: "tags"}, (it.notes || []).map(note => h("span", {}, note)),
        h("span", {class: `use ${it.use}`}, `commercial use ${it.use}`)),
      h("p", {class: "actions"}, it.href && h("a", {class: "button", href: it.href}, "Open at the zoo"),
        save("JSON", "model.json", () => JSON.stringify(it), "application/json"), pins.button(it.key))),
    h("dl", {class: "figures"},
      it.figures.map(figure => h("div", {}, h("dt", {}, figure.name), h("dd", {}, figure.value || unknown())))),
    h("div", {class: "sections"},
      h("nav", {class: "toc", "aria-label": "On this page"}, sections.map(jump)), h("div", {}, sections)));
}

async function showModel() {
  const place = $("record"), catalogue = h("a", {href: `${root}index.html`}, "Search the catalogue");
  let key = location.hash.slice(1);
  try { key = decodeURIComponent(key); } catch { /* a stray percent sign: take it as it stands */ }
  if (!key) {
    return place.replaceChildren(h("h1", {}, "No model chosen"),
      h("p", {class: "lead"}, "No model is named in the address. ", catalogue));
  }
  try {
    const found = await record(key);
    if (!found) {
      const lost = `There is no model ${key} here; it may have been added later or be gone. `;
      return place.replaceChildren(h("h1", {}, "Not in this snapshot"), h("p", {class: "lead"}, lost, catalogue));
    }
    place.replaceChildren(modelView(found));
    document.title = upright(`${found.name} · ${site}`);
    pins.listeners = [[...place.querySelectorAll(".actions button")].pop().show];
  } catch (error) {
    place.replaceChildren(h("h1", {}, "The record cannot be read"), h("p", {class: "notice"}, error.message));
  }
}
const site = document.title.split(" · ").pop();
addEventListener("hashchange", showModel);
showModel();
