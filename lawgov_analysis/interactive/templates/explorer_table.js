// The table of a view: only the rows in sight are made; arrows move, Enter opens, a header's button sorts.
const WIDTHS = { place: 150, year: 56, figure: 58, section: 130, domain: 120, indicator: 200, measure: 120, scope: 100, value: 156,
  unit: 64, bound: 76, period: 110, basis: 76, surface: 128, part_of: 76, headline: 70, confidence: 76, finding: 150, review: 84, coverage: 80 };
// A number stands where it is seen when one figure is open beside the table.
const FIRST = ['place', 'year', 'figure', 'indicator', 'value', 'unit', 'bound'];
const ROW_HEIGHT = 31;

function figureTable(engine, say, { shown, sort, rows, onSort, onOpen, opened }) {
  const rank = ({ name }) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const columns = engine.columns().sort((one, other) => rank(one) - rank(other));
  const uid = `lx${Math.random().toString(36).slice(2, 9)}`;
  let view = { rows };
  let current = 0;
  let sorts = sort;
  let visible = shown;

  const heads = columns.map((column) => h('th', { scope: 'col', 'data-name': column.name },
    h('button', { type: 'button', class: 'lx-sort', title: column.title, onclick: (event) => onSort(column.name, event.shiftKey) },
      h('span', {}, column.title), h('span', { class: 'lx-arrow', 'aria-hidden': 'true' }))));
  const table = h('table', { class: 'lx-figures' }, h('thead', {}, h('tr', {}, heads)), h('tbody'));
  const box = h('div', { class: 'lx-table' }, table);
  let api = null;

  let common = { head: '', tail: '' };

  function findCommon() {
    const column = engine.column('place');
    if (!column) return;
    const seen = new Uint8Array(column.values.length);
    for (const row of view.rows) seen[column.codes[row]] = 1;
    common = commonPart(column.labels.filter((label, at) => seen[at] && label));
  }

  // Whether what was found is only for a reader to know.
  const areHints = (column, found) => found.every((one) => (column.hints || []).includes(one));

  const visibleOf = (column) => visible().includes(column.name);

  function cell(name, row) {
    const column = engine.column(name);
    const code = column.codes[row];
    if (name === 'value') return valueCell(row);
    if (column.kind === 'number') {
      if (Number.isNaN(code)) return h('span');
      return h('span', {}, name === 'figure' || name === 'part_of' ? String(code) : printedNumber(code));
    }
    if (column.kind === 'set') {
      const labels = column.sets[code].map((at) => column.labels[at]);
      const isHint = areHints(column, column.sets[code].map((at) => column.values[at]));
      return labels.length ? h('span', { class: isHint ? 'lx-finds lx-hint' : 'lx-finds', title: labels.join('\n') }, h('b', { 'aria-hidden': 'true' }, isHint ? 'i ' : '! '), labels.join('；')) : h('span');
    }
    const label = column.labels[code];
    if (name === 'place' && (common.head || common.tail)) {
      // The whole name is read out and copied; what all in view have of it takes no room.
      return h('span', { title: label }, h('span', { class: 'lx-common' }, common.head), withoutCommon(label, common), h('span', { class: 'lx-common' }, common.tail));
    }
    return h('span', { class: code === column.missing ? 'lx-faint' : undefined, title: label.length > 8 ? label : undefined }, label);
  }

  // A number with what must not be read without: its bound in words, its unit, and that there are findings.
  function valueCell(row) {
    const value = engine.value('value', row);
    const bound = engine.value('bound', row);
    const found = engine.value('finding', row);
    const parts = [];
    const isHint = found.length && areHints(engine.column('finding'), found);
    if (found.length) parts.push(h('span', { class: isHint ? 'lx-flag lx-hint' : 'lx-flag', title: engine.label('finding', row).join('\n') },
      h('span', { 'aria-hidden': 'true' }, isHint ? 'i' : '!'), h('span', { class: 'lx-unseen' }, say('has_findings', { n: found.length }))));
    if (isBound(bound) && !visible().includes('bound')) parts.push(h('span', { class: 'lx-bound' }, engine.label('bound', row)));
    parts.push(h('span', { class: Number.isNaN(value) ? 'lx-number lx-faint' : 'lx-number' }, Number.isNaN(value) ? say('no_value') : printedNumber(value)));
    if (!visible().includes('unit')) parts.push(h('span', { class: 'lx-unit' }, engine.label('unit', row)));
    return h('span', { class: 'lx-value' }, parts);
  }

  function start() {
    const ordered = visible();
    api = new LawgovTable(table, {
      serverSide: true,
      ajax(asked, answer) {
        const data = [];
        const end = Math.min(asked.start + asked.length, view.rows.length);
        for (let at = asked.start; at < end; at++) data.push({ at, row: view.rows[at] });
        answer({ draw: asked.draw, recordsTotal: engine.rows, recordsFiltered: view.rows.length, data });
      },
      columns: columns.map((column) => ({
        data: null,
        name: column.name,
        width: `${WIDTHS[column.name] || 120}px`,
        visible: ordered.includes(column.name),
        orderable: false,
        className: column.kind === 'number' ? 'lx-right' : '',
        render: (data, type) => (type === 'display' ? cell(column.name, data.row) : ''),
      })),
      createdRow(element, data) {
        element.id = `${uid}-${data.at}`;
        element.dataset.at = data.at;
        element.tabIndex = -1;
        element.setAttribute('aria-rowindex', data.at + 2);
        mark(element, data);
      },
      drawCallback: drawn,
      layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
      ordering: false,
      searching: false,
      processing: false,
      autoWidth: false,
      scrollX: true,
      scrollY: frameHeight(),
      deferRender: true,
      scroller: { rowHeight: ROW_HEIGHT, displayBuffer: 4, serverWait: 20 },
      language: { zeroRecords: say('no_rows'), emptyTable: say('no_rows'), loadingRecords: '', processing: '', info: '', infoEmpty: '', infoFiltered: '' },
    });
    showSort();
  }

  function mark(element, data) {
    element.setAttribute('aria-selected', String(data.row === opened()));
  }

  const bodyTable = () => box.querySelector('.dt-scroll-body table') || table;

  // What the table library leaves out for who does not see it: what is a grid, how large it is, and one row to come in by.
  function drawn() {
    const body = bodyTable();
    for (const scroll of box.querySelectorAll('.dt-scroll-body')) scroll.tabIndex = -1;
    const copy = body.querySelector('thead');
    if (copy && copy.closest('.dt-scroll-body')) { copy.inert = true; copy.setAttribute('aria-hidden', 'true'); }
    body.setAttribute('role', 'grid');
    body.setAttribute('aria-label', say('table_label'));
    body.setAttribute('aria-rowcount', view.rows.length + 1);
    body.removeAttribute('aria-describedby');
    enterable();
    if (wanted >= 0) {
      const element = rowElement(wanted);
      if (element) { wanted = -1; element.focus({ preventScroll: true }); }
    }
  }

  let wanted = -1;
  const rowElement = (at) => box.querySelector(`#${uid}-${at}`);
  const rendered = () => [...bodyTable().querySelectorAll('tbody tr[data-at]')];

  function enterable() {
    for (const element of rendered()) element.tabIndex = -1;
    const one = rowElement(current) || inSight()[0] || rendered()[0];
    if (one) one.tabIndex = 0;
  }

  function inSight() {
    const frame = box.querySelector('.dt-scroll-body')?.getBoundingClientRect();
    if (!frame) return [];
    return rendered().filter((element) => {
      const at = element.getBoundingClientRect();
      return at.top >= frame.top - 1 && at.bottom <= frame.bottom + 1;
    });
  }

  function goTo(at, focus = true) {
    if (!view.rows.length) return;
    current = Math.max(0, Math.min(view.rows.length - 1, at));
    const element = rowElement(current);
    const frame = box.querySelector('.dt-scroll-body');
    if (element) {
      const here = element.getBoundingClientRect();
      const there = frame.getBoundingClientRect();
      if (here.top < there.top) frame.scrollTop -= there.top - here.top;
      else if (here.bottom > there.top + frame.clientHeight) frame.scrollTop += here.bottom - there.top - frame.clientHeight;
      enterable();
      if (focus) element.focus({ preventScroll: true });
      return;
    }
    if (focus) wanted = current;
    api.scroller.toPosition(current, false);
  }

  box.addEventListener('keydown', (event) => {
    const element = event.target.closest('tbody tr[data-at]');
    if (!element || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = Number(element.dataset.at);
    const page = Math.max(1, Math.floor(box.querySelector('.dt-scroll-body').clientHeight / ROW_HEIGHT) - 1);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: view.rows.length - 1 };
    if (event.key in moves) {
      goTo(moves[event.key]);
      if (opened() !== null) onOpen(view.rows[current], false);
    } else if (event.key === 'Enter' || event.key === ' ') {
      onOpen(view.rows[at], true);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      box.querySelector('.dt-scroll-body').scrollLeft += event.key === 'ArrowLeft' ? -120 : 120;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener('click', (event) => {
    const element = event.target.closest('tbody tr[data-at]');
    // Who marks words of the table to copy them opens nothing.
    const marked = getSelection();
    if (!element || (String(marked).trim() && box.contains(marked.anchorNode))) return;
    current = Number(element.dataset.at);
    enterable();
    element.focus({ preventScroll: true });
    onOpen(view.rows[current], false);
  });
  box.addEventListener('focusin', (event) => {
    const element = event.target.closest('tbody tr[data-at]');
    if (element) current = Number(element.dataset.at);
  });

  function showSort() {
    const by = new Map(sorts().map(([name, way], at) => [name, [way, at]]));
    for (const head of heads) {
      const [way, at] = by.get(head.dataset.name) || [];
      if (way) head.setAttribute('aria-sort', way === 'desc' ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
      head.querySelector('.lx-arrow').textContent = way ? `${way === 'desc' ? '▼' : '▲'}${by.size > 1 ? at + 1 : ''}` : '';
    }
  }

  // The table library reads from the style how much is in sight.
  function frameHeight() {
    const head = box.querySelector('.dt-scroll-head')?.offsetHeight || 34;
    return Math.max(3 * ROW_HEIGHT, box.clientHeight - head);
  }

  const resized = new ResizeObserver(() => {
    const frame = box.querySelector('.dt-scroll-body');
    const height = `${frameHeight()}px`;
    if (!api || !box.clientHeight || frame.style.maxHeight === height) return;
    frame.style.maxHeight = height;
    frame.style.height = height;
    // Its rows are made anew: the one that has the focus gets it back.
    if (document.activeElement?.closest('tbody tr[data-at]') && box.contains(document.activeElement)) wanted = current;
    api.scroller.measure(true);
    // Where the open figure takes room of the table its row stays in sight.
    const at = opened() === null ? -1 : view.rows.indexOf(opened());
    if (at >= 0) goTo(at, false);
  });

  return {
    box,
    // A new view: from its first row on.
    show(rowsOfView) {
      view = { rows: rowsOfView };
      findCommon();
      if (!api) {
        start();
        resized.observe(box);
      } else {
        current = 0;
        wanted = -1;
        const frame = box.querySelector('.dt-scroll-body');
        if (frame) frame.scrollTop = 0;
        api.ajax.reload(null, true);
      }
      showSort();
    },
    showColumns() {
      const names = visible();
      api.columns().every(function change() { this.visible(names.includes(this.name()), false); });
      api.columns.adjust();
      api.draw(false);
    },
    markOpened() {
      for (const element of rendered()) mark(element, { row: view.rows[Number(element.dataset.at)] });
    },
    focusRow(row) {
      const at = row === undefined ? current : view.rows.indexOf(row);
      goTo(at < 0 ? current : at);
    },
    focus: () => goTo(current),
    destroy() { resized.disconnect(); if (api) api.destroy(); },
  };
}
