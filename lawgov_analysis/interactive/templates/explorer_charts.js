// Charts of a view: what may be compared of it, and nothing else, as a chart with its numbers beneath.
const MOST_COLOURS = 8;
const MOST_LINES = 200;
const MOST_BARS = 40;
const MOST_LISTED = 500;
// A number of most of a year stands beside those of other places, and beside those of whole years it does not.
const SIGNED_EARLY = 'signed-early';
const LIGHT_COLOURS = ['#1f5fa8', '#b3470a', '#1e6b3a', '#8a2a7e', '#7a5c00', '#c0143c', '#00697a', '#4b4b4b'];
const DARK_COLOURS = ['#8ec1ff', '#ffb27a', '#86dca0', '#e6a0dc', '#e6cc66', '#ff9aa8', '#70d6e8', '#d0d0d0'];

const isBound = (bound) => bound !== '' && bound !== 'exact';

// What a number is printed as, with its bound in words and its unit.
function printedValue(engine, row) {
  const bound = engine.value('bound', row);
  const value = engine.value('value', row);
  return `${isBound(bound) ? `${engine.label('bound', row)} ` : ''}${printedNumber(value)}`;
}

// What of a view may be compared: for each indicator, unit and basis its rows, the most frequent first, and beside them
// the rows that are like them and yet compared with none.
function comparable(engine, rows) {
  const headline = engine.column('headline');
  const value = engine.column('value');
  const [indicator, unit, basis] = ['indicator', 'unit', 'basis'].map(engine.column);
  const why = engine.column('incomparable');
  const yes = headline.place.get('yes');
  const by = new Map();
  for (const row of rows) {
    if (headline.codes[row] !== yes || Number.isNaN(value.codes[row]) || indicator.codes[row] === indicator.missing) continue;
    const key = (indicator.codes[row] * unit.values.length + unit.codes[row]) * basis.values.length + basis.codes[row];
    const alone = why && why.codes[row] !== why.missing && why.values[why.codes[row]] !== SIGNED_EARLY;
    let one = by.get(key);
    if (!one) by.set(key, one = { rows: [], alone: [] });
    (alone ? one.alone : one.rows).push(row);
  }
  const kinds = [...by.values()].map((of) => {
    const [first] = of.rows.length ? of.rows : of.alone;
    return {
      key: ['indicator', 'unit', 'basis'].map((name) => engine.value(name, first)).join('|'),
      indicator: engine.label('indicator', first),
      unit: engine.label('unit', first),
      basis: engine.label('basis', first),
      ...of,
    };
  });
  kinds.sort((a, b) => b.rows.length - a.rows.length || b.alone.length - a.alone.length || (a.key < b.key ? -1 : 1));
  return kinds;
}

// The rows of a kind by the level of their places, the most frequent first: those of two levels are never compared.
function byLevel(engine, rows) {
  const by = new Map();
  for (const row of rows) {
    const level = engine.value('level', row);
    if (by.has(level)) by.get(level).push(row);
    else by.set(level, [row]);
  }
  return [...by].sort(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1));
}

// The wholes of which parts are at hand: {whole, parts} for each whole that is in the view or has a part in it.
function wholes(engine, rows) {
  const partOf = engine.column('part_of');
  if (!partOf) return [];
  const [place, year] = ['place', 'year'].map(engine.column);
  const figure = engine.column('figure').codes;
  const reportOf = (row) => place.codes[row] * year.values.length + year.codes[row];
  if (!engine.families) {
    const parts = new Map();
    const reports = new Set();
    for (let row = 0; row < engine.rows; row++) {
      if (Number.isNaN(partOf.codes[row])) continue;
      const key = `${reportOf(row)}|${partOf.codes[row]}`;
      reports.add(reportOf(row));
      if (parts.has(key)) parts.get(key).push(row);
      else parts.set(key, [row]);
    }
    engine.families = new Map();
    for (let row = 0; row < engine.rows; row++) {
      if (!reports.has(reportOf(row))) continue;
      const of = parts.get(`${reportOf(row)}|${figure[row]}`);
      if (of) for (const one of [row, ...of]) engine.families.set(one, [...(engine.families.get(one) || []), { whole: row, parts: of }]);
    }
  }
  const found = new Set();
  const said = [];
  for (const row of rows) {
    for (const family of engine.families.get(row) || []) {
      if (found.has(family.whole)) continue;
      found.add(family.whole);
      said.push(family);
    }
  }
  return said;
}

