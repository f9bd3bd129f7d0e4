// The explorer as one file: all that it may be asked stands in the page, its parts read when they are first needed.
(() => {
'use strict';
const LawgovTable = {{ tables | safe }};
{% include "explorer_all.js" %}
const part = (id) => document.getElementById(id);
const read = (id) => JSON.parse(part(id).textContent);

function bytes(base64) {
  const text = atob(base64);
  const all = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) all[at] = text.charCodeAt(at);
  return all;
}

const words = read('words');
const header = read('header');
const buffers = [];
for (let n = 0; part(`buffer-${n}`); n++) buffers.push(bytes(read(`buffer-${n}`)));

// What stands in the page on each figure is read at the first click, not before the table is shown.
let details = null;
const answers = {
  detail({ row }) {
    const detail = details.details[row];
    if (!detail) throw new Error(sayer(words)('no_detail'));
    const { sentence } = detail;
    if (sentence && typeof sentence.text === 'number') return { ...detail, sentence: { ...sentence, text: details.sentences[sentence.text] } };
    return detail;
  },
  card: ({ id }) => details.cards[id],
  report: ({ id }) => details.reports[id],
  finding: ({ id }) => details.findings[id],
};

const host = {
  lang: header.lang,
  words,
  mode: 'file',
  changed() {},
  async ask(kind, payload) {
    details ||= read('details');
    const answer = answers[kind](payload);
    if (!answer) throw new Error(sayer(words)('no_detail'));
    return answer;
  },
  // Its text waits in the page as a text; the policy of the page knows it by its hash.
  async vega() {
    if (!globalThis.lawgovVega) {
      const script = document.createElement('script');
      script.textContent = part('vega').textContent;
      document.body.append(script);
      script.remove();
    }
    return globalThis.lawgovVega.vegaEmbed;
  },
};

mountExplorer(part('explorer'), { header, buffers, query: part('query') ? read('query') : {}, host });
})();
