// An element with attributes and what stands in it; a text becomes a text and nothing else, whatever is in it.
function h(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== 'list' && name !== 'form' && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

// words → say(key, values): a wording with {name} filled in; a key without a wording shows itself.
function sayer(words) {
  return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });

function printedNumber(value) {
  return Number.isNaN(value) ? '' : grouped.format(value);
}

// A place to which the web may be asked to go: nothing but an address of a page.
function linked(url, label) {
  if (!/^https?:\/\//i.test(url)) return document.createTextNode(label);
  // What of an address only leads to a passage is not read by anyone.
  return h('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, label.replace(/#:~:text=.*$/, ''));
}

// Of names the part that all of them have, which tells none from another: 示例市 of 示例市甲镇 and 示例市乙镇, and ", Shili"
// at the end of English names. What stays is whole, and something stays of each.
function commonPart(names) {
  const [first, ...others] = names;
  if (!others.length) return { head: '', tail: '' };
  const shared = (ends, cut) => ends.findLast((end) => others.concat(first).every((name) => cut(name, end))) ?? '';
  // 市 may end a name or begin 市场监督管理局.
  const heads = [...first.matchAll(/(?<![省市区县州盟旗])[省市区县州盟旗](?![场政民容域委])/g)].map(({ index }) => first.slice(0, index + 1));
  const tails = [...first.matchAll(/, /g)].map(({ index }) => first.slice(index)).reverse();
  return { head: shared(heads, (name, head) => name.startsWith(head) && name.length > head.length), tail: shared(tails, (name, tail) => name.endsWith(tail) && name.length > tail.length) };
}

function withoutCommon(name, { head, tail }) {
  return name.slice(head.length, name.length - tail.length);
}

function later(milliseconds, act) {
  let timer = 0;
  const soon = (...given) => { clearTimeout(timer); timer = setTimeout(act, milliseconds, ...given); };
  soon.stop = () => clearTimeout(timer);
  return soon;
}

function download(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = h('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const FORMULA = {{ formula|tojson }};

// A cell of a CSV table: what a spreadsheet would take for a formula gets an apostrophe before it.
function csvCell(value) {
  let text = String(value);
  if (typeof value === 'string' && FORMULA.includes(text[0])) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The rows of a view as parts of a CSV file, UTF-8 with the mark by which Excel knows it.
function csvParts(engine, rows, names) {
  const columns = names.map(engine.column);
  const parts = ['\ufeff', columns.map((column) => csvCell(column.title)).join(','), '\r\n'];
  const texts = columns.map((column) => (column.kind === 'number' ? null
    : column.kind === 'set' ? column.sets.map((set) => csvCell(set.map((at) => column.labels[at]).join('；')))
      : column.labels.map((label) => csvCell(label))));
  for (let from = 0; from < rows.length; from += 5000) {
    const lines = [];
    for (const row of rows.subarray(from, from + 5000)) {
      lines.push(columns.map((column, at) => {
        const code = column.codes[row];
        return texts[at] ? texts[at][code] : Number.isNaN(code) ? '' : String(code);
      }).join(','));
    }
    parts.push(lines.join('\r\n'), '\r\n');
  }
  return parts;
}