function chartConfig(element) {
  const style = getComputedStyle(element);
  const colour = (name) => style.getPropertyValue(name).trim();
  // A colour that is itself a reference is worked out by an element that wears it.
  const probe = h('span');
  element.append(probe);
  const worked = (name) => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color || colour(name); };
  const [ink, faint, line, link, paper] = ['--ink', '--faint', '--line', '--link', '--paper'].map(worked);
  probe.remove();
  const colours = element.closest('.lawgov').classList.contains('dark') ? DARK_COLOURS : LIGHT_COLOURS;
  return {
    ink, faint, link, paper, lit: colours[1],
    config: {
      background: 'transparent', font: style.fontFamily,
      axis: { labelColor: ink, titleColor: ink, gridColor: line, domainColor: faint, tickColor: faint, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', labelLimit: 240 },
      legend: { labelColor: ink, titleColor: ink, labelFontSize: 12, titleFontSize: 12, labelLimit: 220, symbolStrokeWidth: 2 },
      view: { stroke: null },
      range: { category: colours },
    },
  };
}

// The names of the places of some rows, with the code where two have the same name: they stay two.
function namesOf(engine, rows) {
  const codes = new Map();
  for (const row of rows) {
    const label = engine.label('place', row);
    if (!codes.has(label)) codes.set(label, new Set());
    codes.get(label).add(engine.value('place', row));
  }
  return (row) => {
    const label = engine.label('place', row);
    return codes.get(label).size > 1 ? `${label} (${engine.value('place', row)})` : label;
  };
}

