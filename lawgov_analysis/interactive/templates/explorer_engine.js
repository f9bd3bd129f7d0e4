// The rows of a pack, filtered, counted and sorted: packEngine(header, buffers).
// What a query means stands in tests/interactive/queries.json, which the Python side is held to as well.
const TEXT_COLUMNS = ['place', 'indicator', 'measure', 'scope', 'section', 'surface', 'unit'];
const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array };
const PASSES = 0;
const OUT = 255;

// A buffer as an array of its type; those of a message may begin anywhere, so that they are copied.
function typedArray(type, buffer) {
  const Kind = ARRAYS[type];
  const bytes = ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer);
  return new Kind(bytes.slice().buffer);
}

// Texts as they are searched: one normalisation of them all is many times faster than one each.
function searchable(texts) {
  const all = texts.map(String);
  const folded = fold(all.join('\0')).split('\0');
  return folded.length === all.length ? folded : all.map(fold);
}

function fold(text) {
  return text.normalize('NFKC').toLowerCase();
}

// A number as a text that can be searched and saved: its digits and no grouping.
function numberText(value) {
  if (Number.isNaN(value)) return '';
  return Number.isInteger(value) && Math.abs(value) >= 1e21 ? String(BigInt(value)) : String(value);
}

// Texts in the order of their code points, as Python has them.
function byCodePoints(one, other) {
  const halves = /[\ud800-\udfff]/;
  if (!halves.test(one) && !halves.test(other)) return one < other ? -1 : 1;
  const [a, b] = [[...one], [...other]].map((points) => points.map((point) => point.codePointAt(0)));
  const at = a.findIndex((point, n) => point !== b[n]);
  return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
}

