"use strict";
const KINDS = ["figure", "slogan", "project", "official"];
const BATCH = 200; // list entries drawn at a time: an archive's longest texts hold tens of thousands
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { articles, lang: given } = read("reports");
const labels = read("labels");
const by = (id) => document.getElementById(id);
const store = { // a page opened from a file may have no storage
  get(key) { try { return localStorage.getItem("sysanalyze." + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem("sysanalyze." + key, value); } catch { /* forgotten when it closes */ } },
};
let lang = store.get("lang") || given || ((navigator.language || "zh").startsWith("zh") ? "zh" : "en");
let shade = store.get("theme") || "auto";
let now = 0; // the article shown
let shown = []; // numbers of the findings that pass the filters
let drawn = 0; // how many of them the list holds
let chosen = -1;
let places = new Map(); // finding → its marks in the text
const off = new Set();

const say = (key) => { const both = labels[key]; return both ? both[lang === "zh" ? 0 : 1] : key; };

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

const grouped = (digits) => digits.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, lang === "zh" ? " " : ","));

function brief(finding) { // what the list says beside the words
  const more = finding.more;
  if (finding.kind === "figure") return [more.indicator, more.stance && more.stance !== "actual" ? say(more.stance) : "", more.period].filter(Boolean).join(" · ");
  if (finding.kind === "slogan") return [say(more.kind), (more.items || []).join("、")].filter(Boolean).join(" · ");
  if (finding.kind === "project") return more.status ? say(more.status) : "";
  return (more.titles || []).join("、");
}

function wrongFigures() { // where checks fail: the stated figure's place
  const starts = new Set();
  for (const check of articles[now].checks || []) {
    if (check.holds === false) for (const place of stretches(check.figures)) starts.add(place[0] + "," + place[1]);
  }
  return starts;
}

function stretches(figures) { // the places that a check names: {total: [s, e], parts: [[s, e], …]}
  const out = [];
  for (const value of Object.values(figures || {})) {
    if (Array.isArray(value[0])) out.push(...value); else out.push(value);
  }
  return out.map((place) => place.map(Number));
}

function bar() {
  const article = articles[now];
  by("bar").replaceChildren(
    make("h1", { title: article.id }, article.title || article.id),
    make("button", { onclick: () => alert(say("keys")), title: say("keys") }, say("help")),
    make("button", { onclick: turn, id: "theme" }, say("theme_" + shade)),
    make("button", { onclick: () => print() }, say("print")),
    make("button", { onclick: speak, id: "language" }, say("language")),
  );
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
}

function speak() { lang = lang === "zh" ? "en" : "zh"; store.set("lang", lang); draw(); }

function turn() {
  shade = { auto: "light", light: "dark", dark: "auto" }[shade];
  store.set("theme", shade);
  dress();
  bar();
}

function dress() {
  document.documentElement.classList.toggle("light", shade === "light");
  document.documentElement.classList.toggle("dark", shade === "dark");
}

function index() {
  if (articles.length < 2) return;
  document.body.classList.add("many");
  by("index").hidden = false;
  by("index").replaceChildren(...articles.map((article, number) => make("button",
    { onclick: () => open(number), "aria-current": String(number === now) },
    article.title || article.id, make("small", {}, [article.date, article.findings.length + " " + say("found")].filter(Boolean).join(" · ")))));
}

function about() {
  const article = articles[now];
  let box = by("about");
  if (!box) { box = make("div", { id: "about" }); by("texts").prepend(box); }
  const fields = ["date", "source", "authors", "editor", "column", "place"].filter((key) => article[key]);
  box.replaceChildren(...fields.map((key) => {
    const value = article[key];
    const text = Array.isArray(value) ? value.join("、") : typeof value === "object" ? [value.name, value.code].filter(Boolean).join(" ") : value;
    return make("span", {}, say(key) + " ", make("b", {}, text));
  }), make("span", {}, grouped(String(article.chars)) + " " + say("chars")));
}

