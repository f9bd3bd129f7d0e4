// The facets: for each a list of its values with how many figures each would show, to search and to choose from.
const MOST_VALUES = 200;
const SEARCH_FROM = 9;
const OPEN_AT_FIRST = ['place', 'year', 'indicator'];

function facetLists(engine, say, { onChoose, onFindings }) {
  const box = h('div', { class: 'lx-facets-list' });
  const lists = engine.facets().map((name) => facetList(engine, say, name, (values) => onChoose(name, values), onFindings));
  box.append(...lists.map((list) => list.box));
  return {
    box,
    show(query, counts) { for (const list of lists) list.show(query.facets?.[list.name] || [], counts[list.name]); },
  };
}

function facetList(engine, say, name, onChoose, onFindings) {
  const column = engine.column(name);
  const labelOf = (value) => {
    const at = column.place.get(value);
    if (value === '' && (at === undefined || !column.labels[at])) return say(name === 'finding' ? 'no_findings' : 'none');
    return at === undefined ? value : column.labels[at];
  };
  // In the order of the pack, and the most frequent first where that order says nothing; what is missing last.
  const values = column.values.filter((value) => value !== '');
  const hasNone = column.kind === 'set' || column.values.includes('');
  let ordered = null;
  let chosen = [];
  let counts = null;
  let most = MOST_VALUES;
  let folded = null;
  const items = new Map();

  const heading = h('span', { class: 'lx-facet-name' }, column.title);
  const number = h('span', { class: 'lx-facet-chosen' });
  const search = h('input', { type: 'search', class: 'lx-facet-search', 'aria-label': say('facet_search', { facet: column.title }), placeholder: say('facet_search_hint', { n: values.length.toLocaleString('en-US') }), autocomplete: 'off', oninput: () => { most = MOST_VALUES; list(); } });
  search.hidden = values.length < SEARCH_FROM;
  const group = h('div', { class: 'lx-values', role: 'group', 'aria-label': column.title });
  const more = h('button', { type: 'button', class: 'lx-plain lx-more', onclick: () => {
    const from = group.children.length;
    most += MOST_VALUES;
    list();
    group.children[from]?.querySelector('input').focus();
  } });
  const none = h('p', { class: 'lx-faint lx-none' });
  const clear = h('button', { type: 'button', class: 'lx-plain', 'aria-label': say('facet_clear', { facet: column.title }), onclick: () => { onChoose([]); search.hidden ? items.values().next().value?.querySelector('input').focus() : search.focus(); } }, say('clear'));
  const later_box = h('div', { class: 'lx-later' });
  const box = h('details', { class: 'lx-facet', 'data-facet': name, open: OPEN_AT_FIRST.includes(name) }, h('summary', {}, heading, number), search, later_box, group, none, h('div', { class: 'lx-facet-foot' }, more, clear));
  if (column.pending && onFindings) {
    const button = h('button', { type: 'button', onclick: async () => { button.disabled = true; button.textContent = say('findings_working'); await onFindings(button); } }, say('findings_compute'));
    later_box.append(button);
  }

  group.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = event.target.closest('label');
    if (!step || !item) return;
    event.preventDefault();
    event.stopPropagation();
    const next = step > 0 ? item.nextElementSibling : item.previousElementSibling;
    if (next) focusOn(next);
    else if (step < 0 && !search.hidden) search.focus();
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && group.firstElementChild) { event.preventDefault(); focusOn(group.firstElementChild); }
    if (event.key === 'Escape' && search.value) { event.stopPropagation(); search.value = ''; list(); }
  });
  group.addEventListener('focusin', (event) => { const item = event.target.closest('label'); if (item) comeInBy(item); });

  function focusOn(item) {
    comeInBy(item);
    item.querySelector('input').focus();
  }

  // One stop of the Tab key for a list, from where arrows go on.
  function comeInBy(item) {
    for (const one of group.children) one.querySelector('input').tabIndex = one === item ? 0 : -1;
  }

  function item(value) {
    if (!items.has(value)) {
      const input = h('input', { type: 'checkbox', onchange: () => {
        const now = new Set(chosen);
        if (input.checked) now.add(value);
        else now.delete(value);
        onChoose([...now]);
      } });
      items.set(value, h('label', { class: 'lx-value-item' }, input, h('span', { class: value === '' ? 'lx-label lx-faint' : 'lx-label' }, labelOf(value)), h('span', { class: 'lx-count' })));
    }
    return items.get(value);
  }

  const countOf = (value) => {
    const at = column.place.get(value);
    return value === '' && column.kind === 'set' ? counts.none : at === undefined ? 0 : counts.values[at];
  };

  function order() {
    if (ordered) return ordered;
    ordered = [...values];
    if (['indicator', 'finding', 'domain'].includes(name)) ordered.sort((a, b) => countOf(b) - countOf(a));
    if (hasNone) ordered.push('');
    return ordered;
  }

  function list() {
    if (!counts) return;
    folded ||= new Map(order().map((value) => [value, fold(labelOf(value))]));
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const of = new Set(chosen);
    const unknown = chosen.filter((value) => !column.place.has(value) && value !== '');
    const fits = (value) => words.every((word) => folded.get(value).includes(word));
    const found = order().filter((value) => (countOf(value) || of.has(value)) && fits(value));
    const listed = [...unknown, ...found.slice(0, most), ...found.slice(most).filter((value) => of.has(value))];
    const wanted = listed.map(item);
    const same = wanted.length === group.children.length && wanted.every((one, at) => group.children[at] === one);
    if (!same) {
      const focused = group.contains(document.activeElement) ? document.activeElement : null;
      group.replaceChildren(...wanted);
      if (focused?.isConnected) focused.focus({ preventScroll: true });
      if (wanted.length && !wanted.some((one) => one.querySelector('input').tabIndex === 0)) comeInBy(wanted[0]);
      else if (wanted.length) comeInBy(wanted.find((one) => one.querySelector('input').tabIndex === 0));
    }
    for (const value of listed) {
      const element = item(value);
      const n = countOf(value);
      element.querySelector('input').checked = of.has(value);
      element.querySelector('.lx-count').textContent = n.toLocaleString('en-US');
      element.classList.toggle('lx-zero', n === 0);
    }
    more.hidden = found.length <= most;
    more.textContent = say('show_more', { n: Math.min(MOST_VALUES, found.length - most), total: (found.length - most).toLocaleString('en-US') });
    none.textContent = listed.length ? '' : say(words.length ? 'facet_nothing' : 'facet_empty');
    none.hidden = listed.length > 0;
    number.textContent = chosen.length ? say('chosen_n', { n: chosen.length }) : '';
    clear.hidden = !chosen.length;
  }

  return {
    name,
    box,
    show(values_chosen, counts_now) {
      chosen = values_chosen;
      counts = counts_now;
      if (chosen.length) box.open = true;
      list();
    },
  };
}