function packEngine(header, buffers) {
  const rows = header.rows;
  const columns = new Map();
  const textMasks = new Map();
  const orders = new Map();

  function addColumn(column, itsBuffers) {
    const codes = typedArray(column.type, itsBuffers[column.buffer]);
    const one = { ...column, codes };
    if (column.kind !== 'number') {
      one.labels = column.labels || column.values;
      one.place = new Map(column.values.map((value, at) => [value, at]));
      one.missing = column.kind === 'category' ? one.place.get('') : undefined;
    }
    columns.set(column.name, one);
    textMasks.clear();
    orders.clear();
    memory.counted = null;
  }

  const memory = { counted: null };
  for (const column of header.columns) addColumn(column, buffers);

  const facets = () => header.facets.filter((name) => columns.has(name) && columns.get(name).kind !== 'number');

  // Which of a column's codes are chosen: values of a category, sets of a set column.
  function allowed(column, chosen) {
    const of = new Uint8Array(column.kind === 'set' ? column.sets.length : column.values.length);
    const wanted = new Set(chosen.map((value) => column.place.get(value)).filter((at) => at !== undefined));
    if (column.kind === 'category') for (const at of wanted) of[at] = 1;
    else {
      const none = chosen.includes('');
      column.sets.forEach((set, at) => { of[at] = set.length ? +set.some((value) => wanted.has(value)) : +none; });
    }
    return of;
  }

  function textMask(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    const key = words.join(' ');
    if (textMasks.has(key)) return textMasks.get(key);
    const mask = new Uint8Array(rows).fill(1);
    for (const word of words) {
      const found = new Uint8Array(rows);
      for (const name of TEXT_COLUMNS) {
        const column = columns.get(name);
        if (!column) continue;
        column.folded ||= searchable(column.labels);
        const codes = column.codes;
        const has = new Uint8Array(column.folded.length);
        let any = false;
        column.folded.forEach((value, at) => { if (value.includes(word)) { has[at] = 1; any = true; } });
        if (any) for (let row = 0; row < rows; row++) found[row] |= has[codes[row]];
      }
      const value = columns.get('value');
      const number = word.replaceAll(',', '');
      if (value && /^[\d.e+-]+$/.test(number)) {
        const { rank, texts } = numberTexts(value);
        const has = Uint8Array.from(texts, (one) => +one.includes(number));
        for (let row = 0; row < rows; row++) found[row] |= has[rank[row]];
      }
      for (let row = 0; row < rows; row++) mask[row] &= found[row];
    }
    if (textMasks.size > 8) textMasks.clear();
    textMasks.set(key, mask);
    return mask;
  }

  // Numbers as ranks among those that occur, from least to greatest; the last rank is that of the missing.
  function ranked(column) {
    if (column.rank) return column;
    const codes = column.codes;
    const sorted = codes.filter((value) => !Number.isNaN(value)).sort();
    const distinct = [];
    for (const value of sorted) if (value !== distinct[distinct.length - 1]) distinct.push(value);
    const rank = new Uint32Array(rows);
    const at = new Map(distinct.map((value, n) => [value, n]));
    for (let row = 0; row < rows; row++) rank[row] = Number.isNaN(codes[row]) ? distinct.length : at.get(codes[row]);
    column.rank = rank;
    column.distinct = distinct;
    return column;
  }

  function numberTexts(column) {
    ranked(column);
    column.texts ||= [...column.distinct.map(numberText), ''];
    return column;
  }

  // For each code of a column its rank when sorted, and how many ranks there are; the last is that of the missing.
  function codeRanks(column) {
    if (column.codeRanks) return column.codeRanks;
    const shown = column.kind === 'set'
      ? column.sets.map((set) => set.map((value) => column.values[value]).join('|'))
      : column.values;
    const distinct = [...new Set(shown.filter(Boolean))].sort(byCodePoints);
    const at = new Map(distinct.map((value, n) => [value, n]));
    column.codeRanks = { of: Uint32Array.from(shown, (value) => (value ? at.get(value) : distinct.length)), last: distinct.length };
    return column.codeRanks;
  }

  // All rows in the order of a sort: a stable counting sort for each key, the last key first.
  function order(sort) {
    const keys = sort.filter(([name]) => columns.has(name));
    const key = JSON.stringify(keys);
    if (orders.has(key)) return orders.get(key);
    let now = Uint32Array.from({ length: rows }, (_, row) => row);
    for (const [name, way] of [...keys].reverse()) {
      const column = columns.get(name);
      let rankOf;
      let last;
      if (column.kind === 'number') {
        const { rank, distinct } = ranked(column);
        rankOf = rank;
        last = distinct.length;
      } else {
        const ranks = codeRanks(column);
        rankOf = new Uint32Array(rows);
        for (let row = 0; row < rows; row++) rankOf[row] = ranks.of[column.codes[row]];
        last = ranks.last;
      }
      const down = way === 'desc';
      const starts = new Uint32Array(last + 2);
      const placed = (row) => (down && rankOf[row] < last ? last - 1 - rankOf[row] : rankOf[row]);
      for (let at = 0; at < rows; at++) starts[placed(at) + 1]++;
      for (let at = 1; at < starts.length; at++) starts[at] += starts[at - 1];
      const next = new Uint32Array(rows);
      for (let at = 0; at < rows; at++) next[starts[placed(now[at])]++] = now[at];
      now = next;
    }
    if (orders.size > 4) orders.clear();
    orders.set(key, now);
    return now;
  }

  // {rows: the rows of the view in order, counts: by facet, how many rows each of its values would show}.
  function view(query) {
    const chosen = query.facets || {};
    const names = facets();
    const state = new Uint8Array(rows);
    const mask = textMask(query.text || '');
    if (mask) for (let row = 0; row < rows; row++) if (!mask[row]) state[row] = OUT;
    let restricted = Boolean(mask);
    for (const [name, values] of Object.entries(chosen)) {
      const column = columns.get(name);
      if (!values || !values.length || !column || column.kind === 'number') continue;
      restricted = true;
      const of = allowed(column, values);
      const codes = column.codes;
      const mine = names.indexOf(name) + 1 || OUT;
      for (let row = 0; row < rows; row++) if (!of[codes[row]]) state[row] = state[row] === PASSES ? mine : OUT;
    }
    const counts = {};
    if (!restricted && memory.counted) Object.assign(counts, memory.counted);
    else names.forEach((name, at) => { counts[name] = countOf(columns.get(name), state, at + 1); });
    if (!restricted) memory.counted = counts;
    const ordered = order(query.sort || []);
    if (!restricted) return { rows: ordered, counts };
    const kept = new Uint32Array(rows);
    let n = 0;
    for (let at = 0; at < rows; at++) if (state[ordered[at]] === PASSES) kept[n++] = ordered[at];
    return { rows: kept.subarray(0, n), counts };
  }

  // How many rows have each value, of those that fail no other facet; a set's rows without any count under ''.
  function countOf(column, state, mine) {
    const by = new Uint32Array(column.kind === 'set' ? column.sets.length : column.values.length);
    const codes = column.codes;
    for (let row = 0; row < rows; row++) if (state[row] === PASSES || state[row] === mine) by[codes[row]]++;
    if (column.kind === 'category') return { values: by, none: 0 };
    const values = new Uint32Array(column.values.length);
    let none = 0;
    column.sets.forEach((set, at) => {
      if (!set.length) none += by[at];
      for (const value of set) values[value] += by[at];
    });
    return { values, none };
  }

  return {
    rows,
    facets,
    view,
    addColumn,
    column: (name) => columns.get(name),
    columns: () => [...columns.values()],
    // The value of a cell: a text, a number (NaN where missing), or the list of a set.
    value(name, row) {
      const column = columns.get(name);
      if (!column) return '';
      const code = column.codes[row];
      if (column.kind === 'number') return code;
      if (column.kind === 'set') return column.sets[code].map((at) => column.values[at]);
      return column.values[code];
    },
    // A cell as it is shown, without grouping: a text, or the list of a set.
    label(name, row) {
      const column = columns.get(name);
      if (!column) return '';
      const code = column.codes[row];
      if (column.kind === 'number') return numberText(code);
      if (column.kind === 'set') return column.sets[code].map((at) => column.labels[at]);
      return code === column.missing ? '' : column.labels[code];
    },
  };
}