function chart() {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const finding of articles[now].findings) counts[finding.kind] += 1;
  const most = Math.max(1, ...Object.values(counts));
  by("chart").replaceChildren(...KINDS.map((kind) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    svg.setAttribute("aria-hidden", "true");
    for (const [key, value] of Object.entries({ width: (100 * counts[kind]) / most + "%", height: "100%", rx: "2" })) bar.setAttribute(key, value);
    svg.append(bar);
    return make("button", { class: kind, "data-kind": kind, "aria-pressed": String(!off.has(kind)), onclick: () => toggle(kind) },
      say(kind + "s"), svg, make("output", {}, String(counts[kind])));
  }));
}

function toggle(kind) {
  if (off.has(kind)) off.delete(kind); else off.add(kind);
  document.body.classList.toggle("no-" + kind, off.has(kind));
  chart();
  filter();
}

function side() {
  const rules = [...new Set(articles[now].findings.map((finding) => finding.rule))].sort();
  const wanted = by("words") ? by("words").value : "";
  by("side").replaceChildren(
    make("div", { id: "chart" }),
    make("div", { id: "filters" },
      make("input", { id: "words", type: "search", placeholder: say("search"), "aria-label": say("search"), oninput: filter, value: wanted }),
      make("select", { id: "rules", "aria-label": say("rule"), onchange: filter },
        make("option", { value: "" }, say("all_rules")), ...rules.map((rule) => make("option", { value: rule }, rule)))),
    make("ul", { id: "list", onscroll: more }),
    make("section", { id: "details", "aria-live": "polite" }),
    make("section", { id: "checks" }),
  );
  chart();
  checks();
  filter();
}

function filter() {
  const words = by("words").value.trim().toLowerCase();
  const rule = by("rules").value;
  shown = [];
  articles[now].findings.forEach((finding, number) => {
    if (off.has(finding.kind) || (rule && finding.rule !== rule)) return;
    if (words && !(finding.name + " " + finding.rule + " " + JSON.stringify(finding.more)).toLowerCase().includes(words)) return;
    shown.push(number);
  });
  drawn = 0;
  by("list").replaceChildren();
  by("list").scrollTop = 0;
  if (!shown.length) by("list").append(make("li", { class: "empty" }, "", say("none")));
  more();
}

function more(event) {
  const list = by("list");
  if (event && list.scrollTop + list.clientHeight < list.scrollHeight - 600) return;
  grow(Math.min(drawn + BATCH, shown.length));
}

function grow(upTo) {
  const wrong = wrongFigures();
  const entries = [];
  for (; drawn < upTo; drawn += 1) {
    const number = shown[drawn];
    const finding = articles[now].findings[number];
    const bad = finding.kind === "figure" && wrong.has(finding.at[0].join(","));
    entries.push(make("li", { class: finding.kind + (bad ? " wrong" : "") + (number === chosen ? " on" : ""), "data-f": String(number), tabindex: "0",
      onclick: () => choose(number, true), onkeydown: (event) => { if (event.key === "Enter") choose(number, true); } },
    make("i", { "aria-hidden": "true" }),
    make("span", {}, make("span", { class: "what" }, finding.name), " ", make("span", { class: "say" }, brief(finding))),
    make("small", {}, finding.at.length > 1 && finding.kind !== "official" ? "×" + finding.at.length : String(finding.at[0][0]))));
  }
  by("list").append(...entries);
}

function choose(number, scroll) {
  for (const node of document.querySelectorAll(".on")) node.classList.remove("on");
  chosen = number;
  by("details").replaceChildren();
  if (number < 0) return;
  const marks = places.get(number) || [];
  for (const mark of marks) mark.classList.add("on");
  if (scroll && marks.length) marks[0].scrollIntoView({ block: "center" });
  details([number]); // before the list scrolls: it takes some of its height
  const at = shown.indexOf(number);
  if (at >= drawn) grow(at + 1);
  const entry = by("list").querySelector(`[data-f="${number}"]`);
  if (entry) { entry.classList.add("on"); entry.scrollIntoView({ block: "nearest" }); }
  history.replaceState(null, "", `#a${now}f${number}`);
}

