// The explorer: mountExplorer(element, {header, buffers, query, host}) → {setQuery, destroy}.
// host: {ask(kind, payload), lang, words, mode: 'widget'|'file', changed(query), vega(), isLive(), whenGone(act)}.

const CHARTS = ['years', 'places', 'composition'];

function mountExplorer(element, { header, buffers, query, host }) {
  const say = sayer(host.words);
  let engine = packEngine(header, buffers);
  let now = cleaned(query);
  let view = { rows: new Uint32Array(), counts: {} };
  let opener = null;
  let lastChart = now.chart || CHARTS[0];

  element.classList.add('lawgov', 'lx');
  element.lang = host.lang === 'zh' ? 'zh-CN' : 'en';
  const stopTheme = followTheme(element, () => charts?.draw());
  const stopKeys = keepKeys(element);

  if (!engine.rows || !engine.column('value')) {
    element.replaceChildren(h('div', { class: 'lx-empty' }, h('p', { class: 'lx-empty-title' }, say('empty_title')), h('p', {}, say(host.mode === 'file' ? 'empty_file' : 'empty_widget'))));
    return { setQuery() {}, destroy() { stopTheme(); stopKeys(); element.replaceChildren(); } };
  }

  const uid = `lx${Math.random().toString(36).slice(2, 9)}`;
  const banner = h('div', { class: 'lx-banner', role: 'status', hidden: true });
  const search = h('input', { type: 'search', id: `${uid}-search`, class: 'lx-search', autocomplete: 'off', spellcheck: 'false', placeholder: say('search_hint') });
  const status = h('p', { class: 'lx-status', role: 'status', 'aria-live': 'polite' });
  const chips = h('ul', { class: 'lx-chips', 'aria-label': say('chosen_label') });
  const said = h('p', { class: 'lx-said', role: 'status' });
  const reset = h('button', { type: 'button', class: 'lx-plain lx-reset', onclick: () => { change({ facets: {}, text: '', sort: [] }); search.focus(); } }, say('reset'));
  const facets_toggle = h('button', { type: 'button', class: 'lx-toggle', 'aria-expanded': 'false', 'aria-controls': `${uid}-facets`, onclick: () => {
    const open = element.classList.toggle('lx-facets-open');
    facets_toggle.setAttribute('aria-expanded', String(open));
  } }, say('facets_label'));

  const facetHost = h('div', { id: `${uid}-facets`, class: 'lx-facets', role: 'group', 'aria-label': say('facets_label') });
  let facets = null;
  const table = figureTable(engine, say, {
    rows: view.rows,
    shown: shownColumns,
    sort: () => now.sort,
    onSort: sortBy,
    onOpen: open,
    opened: () => detail.row,
  });
  const detail = detailPanel(engine, say, { host, onClose: close });
  const charts = figureCharts(engine, say, { host, kindOf: () => now.chart || lastChart, onKind: (chart) => { change({ chart }); charts.draw(); }, onOpen: open });

  const panels = { table: h('div', { role: 'tabpanel', id: `${uid}-p-table`, class: 'lx-panel', 'aria-labelledby': `${uid}-t-table` }, table.box), chart: h('div', { role: 'tabpanel', id: `${uid}-p-chart`, class: 'lx-panel lx-panel-chart', 'aria-labelledby': `${uid}-t-chart`, tabIndex: 0, hidden: true }, charts.box) };
  const tabs = Object.fromEntries(Object.keys(panels).map((name) => [name, h('button', { type: 'button', role: 'tab', id: `${uid}-t-${name}`, 'aria-controls': `${uid}-p-${name}`, 'aria-selected': String(name === 'table'), tabIndex: name === 'table' ? 0 : -1, onclick: () => turnTo(name) }, say(`tab_${name}`))]));
  const tablist = h('div', { role: 'tablist', class: 'lx-tabs', 'aria-label': say('tabs_label'), onkeydown: (event) => {
    if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
    event.preventDefault();
    const name = tabs.table === document.activeElement ? 'chart' : 'table';
    turnTo(name);
    tabs[name].focus();
  } }, Object.values(tabs));

  const chooser = columnChooser();
  const code = h('div', { class: 'lx-code', hidden: true });
  const codeButton = h('button', { type: 'button', onclick: showCode, 'aria-expanded': 'false' }, say('code'));
  const buttons = [h('button', { type: 'button', onclick: saveCsv }, say('csv'))];
  if (host.mode === 'widget') buttons.push(h('button', { type: 'button', onclick: saveXlsx }, say('xlsx')), codeButton);
  const tools = h('div', { class: 'lx-tools' }, tablist, h('div', { class: 'lx-buttons', role: 'group', 'aria-label': say('actions_label') }, chooser, buttons));

  const skip = h('button', { type: 'button', class: 'lx-skip', onclick: () => { turnTo('table'); table.focus(); } }, say('skip'));
  element.replaceChildren(
    skip, banner,
    h('div', { class: 'lx-top' }, h('div', { class: 'lx-find' }, h('label', { for: search.id }, say('search_label')), search, facets_toggle), h('div', { class: 'lx-state' }, status, reset), chips),
    h('div', { class: 'lx-body' }, facetHost, h('div', { class: 'lx-main' }, tools, code, said, panels.table, panels.chart), detail.box),
  );

  const type = later(160, () => change({ text: search.value }));
  search.addEventListener('input', type);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { type.stop(); change({ text: search.value }); }
    if (event.key === 'Escape' && search.value) { event.preventDefault(); event.stopPropagation(); type.stop(); search.value = ''; change({ text: '' }); }
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = event.target.closest('.lx-chooser[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
    else if (element.classList.contains('lx-facets-open') && facetHost.contains(event.target)) {
      facets_toggle.click();
      facets_toggle.focus();
    } else if (detail.row !== null) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  host.whenGone?.((gone) => { banner.hidden = !gone; banner.textContent = gone ? say('kernel_gone') : ''; });

  mountFacets();
  table.show(view.rows);
  refresh();
  tab(now.chart ? 'chart' : 'table');

  function mountFacets() {
    facets = facetLists(engine, say, { onChoose: (name, values) => change({ facets: { ...now.facets, [name]: values } }), onFindings: computeFindings });
    facetHost.replaceChildren(facets.box);
  }

  function shownColumns() {
    const known = (now.columns || []).filter((name) => engine.column(name));
    return known.length ? known : header.shown.filter((name) => engine.column(name));
  }

  function sortBy(name, also) {
    const before = now.sort.find(([one]) => one === name);
    const others = also ? now.sort.filter(([one]) => one !== name) : [];
    const next = !before ? [[name, 'asc']] : before[1] === 'asc' ? [[name, 'desc']] : [];
    change({ sort: [...others, ...next] });
  }

  // What a person changes: told to the host; what the host changes comes by setQuery and is not told back.
  function change(part) {
    const before = now;
    now = cleaned({ ...now, ...part });
    if (same(before, now)) return;
    if (!code.hidden) {
      code.hidden = true;
      codeButton.setAttribute('aria-expanded', 'false');
    }
    tell('');
    refresh(before);
    host.changed(asked());
  }

  // The query without what it does not ask, as the host has it.
  function asked() {
    return Object.fromEntries(Object.entries(now).filter(([, value]) => value && (typeof value === 'string' || Object.keys(value).length)));
  }

  function refresh(before) {
    const views = ({ facets: of, text, sort }) => JSON.stringify([of, text, sort]);
    if (!before || views(before) !== views(now)) {
      view = engine.view(now);
      facets.show(now, view.counts);
      showChips();
      table.show(view.rows);
      charts.show(view.rows);
    }
    if (!before || JSON.stringify(before.columns) !== JSON.stringify(now.columns)) {
      table.showColumns();
      chooser.refresh();
    }
    if (document.activeElement !== search || !search.value.trim().length) { if (fold(search.value).trim() !== fold(now.text).trim()) search.value = now.text; }
    const said_now = statusText();
    if (status.textContent !== said_now) status.textContent = said_now;
    reset.hidden = !(hasChoices() || now.sort.length);
  }

  function hasChoices() {
    return Boolean(now.text.trim()) || Object.values(now.facets).some((values) => values.length);
  }

  function statusText() {
    const total = engine.rows.toLocaleString('en-US');
    const chosen = Object.entries(now.facets).filter(([, values]) => values.length).map(([name, values]) => say('chosen_of', { facet: engine.column(name)?.title ?? name, n: values.length }));
    if (now.text.trim()) chosen.push(say('chosen_text', { text: now.text.trim() }));
    if (!chosen.length) return say('status_all', { total });
    return say(view.rows.length ? 'status_some' : 'status_none', { shown: view.rows.length.toLocaleString('en-US'), total, hidden: (engine.rows - view.rows.length).toLocaleString('en-US'), chosen: chosen.join(say('comma')) });
  }

  function showChips() {
    const list = [];
    if (now.text.trim()) list.push(chip(say('chip_text', { text: now.text.trim() }), () => { search.value = ''; change({ text: '' }); }));
    for (const [name, values] of Object.entries(now.facets)) {
      const column = engine.column(name);
      for (const value of values) {
        const at = column?.place?.get(value);
        const label = value === '' && !(at !== undefined && column.labels[at]) ? say(name === 'finding' ? 'no_findings' : 'none')
          : at === undefined ? say('unknown_value', { value }) : column.labels[at];
        list.push(chip(say('chip', { facet: column?.title ?? name, value: label }), () => change({ facets: { ...now.facets, [name]: now.facets[name].filter((one) => one !== value) } })));
      }
    }
    chips.replaceChildren(...list);
    chips.hidden = !list.length;
  }

  function chip(label, remove) {
    return h('li', {}, h('button', { type: 'button', class: 'lx-chip', 'aria-label': say('remove', { what: label }), onclick: () => {
      const at = [...chips.children].findIndex((one) => one.contains(document.activeElement));
      remove();
      (chips.children[Math.min(Math.max(at, 0), chips.children.length - 1)]?.querySelector('button') || search).focus();
    } }, h('span', {}, label), h('span', { 'aria-hidden': 'true', class: 'lx-x' }, '✕')));
  }

  function columnChooser() {
    const boxes = h('div', { class: 'lx-menu', role: 'group', 'aria-label': say('columns') });
    const menu = h('details', { class: 'lx-chooser' }, h('summary', {}, say('columns')), boxes);
    menu.refresh = () => {
      const shown = shownColumns();
      const focused = boxes.querySelector('input:focus')?.value;
      boxes.replaceChildren(...engine.columns().map((column) => h('label', {}, h('input', { type: 'checkbox', value: column.name, checked: shown.includes(column.name), disabled: shown.length === 1 && shown[0] === column.name, onchange: (event) => {
        const names = engine.columns().map((one) => one.name).filter((one) => (one === column.name ? event.target.checked : shown.includes(one)));
        change({ columns: names });
      } }), ` ${column.title}`)));
      if (focused) boxes.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    };
    menu.addEventListener('focusout', (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
    document.addEventListener('pointerdown', menu.outside = (event) => { if (!menu.contains(event.target)) menu.open = false; });
    return menu;
  }

  // The chart that is shown is part of what is asked; none is when the table is.
  function turnTo(name) {
    change({ chart: name === 'chart' ? lastChart : '' });
    tab(name);
  }

  function tab(name) {
    if (panels[name].hidden === false) return;
    for (const [one, button] of Object.entries(tabs)) {
      button.setAttribute('aria-selected', String(one === name));
      button.tabIndex = one === name ? 0 : -1;
      panels[one].hidden = one !== name;
    }
    if (now.chart) lastChart = now.chart;
    charts.reveal(name === 'chart');
  }

  function open(row, focus) {
    opener = element.contains(document.activeElement) ? document.activeElement : null;
    if (detail.box.contains(opener)) opener = null;
    element.classList.add('lx-detail-open');
    const filled = detail.open(row, focus);
    table.markOpened();
    return filled;
  }

  function close() {
    const row = detail.row;
    detail.close();
    element.classList.remove('lx-detail-open');
    table.markOpened();
    if (!panels.table.hidden) table.focusRow(row);
    else (opener?.isConnected ? opener : tabs.chart).focus();
  }

  function tell(text, isFault) {
    said.textContent = text;
    said.classList.toggle('lx-fault', Boolean(isFault));
  }

  // A number does not go without what it must not be read without.
  function savedColumns() {
    const names = shownColumns();
    if (!names.includes('value')) return names;
    const with_it = ['bound', 'unit', 'basis'].filter((name) => engine.column(name) && !names.includes(name));
    return names.flatMap((name) => (name === 'value' ? [name, ...with_it] : [name]));
  }

  function fileName(end) {
    return `${say('file_name')}-${new Date().toISOString().slice(0, 10)}.${end}`;
  }

  function saveCsv() {
    download(fileName('csv'), csvParts(engine, view.rows, savedColumns()), 'text/csv;charset=utf-8');
    tell(say('saved', { n: view.rows.length.toLocaleString('en-US'), file: fileName('csv') }));
  }

  async function saveXlsx() {
    tell(say('working'));
    try {
      const answer = await host.ask('xlsx', { query: asked() }, 120);
      download(fileName('xlsx'), [answer.buffers[0]], 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      tell(say('saved', { n: view.rows.length.toLocaleString('en-US'), file: fileName('xlsx') }));
    } catch (error) { tell(error.message, true); }
  }

  async function showCode() {
    if (!code.hidden) { code.hidden = true; codeButton.setAttribute('aria-expanded', 'false'); tell(''); return; }
    try {
      const answer = await host.ask('code', { query: asked() });
      const text = h('pre', { tabIndex: 0, 'aria-label': say('code_label') }, answer.code);
      code.replaceChildren(text);
      code.hidden = false;
      codeButton.setAttribute('aria-expanded', 'true');
      try {
        await navigator.clipboard.writeText(answer.code);
        tell(say('code_copied'));
      } catch {
        getSelection().selectAllChildren(text);
        tell(say('code_select'));
      }
    } catch (error) { tell(error.message, true); }
  }

  async function computeFindings(button) {
    try {
      const answer = await host.ask('findings', {}, 600);
      engine.addColumn(answer.column, answer.buffers);
      mountFacets();
      view = engine.view(now);
      facets.show(now, view.counts);
      table.show(view.rows);
      const finding = facetHost.querySelector('[data-facet="finding"]');
      finding.open = true;
      finding.querySelector('summary').focus();
    } catch (error) {
      button.disabled = false;
      button.textContent = say('findings_compute');
      tell(error.message, true);
    }
  }

  return {
    setQuery(next) {
      const before = now;
      now = cleaned(next);
      if (!same(before, now)) {
        refresh(before);
        if (before.chart !== now.chart) {
          tab(now.chart ? 'chart' : 'table');
          charts.draw();
        }
      }
    },
    destroy() {
      type.stop();
      document.removeEventListener('pointerdown', chooser.outside);
      stopTheme();
      stopKeys();
      charts.destroy();
      table.destroy();
      element.replaceChildren();
    },
  };
}

// A query as it may come from anywhere, with what is no part of one left out.
function cleaned(query) {
  const of = query && typeof query === 'object' ? query : {};
  const facets = {};
  for (const [name, values] of Object.entries(of.facets && typeof of.facets === 'object' ? of.facets : {})) {
    if (Array.isArray(values) && values.length) facets[name] = [...new Set(values.map(String))];
  }
  const sort = (Array.isArray(of.sort) ? of.sort : []).filter((one) => Array.isArray(one) && typeof one[0] === 'string').map(([name, way]) => [name, way === 'desc' ? 'desc' : 'asc']);
  const columns = Array.isArray(of.columns) && of.columns.length ? of.columns.map(String) : null;
  const chart = CHARTS.includes(of.chart) ? of.chart : '';
  return { facets, text: typeof of.text === 'string' ? of.text : '', sort, columns, chart };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