function yearsChart(engine, say, kind, width) {
  const byPlace = new Map();
  let yearless = 0;
  for (const row of kind.rows) {
    const year = Number(engine.value('year', row));
    if (!year) { yearless++; continue; }
    const place = engine.value('place', row);
    if (!byPlace.has(place)) byPlace.set(place, []);
    byPlace.get(place).push({ row, year });
  }
  const places = [...byPlace.values()].sort((a, b) => b.length - a.length).slice(0, MOST_LINES);
  const years = places.flat().map((one) => one.year);
  const from = Math.min(...years);
  const to = Math.max(...years);
  const nameOf = namesOf(engine, places.map(([one]) => one.row));
  const data = [];
  for (const of of places) {
    const has = new Set(of.map((one) => one.year));
    const label = nameOf(of[0].row);
    for (const { row, year } of of) data.push({ ...datum(engine, row), place: label, year });
    // A year without a number breaks the line: nothing is drawn between what is not next to each other.
    for (let year = Math.min(...has); year < Math.max(...has); year++) if (!has.has(year)) data.push({ place: label, year, value: null });
  }
  const coloured = places.length <= MOST_COLOURS;
  const several = places.length > 1;
  const scale = { domain: places.map(([one]) => nameOf(one.row)) };
  const colour = coloured ? { field: 'place', type: 'nominal', title: null, scale, legend: several ? { orient: 'bottom', columns: width > 700 ? 4 : 2 } : null } : undefined;
  const x = { field: 'year', type: 'ordinal', title: say('axis_year'), scale: { domain: Array.from({ length: to - from + 1 }, (_, n) => from + n) }, axis: { labelAngle: 0 } };
  const y = { field: 'value', type: 'quantitative', title: axisTitle(say, kind), axis: { ...steps(data) } };
  const notes = [];
  if (byPlace.size > places.length) notes.push(say('only_lines', { n: places.length, total: byPlace.size }));
  if (!coloured) notes.push(say('no_colours', { n: MOST_COLOURS }));
  if (yearless) notes.push(say('yearless', { n: yearless }));
  const many = data.length > 600;
  // The line that is pointed at or chosen stands out, with its name; the others step back.
  const faded = (opacity) => ({ condition: { test: "lit !== '' && datum.place !== lit", value: 0.16 }, value: opacity });
  const last = new Map(places.map((of) => [nameOf(of[0].row), Math.max(...of.map((one) => one.year))]));
  for (const one of data) one.last = one.year === last.get(one.place);
  const line = { type: 'line', invalid: 'break-paths-show-domains' };
  const layers = [
    { mark: { ...line, strokeWidth: coloured ? 2 : 1 }, encoding: { x, y, opacity: faded(coloured ? 1 : 0.45), ...(coloured ? { color: colour } : { detail: { field: 'place' }, color: { value: 'LINK' } }) } },
    ...(coloured ? [] : [{ transform: [{ filter: 'datum.place === lit' }], mark: { ...line, strokeWidth: 3 }, encoding: { x, y, color: { value: 'LIT' } } }]),
    ...[false, true].map((hollow) => ({
      transform: [{ filter: `isValid(datum.value) && ${hollow ? '' : '!'}datum.hollow` }],
      mark: { type: 'point', size: many ? 14 : 60, strokeWidth: 2, filled: !hollow, cursor: 'pointer', ...(hollow ? { fill: 'PAPER' } : {}) },
      encoding: { x, y, opacity: faded(1), ...(coloured
        ? { color: colour, shape: colour }
        : { color: { condition: { test: 'datum.place === lit', value: 'LIT' }, value: 'LINK' } }) },
    })),
    ...(several ? [{ transform: [{ filter: 'datum.place === lit && datum.last' }], mark: { type: 'text', align: to === from ? 'center' : 'right', dy: -13, fontSize: 13, fontWeight: 'bold', color: 'INK' }, encoding: { x, y, text: { field: 'place' } } }] : []),
  ];
  return { title: say('title_years', { indicator: kind.indicator }), layers, data, notes, height: 300, canvas: data.length > 1500, places: several ? scale.domain : [], listed: data.filter((one) => one.value !== null) };
}

function placesChart(engine, say, kind, width, year) {
  const rows = kind.rows.filter((row) => engine.value('year', row) === year);
  const nameOf = namesOf(engine, rows);
  const common = commonPart([...new Set(rows.map(nameOf))]);
  const all = rows.map((row) => ({ ...datum(engine, row), place: nameOf(row), short: withoutCommon(nameOf(row), common), year })).sort((a, b) => b.value - a.value);
  const data = all.slice(0, MOST_BARS);
  const notes = all.length > data.length ? [say('only_bars', { n: data.length, total: all.length })] : [];
  const y = { field: 'short', type: 'nominal', sort: null, title: null, axis: { labelLimit: Math.min(240, width * 0.35), labelPadding: 8, ticks: false, domain: false } };
  const x = { field: 'value', type: 'quantitative', title: axisTitle(say, kind), axis: { tickCount: Math.round(width / 90), ...steps(data) } };
  const layers = [
    { mark: { type: 'bar', cursor: 'pointer', strokeWidth: 2, stroke: 'LINK', height: { band: 0.7 } }, encoding: { x, y, fill: { condition: { test: 'datum.hollow', value: 'PAPER' }, value: 'LINK' } } },
    { mark: { type: 'text', align: 'left', dx: 5, color: 'INK', fontSize: 12 }, encoding: { x, y, text: { field: 'said' } } },
  ];
  return { title: say('title_places', { indicator: kind.indicator, year }), layers, data, notes, height: 24 * data.length, listed: all };
}

