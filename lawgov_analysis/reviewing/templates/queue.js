
"use strict";
const articles = [...document.querySelectorAll("article")], filter = document.querySelector("#filter");
const shown = document.querySelector("output"), kinds = [...document.querySelectorAll("button[data-kind]")];
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
const go = step => {
  const visible = articles.filter(article => !article.parentElement.hidden);
  const at = visible.indexOf(document.activeElement.closest("article"));
  const next = visible[at < 0 ? (step > 0 ? 0 : visible.length - 1) : at + step];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
};
if (filter) {
  filter.addEventListener("input", show);
  for (const button of kinds) {
    button.addEventListener("click", () => {
      for (const other of kinds) other.setAttribute("aria-pressed", other === button);
      show();
    });
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target === filter) return;
    const onCard = event.target.matches("article");
    const steps = { j: 1, J: 1, k: -1, K: -1, ...(onCard && { ArrowDown: 1, ArrowUp: -1 }) };
    if (event.key in steps) { event.preventDefault(); go(steps[event.key]); }
  });
}
