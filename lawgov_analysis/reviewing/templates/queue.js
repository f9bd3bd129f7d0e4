
"use strict";
const articles = [...document.querySelectorAll("article")], filter = document.querySelector("#filter");
const main = document.querySelector("main"), kinds = [...document.querySelectorAll("button[data-kind]")];
const shown = document.querySelector("#shown");
const texts = articles.map(article => article.textContent.toLowerCase());
const show = () => {
  const kind = kinds.find(button => button.getAttribute("aria-pressed") === "true").dataset.kind;
  const wanted = filter.value.toLowerCase().split(/\s+/);
  let count = 0;
  articles.forEach((article, at) => {
    const fits = (!kind || article.dataset.kind === kind) && wanted.every(word => texts[at].includes(word));
    article.parentElement.hidden = !fits;
    count += fits;
  });
  shown.value = count === articles.length ? "" : `${count} / ${articles.length}`;
};
const visible = () => articles.filter(article => !article.parentElement.hidden);
const here = () => document.activeElement.closest("article");
const turnTo = article => { article.focus({ preventScroll: true }); article.scrollIntoView({ block: "nearest" }); };
const go = step => {
  const among = visible(), at = among.indexOf(here());
  const next = among[at < 0 ? (step > 0 ? 0 : among.length - 1) : at + step];
  if (next) turnTo(next);
};
// With a Chinese input method on, a key says where it is and not what it is.
const keyOf = event => {
  if (event.key !== "Process" && event.key !== "Unidentified") {
    return event.key.length === 1 ? event.key.normalize("NFKC").toUpperCase() : event.key;
  }
  const of = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code);
  return of ? of[1] || of[2] : "";
};
let press = () => false;
if (filter) {
  filter.addEventListener("input", show);
  for (const button of kinds) {
    button.addEventListener("click", () => {
      for (const other of kinds) other.setAttribute("aria-pressed", other === button);
      show();
    });
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || event.target.matches("input, select")) return;
    const key = keyOf(event), onCard = event.target.matches("article");
    const steps = { J: 1, K: -1, ...(onCard && { ArrowDown: 1, ArrowUp: -1 }) };
    if (key in steps) { event.preventDefault(); go(steps[key]); }
    else if (key.length === 1 && !event.repeat && press(key)) event.preventDefault();
  });
}
if (main.dataset.words) decide();