// What tells the parts of a whole from it and from each other: what is said of the whole too is not said again.
function partNames(engine, whole, parts) {
  const own = engine.label('measure', whole);
  const cuts = parts.map((row) => engine.label('measure', row).split(/[:：]/));
  const sameHead = cuts.length > 1 && cuts.every((cut) => cut.length > 1 && cut[0] === cuts[0][0]);
  const indicators = parts.map((row) => engine.value('indicator', row));
  const told = new Set(indicators.filter((one) => one && one !== engine.value('indicator', whole))).size === parts.length;
  return parts.map((row, at) => {
    if (told) return engine.label('indicator', row);
    const indicator = engine.value('indicator', row) === engine.value('indicator', whole) ? '' : engine.label('indicator', row);
    const [head, ...rest] = cuts[at];
    const measure = rest.length && (sameHead || own.includes(head)) ? rest.join(':') : engine.label('measure', row);
    const said = [indicator, measure === own ? '' : measure, engine.label('scope', row)].filter(Boolean);
    return [...new Set(said)].join(' · ');
  });
}

function compositionChart(engine, say, family, width) {
  const { whole, parts } = family;
  const unit = engine.value('unit', whole);
  const total = engine.value('value', whole);
  const same = parts.filter((row) => engine.value('unit', row) === unit && !Number.isNaN(engine.value('value', row)));
  const notes = same.length < parts.length ? [say('other_units', { n: parts.length - same.length })] : [];
  const named = (row) => [engine.value('indicator', row) ? engine.label('indicator', row) : '', engine.label('measure', row), engine.label('scope', row)].filter(Boolean).join(' · ') || engine.label('surface', row) || say('figure_n', { n: engine.value('figure', row) });
  const names_of = partNames(engine, whole, same);
  const data = same.map((row, at) => ({ ...datum(engine, row), name: names_of[at] || named(row) }));
  if (!data.length) return { data, notes };
  const sum = data.reduce((so_far, one) => so_far + one.value, 0);
  const bounds = data.some((one) => one.hollow) || isBound(engine.value('bound', whole));
  const rest = total - sum;
  if (!Number.isNaN(total) && rest > 1e-9 && !bounds) data.push({ name: say('rest'), value: Number(rest.toPrecision(12)), said: printedNumber(Number(rest.toPrecision(12))), rest: true });
  else if (!Number.isNaN(total) && rest < -1e-9) notes.push(say('parts_exceed', { sum: printedNumber(Number(sum.toPrecision(12))), total: printedNumber(total) }));
  if (bounds) notes.push(say('parts_bounded'));
  const names = new Map();
  for (const one of data) {
    const n = (names.get(one.name) || 0) + 1;
    names.set(one.name, n);
    if (n > 1) one.name = `${one.name} (${n})`;
    one.share = total > 0 && !one.hollow && !isBound(engine.value('bound', whole)) ? `${one.said} · ${(100 * one.value / total).toFixed(1)}%` : one.said;
  }
  const kind = { indicator: named(whole), unit: engine.label('unit', whole), basis: engine.label('basis', whole) };
  const y = { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: Math.min(260, width * 0.4), labelPadding: 8, ticks: false, domain: false } };
  const x = { field: 'value', type: 'quantitative', title: axisTitle(say, kind), axis: { tickCount: Math.round(width / 90), ...steps(data) }, scale: Number.isNaN(total) ? {} : { domainMin: 0, domainMax: Math.max(total, ...data.map((one) => one.value)) } };
  const layers = [
    { mark: { type: 'bar', cursor: 'pointer', strokeWidth: 2, stroke: 'LINK', height: { band: 0.7 } }, encoding: { x, y, fill: { condition: { test: 'datum.hollow || datum.rest', value: 'PAPER' }, value: 'LINK' }, strokeDash: { condition: { test: 'datum.rest', value: [4, 3] }, value: [1, 0] } } },
    { mark: { type: 'text', align: 'left', dx: 5, color: 'INK', fontSize: 12 }, encoding: { x, y, text: { field: 'share' } } },
  ];
  if (!Number.isNaN(total)) layers.push({ data: { values: [{ total }] }, mark: { type: 'rule', color: 'INK', strokeDash: [2, 2] }, encoding: { x: { field: 'total', type: 'quantitative' } } }, { data: { values: [{ total, name: data.at(-1).name, label: say('whole_rule', { total: printedNumber(total) }) }] }, mark: { type: 'text', align: 'right', dx: -5, color: 'INK', fontSize: 12 }, encoding: { x: { field: 'total', type: 'quantitative' }, y: { field: 'name', type: 'nominal', sort: null }, text: { field: 'label' } } });
  const title = say('title_composition', { whole: kind.indicator, place: engine.label('place', whole), year: engine.label('year', whole), value: `${printedValue(engine, whole)} ${kind.unit}`.trim() });
  return { title, layers, data, notes, height: 30 * data.length, listed: data.map((one) => ({ ...one, place: one.name, year: engine.label('year', whole) })) };
}