function details(numbers) {
  by("details").replaceChildren(...numbers.flatMap((number) => {
    const finding = articles[now].findings[number];
    const spots = finding.at.map(([start, end]) => `${start}–${end}`).join(", ");
    const fields = Object.entries(finding.more).filter(([key]) => !["start", "end", "text", "name"].includes(key));
    return [
      make("h2", { class: finding.kind }, finding.name + " ", make("small", {}, say(finding.kind))),
      make("dl", {}, ...fields.flatMap(([key, value]) => [make("dt", {}, say(key)), make("dd", {}, shape(key, value))]),
        make("dt", {}, say("rule")), make("dd", {}, finding.rule), make("dt", {}, say("offset")), make("dd", {}, spots)),
    ];
  }));
}

function shape(key, value) {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one === "string")) return value.join("、");
    return make("ul", {}, ...value.map((one) => make("li", {}, shape(key, one))));
  }
  if (value && typeof value === "object") {
    const { start, end, ...rest } = value;
    const parts = Object.entries(rest).map(([name, inner]) => {
      const said = shape(name, inner);
      return name === "text" || name === "name" || name === "title" ? [said] : [`${say(name)} `, said];
    });
    const line = make("span", {});
    parts.forEach((part, nth) => line.append(...(nth ? ["; "] : []), ...part));
    return line;
  }
  if (["value", "low", "high", "amount", "stated", "computed"].includes(key)) return grouped(String(value));
  return ["kind", "bound", "stance", "status", "direction", "basis", "level", "event", "system"].includes(key) ? say(String(value)) : String(value);
}

function checks() {
  const all = articles[now].checks || [];
  if (!all.length) return by("checks").replaceChildren();
  const figures = new Map(articles[now].findings.map((finding, number) => [finding.kind + finding.at[0].join(","), number]));
  by("checks").replaceChildren(make("h2", {}, `${say("checks")} ${all.length}`), ...[...all].sort((a, b) => Number(a.holds) - Number(b.holds)).map((check) => {
    const [place] = stretches(check.figures);
    const number = place ? figures.get("figure" + place.join(",")) : undefined;
    return make("button", { class: check.holds ? "good" : "bad", onclick: () => { if (number !== undefined) choose(number, true); } },
      `${check.holds ? "✓" : "✗"} ${say(check.kind)}: ${say("stated")} ${check.stated}, ${say("computed")} ${check.computed} — ${say(check.holds ? "holds" : "fails")}`);
  }));
}

function step(by_) {
  if (!shown.length) return;
  const at = shown.indexOf(chosen);
  const next = at < 0 ? (by_ > 0 ? 0 : shown.length - 1) : (at + by_ + shown.length) % shown.length;
  choose(shown[next], true);
}

function open(number, finding = -1) {
  by("a" + now).hidden = true;
  now = number;
  const article = by("a" + now);
  article.hidden = false;
  places = new Map();
  for (const mark of article.querySelectorAll("mark")) {
    for (const one of mark.dataset.f.split(" ")) {
      if (!places.has(+one)) places.set(+one, []);
      places.get(+one).push(mark);
    }
  }
  const wrong = wrongFigures();
  articles[now].findings.forEach((one, nth) => {
    if (one.kind === "figure" && wrong.has(one.at[0].join(","))) for (const mark of places.get(nth) || []) mark.classList.add("wrong");
  });
  chosen = -1;
  draw();
  by("texts").scrollTop = 0;
  if (finding >= 0 && finding < articles[now].findings.length) choose(finding, true);
}

function draw() {
  document.title = articles[now].title || articles[now].id;
  const kept = chosen;
  bar();
  index();
  about();
  side();
  if (kept >= 0) choose(kept, false);
}

by("texts").addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark) return;
  const numbers = mark.dataset.f.split(" ").map(Number).filter((number) => !off.has(articles[now].findings[number].kind));
  if (!numbers.length) return;
  choose(numbers[0], false);
  details(numbers);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { choose(-1); if (document.activeElement) document.activeElement.blur(); return; }
  if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (event.key === "/") { event.preventDefault(); by("words").focus(); }
  else if (KINDS[event.key - 1]) toggle(KINDS[event.key - 1]);
  else if (event.key === "n" && now + 1 < articles.length) open(now + 1);
  else if (event.key === "p" && now > 0) open(now - 1);
});

dress();
const asked = /^#a(\d+)(?:f(\d+))?$/.exec(location.hash);
open(asked && +asked[1] < articles.length ? +asked[1] : 0, asked && asked[2] !== undefined ? +asked[2] : -1);