// Decisions are gathered here and downloaded as a table; one card has one act, the last.
function decide() {
  const words = JSON.parse(main.dataset.words), place = `lawgov-queue-${main.dataset.key}`;
  const by = document.querySelector("#by"), said = document.querySelector("#said"), help = document.querySelector("#help");
  const rows = new Map(articles.filter(article => article.dataset.decide).map(article => [article.id, JSON.parse(article.dataset.decide)]));
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (all, one) => values[one] ?? all);
  const tell = (name, values, isFault = false) => { said.textContent = say(name, values); said.classList.toggle("fault", isFault); };
  let acts = [], downloaded = "";
  const store = [() => localStorage, () => sessionStorage].map(of => { try { const one = of(); one.setItem(place, one.getItem(place) ?? ""); return one; } catch { return null; } }).find(Boolean);
  const state = () => JSON.stringify(acts);
  const keep = () => {
    try { store.setItem(place, JSON.stringify({ by: by.value, acts, downloaded })); }
    catch { document.querySelector("#kept").textContent = words.not_kept; }
  };
  const effective = () => new Map(acts.map(act => [act.id, act]));
  const later = new Set();

  const paint = () => {
    const now = effective();
    for (const article of articles) {
      const act = now.get(article.id), made = article.querySelector(".made");
      article.classList.toggle("done", !!act);
      article.classList.toggle("later", !act && later.has(article.id));
      if (!made) continue;
      made.hidden = !act;
      made.textContent = act ? `✓ ${act.said}` : "";
    }
    document.querySelector("#count").textContent = now.size;
  };

  // What is wrong with words that stand in a table of decisions; "" where nothing is.
  const faultOf = text => !text.trim() ? "empty" : words.formula_in_words.includes(text.trim()[0]) ? "formula" : "";
  const named = () => {
    const fault = faultOf(by.value);
    if (!fault) return true;
    tell(fault === "empty" ? "name_first" : "no_formula", {}, true);
    by.focus();
    return false;
  };
  const onward = article => {
    const among = visible(), at = among.indexOf(article), now = effective();
    const open = [...among.slice(at + 1), ...among.slice(0, at)].find(other => rows.has(other.id) && !now.has(other.id) && !later.has(other.id));
    if (open) turnTo(open);
    else turnTo(article);
    return open;
  };
  const lineOf = (target, field, value, reason, on) => {
    const read = target.read ?? {}, isWhole = target.figure === 0;
    const known = field === "review" || field === "figure" ? read.indicator : read[field];
    const isChecked = !isWhole && known !== undefined;
    return {
      place_code: target.place_code, year: target.year, figure: target.figure, field, value,
      was: isChecked ? known : "", by: by.value.trim(), on, reason, surface: target.surface ?? "",
      start: target.start ?? "", measure: isChecked ? read.measure ?? "" : "",
    };
  };
  const linesOf = (targets, field, value, reason) => {
    const on = `${new Date().toISOString().slice(0, 19)}Z`;
    return targets.map(target => lineOf(target, field, value, reason, on));
  };
  const make = (article, words, lines) => {
    acts.push({ id: article.id, said: words, lines });
    later.delete(article.id);
    keep();
    paint();
    const open = onward(article);
    said.textContent = open ? words : `${words} ${say("last")}`;
    said.classList.remove("fault");
  };
  const withSame = (text, row) => row.same.length ? say("with_same", { what: text, number: row.same.length }) : text;
  const current = () => {
    const article = here();
    if (!article) tell("choose_first", {}, true);
    else if (!rows.has(article.id)) tell("by_command", {}, true);
    else return article;
    return null;
  };

  const open = article => {
    const row = rows.get(article.id);
    article.querySelector("form")?.remove();
    const form = document.querySelector("#form").content.firstElementChild.cloneNode(true);
    const figure = row.figure, read = figure.read, fields = Object.keys(read), alert = form.querySelector(".fault");
    for (const name of fields) {
      const input = form.elements[name];
      input.value = read[name];
      input.addEventListener("input", () => input.classList.toggle("changed", input.value.trim() !== read[name]));
    }
    form.elements.reason.value = say("reason");
    form.querySelector(".all span").textContent = say("all_same", { number: row.same.length });
    form.querySelector(".all").hidden = !row.same.length;
    const leave = () => { form.remove(); turnTo(article); };
    form.querySelector(".leave").addEventListener("click", leave);
    form.addEventListener("keydown", event => {
      if (event.key === "Escape") { event.preventDefault(); leave(); }
      if (event.key === "Enter" && event.target.matches("select")) { event.preventDefault(); form.requestSubmit(); }
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      const isAll = row.same.length > 0 && form.elements.all.checked;
      // A number is of its own sentence.
      // A value is of its own sentence; what it counts and is called may be of all in the same words.
      const values = fields.filter(name => form.elements[name].value.trim() !== read[name]).map(name => [name, form.elements[name].value.trim(), isAll && name !== "value"]);
      const { field, other, reason } = form.elements;
      if (field.value) values.push([field.value, other.value.trim(), isAll]);
      const texts = [reason.value, ...values.map(value => value[1])];
      const fault = !values.length ? "nothing_changed" : !reason.value.trim() ? "reason_first" : texts.some(text => faultOf(text) === "formula") ? "no_formula" : "";
      if (fault) { alert.textContent = say(fault); return; }
      if (!named()) return;
      const words = values.map(([name, value]) => say("set", { field: say(`field_${name}`), value: value || say("none") })).join(say("comma"));
      const lines = values.flatMap(([name, value, all]) => linesOf(all ? [figure, ...row.same] : [figure], name, value, reason.value.trim()));
      form.remove();
      make(article, values.some(value => value[2]) ? withSame(words, row) : words, lines);
    });
    article.querySelector(".acts").after(form);
    form.elements[fields[0]].focus();
    form.scrollIntoView({ block: "nearest" });
  };

  const does = {
    A: (article, row) => {
      if (named()) make(article, withSame(say(row.accept), row), linesOf([...row.accepted, ...row.same], "review", row.accept, say("reason")));
    },
    C: (article, row) => row.figure ? open(article) : tell("by_command", {}, true),
    X: (article, row) => {
      if (!row.alone) tell("by_command", {}, true);
      else if (named()) make(article, withSame(say("struck"), row), linesOf([row.figure, ...row.same], "figure", "no", say("reason")));
    },
  };
  const choose = (article, row, number) => {
    const one = number ? row.candidates[number - 1] : { code: "", name: "" };
    if (!row.alone || !one) tell("no_candidate", { number }, true);
    else if (named()) make(article, withSame(number ? say("coded", one) : say("uncoded"), row), linesOf([row.figure, ...row.same], "indicator", one.code, say("reason")));
  };
  const undo = () => {
    const act = acts.pop();
    if (!act) return void tell("nothing_to_undo", {}, true);
    const article = document.getElementById(act.id);
    keep();
    paint();
    turnTo(article);
    tell("undone", { what: act.said, head: article.querySelector("h2").textContent });
  };

  const cell = (name, value) => {
    let text = String(value ?? "");
    // Excel would take it for a formula; who takes it back takes the mark off.
    if (["surface", "was", "value", "measure"].includes(name) && words.formula.includes(text[0]) && !/^-[0-9.]+$/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const download = () => {
    const lines = new Map();
    for (const act of effective().values()) {
      for (const line of act.lines) lines.set([line.place_code, line.year, line.figure, line.field].join(), line);
    }
    if (!lines.size) return void tell("nothing_yet", {}, true);
    const columns = words.columns.split(",");
    const table = [columns, ...[...lines.values()].map(line => columns.map(name => cell(name, line[name])))];
    const now = new Date(), two = number => String(number).padStart(2, "0");
    const name = `decisions-${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}.csv`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`\ufeff${table.map(line => line.join()).join("\r\n")}\r\n`], { type: "text/csv" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    downloaded = state();
    keep();
    tell("downloaded", { file: name, number: lines.size });
  };

  press = key => {
    if (key === "?") help.showModal();
    else if (key === "U") undo();
    else if (key === "D") download();
    else if (key === "S") {
      const article = here();
      if (!article) return false;
      later.add(article.id);
      paint();
      if (rows.has(article.id)) onward(article); else go(1);
      tell("skipped");
    } else if (key in does || /^[0-9]$/.test(key)) {
      const article = current();
      if (!article) return true;
      if (article.querySelector("form")) tell("form_open", {}, true);
      else if (key in does) does[key](article, rows.get(article.id));
      else choose(article, rows.get(article.id), Number(key));
    } else return false;
    return true;
  };
  for (const button of document.querySelectorAll("button[data-key]")) {
    button.addEventListener("click", () => {
      const article = button.closest("article");
      if (article) article.focus({ preventScroll: true });
      press(button.dataset.key);
    });
  }
  help.querySelector(".leave").addEventListener("click", () => help.close());
  by.addEventListener("change", () => { for (const act of acts) for (const line of act.lines) line.by = by.value.trim(); keep(); });
  by.addEventListener("keydown", event => {
    if ((event.key === "Enter" || event.key === "Escape") && !event.isComposing) { event.preventDefault(); by.blur(); if (last) turnTo(last); else go(1); }
  });
  let last = null;
  document.addEventListener("focusin", event => { last = event.target.closest("article") ?? last; });
  addEventListener("beforeunload", event => { if (acts.length && state() !== downloaded) event.preventDefault(); });

  try {
    const kept = JSON.parse(store.getItem(place) || "{}");
    if (Array.isArray(kept.acts)) acts = kept.acts.filter(act => rows.has(act.id));
    by.value = kept.by ?? "";
    downloaded = kept.downloaded ?? "";
  } catch { acts = []; }
  keep();
  paint();
  if (acts.length) tell("taken_up", { number: effective().size });
}