function datum(engine, row) {
  return { row, value: engine.value('value', row), hollow: isBound(engine.value('bound', row)), said: printedValue(engine, row), unit: engine.label('unit', row) };
}

function axisTitle(say, { indicator, unit, basis }) {
  const within = [unit, basis].filter(Boolean).join(say('comma'));
  return within ? say('axis_value', { indicator: shortened(indicator), unit: within }) : shortened(indicator);
}

// Between numbers that are counted there is no half.
const steps = (data) => (data.every((one) => one.value === null || Number.isInteger(one.value)) ? { tickMinStep: 1 } : {});

const shortened = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

// Colours are words in a spec until it is drawn, when the theme is known.
function coloured(value, colours) {
  if (typeof value === 'string') return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((one) => coloured(one, colours));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'values' ? one : coloured(one, colours)]));
  return value;
}

function figureCharts(engine, say, { host, kindOf, onKind, onOpen }) {
  const tip = h('div', { class: 'lx-tip', 'aria-hidden': 'true', hidden: true });
  const canvas = h('div', { class: 'lx-canvas' });
  const title = h('h2', { class: 'lx-chart-title' });
  const said = h('p', { class: 'lx-notes' });
  const source = h('p', { class: 'lx-source' });
  const fault = h('p', { class: 'lx-fault', role: 'alert' });
  const what = h('select', { onchange: () => { chosen.key = what.value; draw(); } });
  const level = h('select', { onchange: () => { chosen.level = level.value; draw(); } });
  const levelLabel = h('label', { class: 'lx-choose' }, h('span', {}, say('chart_level')), level);
  const which = h('select', { onchange: () => { chosen[kindOf() === 'composition' ? 'whole' : 'year'] = which.value; draw(); } });
  const light = h('select', { onchange: () => { chosen.lit = light.value; shine(chosen.lit); } });
  const lightLabel = h('label', { class: 'lx-choose' }, h('span', {}, say('chart_light')), light);
  const whatLabel = h('label', { class: 'lx-choose' }, h('span', {}, say('chart_what')), what);
  const whichName = h('span');
  const whichLabel = h('label', { class: 'lx-choose' }, whichName, which);
  const kinds = ['years', 'places', 'composition'].map((name) => h('label', {}, h('input', { type: 'radio', name: `lx-kind-${Math.random()}`, value: name, onchange: () => onKind(name) }), ` ${say(`chart_${name}`)}`));
  const groupName = `lx-kind-${Math.random().toString(36).slice(2)}`;
  for (const label of kinds) label.querySelector('input').name = groupName;
  const numbers = h('tbody');
  const headPlace = h('th', { scope: 'col' });
  const summary = h('summary');
  const details = h('details', { class: 'lx-numbers' }, summary, h('div', { class: 'lx-wide' }, h('table', {}, h('thead', {}, h('tr', {}, headPlace, h('th', { scope: 'col' }, say('axis_year')), h('th', { scope: 'col', class: 'lx-right' }, say('number')), h('th', { scope: 'col' }, say('remarks')))), numbers)));
  details.addEventListener('toggle', () => { if (details.open) list(); else numbers.replaceChildren(); });
  numbers.addEventListener('focusin', (event) => shine(event.target.closest('tr').cells[0].textContent));
  numbers.addEventListener('focusout', () => shine(chosen.lit));
  const figure = h('figure', { class: 'lx-figure' }, h('figcaption', {}, title, said), fault, canvas, source, tip);
  const box = h('div', { class: 'lx-chart' }, h('div', { class: 'lx-chart-tools' }, h('fieldset', { class: 'lx-kinds' }, h('legend', { class: 'lx-unseen' }, say('chart_kind')), kinds), whatLabel, levelLabel, whichLabel, lightLabel), figure, details);
  const chosen = { key: null, level: null, year: null, whole: null, lit: '' };
  let rows = new Uint32Array();
  let shown = false;
  let drawing = 0;
  let view = null;
  let chart = null;

  function options(select, list, value) {
    select.replaceChildren(...list.map(([key, label]) => h('option', { value: key }, shortened(label))));
    if (value !== undefined) select.value = value;
  }

  function plan() {
    const name = kindOf();
    for (const label of kinds) { const input = label.querySelector('input'); input.checked = input.value === name; }
    const width = Math.max(260, canvas.clientWidth || 600);
    if (name === 'composition') {
      whatLabel.hidden = levelLabel.hidden = true;
      const families = wholes(engine, rows);
      whichLabel.hidden = families.length === 0;
      if (!families.length) return { nothing: say('no_parts') };
      const listed = families.slice(0, MOST_LISTED);
      const family = listed.find((one) => String(one.whole) === chosen.whole) || listed[0];
      whichName.textContent = say('chart_whole');
      options(which, listed.map((one) => [String(one.whole), say('whole_option', { place: engine.label('place', one.whole), year: engine.label('year', one.whole), what: engine.label('indicator', one.whole) || engine.label('surface', one.whole), value: printedValue(engine, one.whole), unit: engine.label('unit', one.whole) })]), String(family.whole));
      const made = compositionChart(engine, say, family, width);
      if (families.length > listed.length) made.notes.push(say('only_wholes', { n: listed.length, total: families.length }));
      if (!made.data.length) return { nothing: made.notes.join(' ') };
      return made;
    }
    const found = comparable(engine, rows);
    whatLabel.hidden = !found.length;
    whichLabel.hidden = levelLabel.hidden = true;
    if (!found.length) return { nothing: say(rows.length ? 'nothing_comparable' : 'no_rows') };
    const kind = found.find((one) => one.key === chosen.key) || found[0];
    const options_of = (one) => say('kind_option', { indicator: shortened(one.indicator), unit: [one.unit, one.basis].filter(Boolean).join(say('comma')), n: one.rows.length.toLocaleString('en-US') });
    const near = found.slice(0, MOST_LISTED);
    if (!near.includes(kind)) near.push(kind);
    options(what, near.map((one) => [one.key, options_of(one)]), kind.key);
    const early = name === 'years' ? kind.rows.filter((row) => engine.value('incomparable', row) === SIGNED_EARLY) : [];
    const levels = byLevel(engine, early.length ? kind.rows.filter((row) => !early.includes(row)) : kind.rows);
    // Of places whose level nobody knows none is set beside another.
    const known = name === 'places' && engine.column('level') ? levels.filter(([one]) => one) : levels;
    const [of, alike] = known.find(([one]) => one === chosen.level) || known[0] || [null, []];
    levelLabel.hidden = known.length < 2;
    options(level, known.map(([one, its]) => [one, say('level_option', { level: levelOf(its), n: its.length.toLocaleString('en-US') })]), of);
    const inChart = { ...kind, rows: alike };
    let others = levels.filter(([one]) => one !== of);
    let alone = [...kind.alone, ...early];
    let made;
    if (name === 'places') {
      const years = [...new Set(alike.map((row) => engine.value('year', row)))].sort().reverse();
      const year = years.includes(chosen.year) ? chosen.year : years[0];
      const ofYear = (row) => engine.value('year', row) === year;
      whichLabel.hidden = !years.length;
      whichName.textContent = say('axis_year');
      options(which, years.map((one) => [one, one || say('none')]), year);
      if (year !== undefined) {
        others = others.map(([one, its]) => [one, its.filter(ofYear)]);
        alone = alone.filter(ofYear);
      }
      made = alike.length ? placesChart(engine, say, inChart, width, year) : { data: [] };
    } else made = alike.length ? yearsChart(engine, say, inChart, width) : { data: [] };
    const leftOut = leftOutOf(alike, others, alone);
    if (!made.data.length) return { nothing: leftOut.join(gap) || say('nothing_comparable') };
    const drawn = made.listed.length;
    const rest = rows.length - drawn;
    made.notes.unshift(say(rest ? 'drawn_of' : 'drawn_all', { n: drawn.toLocaleString('en-US'), total: rows.length.toLocaleString('en-US'), others: rest.toLocaleString('en-US') }));
    made.notes.push(...leftOut);
    return made;
  }

  const levelOf = ([row]) => engine.label('level', row) || say('level_unknown');
  const gap = host.lang === 'zh' ? '' : ' ';

  // What of the same indicator is not drawn, and why: places of other levels, and numbers that are compared with none.
  function leftOutOf(alike, others, alone) {
    const said = [];
    const list = others.filter(([, its]) => its.length).map(([, its]) => say('level_places', { n: new Set(its.map((row) => engine.value('place', row))).size, level: levelOf(its) }));
    if (list.length && alike.length) said.push(say('other_levels', { level: levelOf(alike), list: list.join(say('comma')) }));
    const why = new Map();
    for (const row of alone) why.set(engine.label('incomparable', row), (why.get(engine.label('incomparable', row)) || 0) + 1);
    if (alone.length) said.push(say('left_out', { list: [...why].map(([reason, n]) => say('reason_n', { reason, n })).join(say('semicolon')) }));
    return said;
  }

  async function draw() {
    if (!shown) return;
    const mine = ++drawing;
    chart = plan();
    fault.textContent = '';
    title.textContent = chart.nothing ? '' : chart.title;
    title.hidden = Boolean(chart.nothing);
    summary.textContent = say('chart_numbers', { n: chart.nothing ? 0 : chart.listed.length.toLocaleString('en-US') });
    details.hidden = Boolean(chart.nothing);
    lightLabel.hidden = !chart.places?.length;
    if (chart.places?.length) {
      if (!chart.places.includes(chosen.lit)) chosen.lit = '';
      options(light, [['', say('none_lit')], ...[...chart.places].sort(byCodePoints).map((one) => [one, one])], chosen.lit);
    }
    source.hidden = Boolean(chart.nothing);
    if (chart.nothing) {
      clear();
      said.textContent = chart.nothing;
      return;
    }
    const hollow = chart.listed.filter((one) => one.hollow).length;
    said.textContent = [...chart.notes, hollow ? say('hollow', { n: hollow }) : ''].filter(Boolean).join(gap);
    headPlace.textContent = kindOf() === 'composition' ? say('part') : engine.column('place').title;
    source.textContent = say('chart_source', { n: new Set(chart.listed.filter((one) => one.row !== undefined).map((one) => `${engine.value('place', one.row)}|${engine.value('year', one.row)}`)).size });
    if (details.open) list();
    let embed;
    try {
      if (!globalThis.lawgovVega) canvas.dataset.waiting = say('chart_loading');
      embed = await host.vega();
    } catch (error) {
      if (mine === drawing) { clear(); fault.textContent = say('chart_fault', { why: error.message }); details.open = true; }
      return;
    } finally { delete canvas.dataset.waiting; }
    if (mine !== drawing) return;
    const { config, ink, link, paper, lit } = chartConfig(canvas);
    const aria = say('chart_aria', { title: chart.title, n: chart.listed.length });
    const spec = {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width: Math.max(260, canvas.clientWidth - 8), height: chart.height, autosize: { type: 'fit-x', contains: 'padding' },
      params: [{ name: 'lit', value: chosen.lit }],
      data: { values: chart.data }, layer: coloured(chart.layers, { INK: ink, LINK: link, PAPER: paper, LIT: lit }), config: { ...config, aria: false },
    };
    const holder = h('div', { role: 'img', 'aria-label': aria, class: 'lx-drawing' });
    try {
      const result = await embed(holder, spec, { actions: false, ast: true, defaultStyle: false, renderer: chart.canvas ? 'canvas' : 'svg', tooltip: pointed, logLevel: 1 });
      if (mine !== drawing) { result.finalize(); return; }
      // What is said of it is said by its holder and its table: the drawing itself is silent.
      for (const drawn of holder.querySelectorAll('svg, canvas')) drawn.setAttribute('aria-hidden', 'true');
      clear();
      canvas.append(holder);
      view = result;
      result.view.addEventListener('click', (_event, item) => { if (item?.datum?.row !== undefined) onOpen(item.datum.row, true); });
      result.view.addEventListener('mousemove', (event, item) => pointed(null, event, item));
      result.view.addEventListener('mouseout', () => { tip.hidden = true; shine(chosen.lit); });
    } catch (error) {
      clear();
      fault.textContent = say('chart_fault', { why: error.message });
    }
  }

  // Lets the line of a place stand out; of none all are alike.
  function shine(place) {
    if (!view || !chart.places?.length || view.view.signal('lit') === place) return;
    view.view.signal('lit', place).runAsync();
  }

  function pointed(_handler, event, item) {
    const one = item?.datum;
    if (event && chart.places?.includes(one?.place)) shine(one.place);
    if (!one || one.said === undefined) { tip.hidden = true; return; }
    const unit = chart.listed[0]?.unit || '';
    tip.replaceChildren(h('b', {}, [one.place ?? one.name, one.year].filter(Boolean).join(' ')), h('br'), `${one.said} ${one.unit ?? unit}`);
    tip.hidden = false;
    const frame = figure.getBoundingClientRect();
    tip.style.left = `${Math.min(event.clientX - frame.left + 12, Math.max(0, frame.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${event.clientY - frame.top + 14}px`;
  }

  function clear() {
    if (view) view.finalize();
    view = null;
    tip.hidden = true;
    canvas.replaceChildren();
  }

  function list() {
    if (!chart || chart.nothing) return;
    numbers.replaceChildren(...chart.listed.slice(0, MOST_LISTED).map((one) => h('tr', {},
      h('th', { scope: 'row' }, one.place),
      h('td', {}, String(one.year ?? '')),
      h('td', { class: 'lx-right' }, one.row === undefined ? one.said : h('button', { type: 'button', class: 'lx-plain', 'aria-label': say('open_figure', { what: `${one.place} ${one.year} ${one.said}` }), onclick: () => onOpen(one.row, true) }, `${one.said} ${one.unit || ''}`)),
      h('td', {}, [one.hollow ? say('is_bound') : '', one.rest ? say('is_rest') : ''].filter(Boolean).join(say('comma'))))));
    if (chart.listed.length > MOST_LISTED) numbers.append(h('tr', {}, h('td', { colSpan: 4 }, say('only_listed', { n: MOST_LISTED, total: chart.listed.length }))));
  }

  const soon = later(120, draw);
  let width = 0;
  const resized = new ResizeObserver(() => {
    if (shown && Math.abs(canvas.clientWidth - width) > 8) { width = canvas.clientWidth; soon(); }
  });
  resized.observe(canvas);

  return {
    box,
    show(rowsOfView) { rows = rowsOfView; return draw(); },
    reveal(now) { shown = now; width = canvas.clientWidth; return now ? draw() : undefined; },
    draw,
    destroy() { soon.stop(); resized.disconnect(); drawing++; clear(); },
  };
}
