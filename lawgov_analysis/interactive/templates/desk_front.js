// The review desk: mountDesk(element, {host, lang, words}) → {look, destroy}.
// host.ask(kind, payload) → Promise, host.isLive() → whether somebody can answer. What is said of the data is text, never markup.
const DESK_FIRST = ['indicator', 'measure', 'value', 'unit', 'bound', 'period', 'basis', 'scope'];
const DESK_MARKS = { accepted: '✓', corrected: '✎', struck: '✕', skipped: '–', reviewed: '✓' };
const DESK_DRAFTS = 'lawgov-desk-drafts';
// Beyond so many choices one searches instead of scrolling.
const DESK_FEW = 12;
const DESK_HITS = 60;
const DESK_POLL = 5000;
// What is corrected now and then, and tells nothing at a glance.
const DESK_SELDOM = ['section', 'relation_by', 'stated_as'];
// What is decided is written down whenever the kernel comes to it, so that it is waited for.
const DESK_PATIENCE = 3600;

function deskElement(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

// A field that is searched: {element, input, value()}; what was typed and is no choice's label is the value itself.
function deskSearch({ id, name, choices, value, words }) {
  const label = choices.find(choice => choice[0] === value)?.[1] ?? value;
  let picked = { value, label };
  let hits = [];
  let at = -1;
  const input = deskElement('input', {
    id, name, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
    'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': `${id}-list`,
  });
  input.value = label;
  const list = deskElement('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': words.ui_choices ?? name, hidden: true });
  const isOpen = () => !list.hidden;
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    at = -1;
  };
  const point = to => {
    at = to;
    [...list.children].forEach((option, n) => option.setAttribute('aria-selected', String(n === at)));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    }
  };
  const pick = choice => {
    picked = { value: choice[0], label: choice[1] };
    input.value = choice[1];
    close();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const open = wanted => {
    const parts = wanted.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
    const fits = choice => {
      const said = `${choice[1]} ${choice[0]}`.normalize('NFKC').toLowerCase();
      return parts.every(part => said.includes(part));
    };
    hits = choices.filter(fits);
    const begins = choice => (parts.length && choice[1].toLowerCase().startsWith(parts[0]) ? 0 : 1);
    hits = hits.sort((one, other) => begins(one) - begins(other)).slice(0, DESK_HITS);
    list.replaceChildren(...hits.map((choice, n) => {
      const code = choice[0] && !choice[1].includes(choice[0]) ? deskElement('code', {}, choice[0]) : null;
      const option = deskElement('li', { id: `${id}-${n}`, role: 'option', 'aria-selected': 'false' }, choice[1] || '—', code);
      option.addEventListener('mousedown', event => {
        event.preventDefault();
        pick(choice);
      });
      return option;
    }));
    list.hidden = !hits.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    point(hits.length && parts.length ? 0 : -1);
  };
  input.addEventListener('input', () => open(input.value));
  input.addEventListener('blur', close);
  input.addEventListener('focus', () => input.select());
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) open(input.value === picked.label ? '' : input.value);
      if (hits.length) point((at + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === 'Enter' && isOpen() && at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      pick(hits[at]);
    } else if (event.key === 'Escape' && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  return {
    element: deskElement('div', { class: 'search' }, input, list),
    input,
    value() {
      const typed = input.value.trim();
      if (typed === picked.label) return picked.value;
      return choices.find(choice => choice[1] === typed)?.[0] ?? typed;
    },
  };
}

function mountDesk(element, { host, lang, words }) {
  const say = (key, values = {}) => (words[`ui_${key}`] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const make = deskElement;
  const own = `desk-${Math.random().toString(36).slice(2)}`;
  const isLive = () => !host.isLive || host.isLive();

  // What is known
  let items = [];
  let report = {};
  let others = [];
  let by = '';
  let about = '';
  let readonly = '';
  let canUndo = false;
  let current = null;
  let shown = null;
  let editing = null;
  let traceOpen = false;
  let acting = Promise.resolve();
  let pending = 0;
  let isGone = false;
  let isOver = false;
  const ahead = new Map();
  const options = new Map();
  const drafts = keptDrafts();

  // The page
  const title = make('strong', { class: 'title' }, say('title'));
  const bar = make('progress', { max: 1, value: 0, 'aria-label': say('progress') });
  const count = make('span', { class: 'count' });
  const status = make('span', { class: 'status', hidden: true });
  const who = button('who', say('name_give'), 'N', () => askName());
  const approving = button('approve', say('approve'), 'P', () => askApproval());
  const head = make('div', { class: 'head' }, title, make('span', { class: 'progress' }, bar, count), status, make('span', { class: 'right' }, approving, who));
  const notices = make('div', { class: 'notices' });
  const alarm = make('p', { class: 'alarm', role: 'alert' });
  const company = make('p', { class: 'company', role: 'status' });
  const locked = make('p', { class: 'locked' });
  notices.append(alarm, locked, company);
  const list = make('ul', { role: 'listbox', tabindex: '0', 'aria-label': say('waiting') });
  const aside = make('div', { class: 'aside' });
  const middle = make('div', { class: 'item', role: 'group', tabindex: '0', 'aria-label': say('item') });
  const card = make('div', { class: 'card', role: 'region', tabindex: '0', 'aria-label': say('card') });
  const columns = make('div', { class: 'columns' }, make('div', { class: 'waits' }, list, aside), middle, card);
  const panel = make('div', { class: 'panel', role: 'dialog', 'aria-modal': 'false', hidden: true });
  const buttons = {
    accept: button('accept', say('accept'), 'A', () => accept()),
    correct: button('correct', say('correct'), 'C', () => openForm()),
    skip: button('skip', say('skip'), 'S', () => skip()),
    strike: button('strike', say('strike'), 'X', () => strike()),
    undo: button('undo', say('undo'), 'U', () => undo()),
    before: button('before', say('before'), 'K', () => step(-1)),
    next: button('next', say('next'), 'J', () => step(1)),
    help: button('help', say('help'), '?', () => showHelp()),
  };
  const told = make('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
  const hint = make('p', { class: 'hint' }, say('not_focused'));
  const foot = make('div', { class: 'foot' }, make('div', { class: 'keys' }, ...Object.values(buttons)), told, hint);
  element.classList.add('lawgov', 'lawgov-desk');
  element.setAttribute('lang', lang === 'zh' ? 'zh-CN' : lang);
  const root = make('div', {
    class: 'desk', tabindex: '0', role: 'application', 'aria-label': say('title'),
  }, head, notices, make('div', { class: 'body' }, columns, panel), foot);
  element.replaceChildren(root);
  const stopTheme = followTheme(element);
  const freeKeys = keepKeys(root);

  function button(name, text, key, does) {
    const made = make('button', { type: 'button', class: name, 'aria-keyshortcuts': key }, make('kbd', { 'aria-hidden': 'true' }, key), ' ', make('span', {}, text));
    // With the mouse the focus stays where keys act.
    made.addEventListener('mousedown', event => event.preventDefault());
    made.addEventListener('click', () => {
      does();
      if (!root.contains(document.activeElement) || document.activeElement === document.body) focusDesk();
    });
    return made;
  }

  // What has the focus may be taken out of the page; keys then act as before.
  function keepingFocus(does) {
    const wasHere = root.contains(document.activeElement);
    does();
    if (wasHere && !root.contains(document.activeElement)) focusDesk();
  }

  function tell(words) {
    told.textContent = words;
  }

  function warn(words) {
    alarm.textContent = words;
  }

  function focusDesk() {
    root.focus({ preventScroll: true });
  }

  // What waits

  const byId = id => items.find(item => item.id === id);
  const isOpen = item => !item.done && !item.pending;
  const ofOne = () => new Set(items.map(item => `${item.place_code}-${item.year}`)).size < 2;
  const nameOf = item => [item.place, item.year, item.figure ? say('figure', { number: item.figure }) : ''].filter(Boolean).join(' ');
  const stateOf = item => (item.done ? item.label || words[`ui_state_${item.done}`] || item.done : '');

  function takeList(answer) {
    const before = new Map(items.map(item => [item.id, item]));
    items = answer.items ?? [];
    for (const item of items) {
      const same = before.get(item.id);
      if (same?.pending) item.pending = true;
      if (same?.fault && !item.done) item.fault = same.fault;
    }
    report = answer.report ?? {};
    readonly = answer.readonly ?? '';
    by = answer.by ?? by;
    about = answer.title ?? '';
    aside.replaceChildren(...[...(answer.notes ?? []), answer.elsewhere ?? ''].filter(Boolean).map(each => make('p', {}, each)));
    if (answer.can_undo !== undefined) canUndo = answer.can_undo;
    takeOthers(answer.others);
    paintList();
    paintHead();
  }

  function takeOthers(said) {
    if (!said) return;
    others = said;
    const named = others.map(each => each.said ?? say('other', { by: each.by, on: each.on }));
    const told = named.join(say('stop'));
    // Said once, and not each time that it is asked.
    if (company.textContent !== told) company.textContent = told;
  }

  function paintHead() {
    const one = items[0];
    const of = about || (one && ofOne() ? `${one.place} ${one.year}` : '');
    title.textContent = of ? `${say('title')} · ${of}` : say('title');
    const done = items.filter(item => item.done && item.done !== 'skipped').length;
    bar.max = Math.max(1, items.length);
    bar.value = done;
    count.textContent = `${done} / ${items.length}`;
    status.textContent = report.label ?? '';
    // Of several reports each has its own.
    status.hidden = !report.label || !ofOne();
    status.dataset.status = report.status ?? '';
    who.querySelector('span').textContent = by || say('name_give');
    who.setAttribute('aria-label', by ? say('name_is', { by }) : say('name_give'));
    approving.hidden = !report.can_approve || !ofOne();
    locked.textContent = readonly;
    const none = current === null || !!readonly;
    keepingFocus(() => {
      buttons.undo.disabled = !canUndo;
      for (const name of ['accept', 'correct', 'skip', 'strike']) buttons[name].disabled = none;
    });
  }

  function paintList() {
    const several = !ofOne();
    options.clear();
    list.replaceChildren(...items.map((item, n) => {
      const number = item.figure ? String(item.figure) : '';
      const option = make('li', { id: `${own}-o${n}`, role: 'option', 'aria-selected': 'false' },
        make('span', { class: 'tick', 'aria-hidden': 'true' }),
        make('span', { class: 'number' }, number),
        make('span', { class: 'surface', lang: 'zh-CN' }, item.surface || nameOf(item)),
        several ? make('span', { class: 'place' }, `${item.place} ${item.year}`) : null,
        make('span', { class: 'why' }, item.why ?? ''),
        make('span', { class: 'state' }));
      option.addEventListener('mousedown', event => event.preventDefault());
      option.addEventListener('click', () => {
        go(item.id);
        focusDesk();
      });
      options.set(item.id, option);
      return option;
    }));
    for (const item of items) paintOption(item);
  }

  function paintOption(item) {
    const option = options.get(item.id);
    if (!option) return;
    const isCurrent = item.id === current;
    option.setAttribute('aria-selected', String(isCurrent));
    option.dataset.done = item.fault ? 'fault' : item.done || (item.pending ? 'pending' : '');
    option.querySelector('.tick').textContent = item.fault ? '!' : DESK_MARKS[item.done] ?? (item.pending ? '…' : drafts[item.id] ? '✐' : '');
    option.querySelector('.state').textContent = item.fault ? say('state_fault') : item.done ? stateOf(item) : drafts[item.id] ? say('state_draft') : '';
    option.title = [nameOf(item), item.fault || item.why].filter(Boolean).join('\n');
    if (isCurrent) {
      list.setAttribute('aria-activedescendant', option.id);
      // Not scrollIntoView, which would move the notebook too.
      const { offsetTop: top, offsetHeight: height } = option;
      if (top < list.scrollTop || top + height > list.scrollTop + list.clientHeight) list.scrollTop = top - height;
    }
  }

  // From one to the next

  function following(from) {
    const at = items.findIndex(item => item.id === from);
    const round = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
    return round.find(item => isOpen(item) && !item.fault)?.id ?? round.find(isOpen)?.id ?? null;
  }

  function fetched(id) {
    if (!ahead.has(id)) {
      const asked = host.ask('show', { id });
      asked.catch(() => ahead.delete(id));
      ahead.set(id, asked);
      if (ahead.size > 4) ahead.delete(ahead.keys().next().value);
    }
    return ahead.get(id);
  }

  async function go(id) {
    if (editing) keepDraft();
    const left = current;
    current = id;
    editing = null;
    if (left && byId(left)) paintOption(byId(left));
    if (id === null) {
      shown = null;
      showDone();
      paintHead();
      return;
    }
    paintOption(byId(id));
    paintHead();
    middle.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetched(id);
      if (isOver || current !== id) return;
      shown = { ...answer, id };
      paintItem();
      const next = following(id);
      if (next) fetched(next).catch(() => {});
    } catch (fault) {
      if (current !== id) return;
      shown = null;
      middle.replaceChildren(make('p', { class: 'fault' }, say('not_shown', { what: nameOf(byId(id)), fault: fault.message })));
      card.replaceChildren();
      failed(fault);
    } finally {
      if (current === id) middle.removeAttribute('aria-busy');
    }
  }

  function step(by) {
    const at = items.findIndex(item => item.id === current);
    const to = at < 0 ? (by > 0 ? items[0] : items[items.length - 1]) : items[at + by];
    if (to) go(to.id);
    else tell(say(by > 0 ? 'is_last' : 'is_first'));
  }

  function showDone() {
    const skipped = items.filter(item => item.done === 'skipped').length;
    const faults = items.filter(item => item.fault).length;
    const words = !items.length ? say('nothing') : say('all_done', { number: items.length - skipped });
    const over = make('div', { class: 'over' },
      make('p', { class: 'large' }, words),
      skipped ? make('p', {}, say('all_skipped', { number: skipped })) : null,
      faults ? make('p', { class: 'fault' }, say('all_faults', { number: faults })) : null,
      report.label && ofOne() ? make('p', {}, say('status_is', { status: report.label })) : null,
      report.status === 'reviewed' && ofOne() ? make('p', {}, say('all_approve')) : null,
      items.length ? make('p', { class: 'faint' }, say('all_then')) : null);
    keepingFocus(() => {
      middle.replaceChildren(over);
      card.replaceChildren();
    });
  }

  // One of them

  const choicesOf = name => (shown.choices?.[name] ?? []).map(([value, label]) => [String(value ?? ''), String(label ?? value ?? '')]);
  const valueOf = name => String(shown.fields?.[name] ?? '');
  const labelOf = name => shown.titles?.[name] ?? words[`ui_field_${name}`] ?? name;

  function fieldNames() {
    const names = Object.keys(shown.fields ?? {});
    return [...DESK_FIRST.filter(name => names.includes(name)), ...names.filter(name => !DESK_FIRST.includes(name))];
  }

  function saidOf(name) {
    const value = valueOf(name);
    const label = choicesOf(name).find(choice => choice[0] === value)?.[1] ?? value;
    return value ? label : say(name === 'indicator' ? 'uncoded' : 'none');
  }

  function sentence() {
    if (!shown.sentence) return make('p', { class: 'no-text' }, make('mark', { lang: 'zh-CN' }, shown.surface ?? ''), ' ', shown.no_sentence || say('no_text'));
    const [from, to] = shown.mark?.length ? shown.mark : [0, 0];
    const quote = make('blockquote', { lang: 'zh-CN' }, shown.sentence.slice(0, from));
    if (to > from) quote.append(make('mark', {}, shown.sentence.slice(from, to)));
    quote.append(shown.sentence.slice(to));
    return quote;
  }

  function source() {
    const url = shown.url || shown.printed?.url || '';
    if (!/^https?:\/\//i.test(url)) return url ? make('p', { class: 'source' }, url) : null;
    return make('p', { class: 'source' }, make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, say('source')));
  }

  function reading() {
    const isSaid = name => DESK_FIRST.includes(name) || (valueOf(name) && !DESK_SELDOM.includes(name) && valueOf(name) !== 'yes');
    const cells = fieldNames().filter(isSaid).map(name => {
      const code = name === 'indicator' && !saidOf(name).includes(valueOf(name)) ? make('code', {}, valueOf(name)) : null;
      return make('div', { class: `field ${name}`, 'data-empty': valueOf(name) ? false : true }, make('dt', {}, labelOf(name)), make('dd', {}, saidOf(name), ' ', code));
    });
    return make('dl', { class: 'read' }, ...cells);
  }

  function candidates() {
    const known = (shown.candidates ?? []).slice(0, 9);
    const chosen = known.map((each, n) => {
      const isNow = each.code === valueOf('indicator');
      const made = button('candidate', each.name || each.code, String(n + 1), () => choose(n + 1));
      made.append(' ', make('code', {}, each.code), isNow ? ' ' : '', isNow ? make('em', {}, say('is_now')) : '');
      made.disabled = !!readonly;
      if (each.card) {
        made.addEventListener('focus', () => paintCard(each.card));
        made.addEventListener('mouseenter', () => paintCard(each.card));
        for (const left of ['blur', 'mouseleave']) made.addEventListener(left, () => paintCard(shown.card));
      }
      return make('li', {}, made);
    });
    if (!known.length && !valueOf('indicator')) return null;
    if (valueOf('indicator')) {
      const none = button('candidate', say('uncode'), '0', () => choose(0));
      none.disabled = !!readonly;
      chosen.push(make('li', {}, none));
    }
    return make('div', { class: 'candidates' }, known.length ? make('p', { class: 'label', 'aria-hidden': 'true' }, say('candidates')) : '', make('ol', { 'aria-label': say('candidates') }, ...chosen));
  }

  function trace() {
    if (!shown.trace?.length) return null;
    const rows = shown.trace.flatMap(([stage, text]) => [make('dt', {}, stage), make('dd', {}, text)]);
    const details = make('details', { open: traceOpen }, make('summary', {}, make('kbd', { 'aria-hidden': 'true' }, 'T'), ' ', say('trace')), make('dl', { class: 'rows' }, ...rows));
    details.addEventListener('toggle', () => { traceOpen = details.open; });
    return details;
  }

  function decisions() {
    if (!shown.decisions?.length) return null;
    const said = each => say('decided', { by: each.by, on: String(each.on ?? '').replace('T', ' ').replace('Z', ''), field: labelOf(each.field), value: each.value || say('none'), reason: each.reason ?? '' });
    return make('div', { class: 'decisions' }, make('p', { class: 'label' }, say('decisions')), make('ul', {}, ...shown.decisions.map(each => make('li', {}, said(each)))));
  }

  function paintItem() {
    const item = byId(shown.id);
    const state = item.fault ? item.fault : stateOf(item);
    const parts = [
      make('p', { class: 'where' }, make('strong', {}, nameOf(item)), ' ', state ? make('span', { class: item.fault ? 'fault' : 'state' }, state) : null),
      make('p', { class: 'why' }, shown.why || item.why || ''),
      shown.differs ? make('p', { class: 'differs' }, say('differs')) : null,
      sentence(),
      editing ? form() : reading(),
      editing ? null : candidates(),
      trace(),
      decisions(),
      source(),
    ].filter(Boolean);
    keepingFocus(() => middle.replaceChildren(...parts));
    middle.scrollTop = 0;
    columns.scrollTop = 0;
    paintCard(shown.card);
  }

  function paintCard(said) {
    const rows = (said?.rows ?? []).flatMap(([label, text]) => [make('dt', {}, label), make('dd', {}, text)]);
    card.replaceChildren(...(said ? [make('p', { class: 'title' }, said.title ?? ''), make('dl', { class: 'rows' }, ...rows)] : [make('p', { class: 'faint' }, say('no_card'))]));
    card.scrollTop = 0;
  }

  // The form

  function openForm() {
    if (!mayAct()) return;
    if (!editing) {
      editing = { id: shown.id, fields: {}, fault: '' };
      paintItem();
    }
    // Of a code that is in doubt the code is to be put right, else most often the value.
    const first = shown.fields.indicator && !shown.candidates?.length ? 'value' : 'indicator';
    (editing.fields[first]?.input ?? middle.querySelector('form input, form select'))?.focus();
  }

  function form() {
    const draft = drafts[shown.id] ?? {};
    editing.fields = {};
    const cells = fieldNames().map(name => {
      const id = `${own}-f-${name}`;
      const choices = choicesOf(name);
      const value = draft.values?.[name] ?? valueOf(name);
      let field;
      if (choices.length > DESK_FEW) field = deskSearch({ id, name, choices, value, words });
      else if (choices.length) {
        const known = choices.some(choice => choice[0] === value) ? choices : [[value, value || say('none')], ...choices];
        const input = make('select', { id, name }, ...known.map(([one, label]) => make('option', { value: one }, label || say('none'))));
        input.value = value;
        field = { element: input, input, value: () => input.value };
      } else {
        const input = make('input', { id, name, type: 'text', autocomplete: 'off', spellcheck: 'false' });
        input.value = value;
        field = { element: input, input, value: () => input.value.trim() };
      }
      const cell = make('div', { class: `field ${name}` }, make('label', { for: id }, labelOf(name)), field.element);
      const look = () => { cell.dataset.changed = String(field.value() !== valueOf(name)); };
      field.element.addEventListener('input', look);
      field.element.addEventListener('change', look);
      look();
      editing.fields[name] = field;
      return cell;
    });
    const reason = make('input', { id: `${own}-reason`, name: 'reason', type: 'text', autocomplete: 'off' });
    reason.value = draft.reason ?? shown.reason ?? say('reason_default');
    editing.reason = reason;
    editing.settle = shown.differs ? make('input', { id: `${own}-settle`, type: 'checkbox' }) : null;
    const settling = editing.settle ? make('div', { class: 'field settle' }, editing.settle, make('label', { for: editing.settle.id }, say('settle'))) : null;
    const send = make('button', { type: 'submit', class: 'primary' }, make('kbd', { 'aria-hidden': 'true' }, 'Enter'), ' ', say('send'));
    const leave = button('leave', say('leave'), 'Esc', () => closeForm());
    editing.alert = make('p', { class: 'fault', role: 'alert' });
    const made = make('form', { class: 'read', 'aria-label': say('correct'), novalidate: true }, ...cells,
      make('div', { class: 'field reason' }, make('label', { for: reason.id }, say('reason')), reason), settling ?? '',
      editing.alert, make('div', { class: 'send' }, send, leave));
    made.addEventListener('submit', event => {
      event.preventDefault();
      sendForm();
    });
    return made;
  }

  function changedValues() {
    const values = {};
    for (const [name, field] of Object.entries(editing.fields)) {
      if (field.value() !== valueOf(name)) values[name] = field.value();
    }
    return values;
  }

  function keepDraft() {
    const values = changedValues();
    const reason = editing.reason.value;
    const isSame = reason === (shown.reason ?? say('reason_default'));
    if (Object.keys(values).length || !isSame) drafts[editing.id] = { values, reason };
    else delete drafts[editing.id];
    storeDrafts();
  }

  function keptDrafts() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(DESK_DRAFTS));
      return kept && typeof kept === 'object' ? kept : {};
    } catch {
      return {};
    }
  }

  function storeDrafts() {
    try {
      sessionStorage.setItem(DESK_DRAFTS, JSON.stringify(drafts));
    } catch {
      // They stay while the desk does.
    }
  }

  function closeForm() {
    if (!editing) return;
    keepDraft();
    const { id } = editing;
    editing = null;
    paintItem();
    paintOption(byId(id));
    tell(drafts[id] ? say('draft_kept') : '');
    focusDesk();
  }

  async function sendForm() {
    const now = editing;
    if (now.isSent) return;
    const values = changedValues();
    if (!Object.keys(values).length) {
      now.alert.textContent = say('nothing_changed');
      return;
    }
    const reason = now.reason.value.trim();
    if (!reason) {
      now.alert.textContent = say('reason_needed');
      now.reason.focus();
      return;
    }
    keepDraft();
    now.isSent = true;
    now.alert.textContent = '';
    middle.setAttribute('aria-busy', 'true');
    try {
      await queued(() => host.ask('correct', { id: now.id, values, reason, settle: !!now.settle?.checked }, DESK_PATIENCE).then(took));
      byId(now.id).done ||= 'corrected';
      delete drafts[now.id];
      storeDrafts();
      ahead.clear();
      if (editing === now) editing = null;
      // Whoever went on to another cell meanwhile stays there.
      if (current === now.id) await go(following(now.id));
    } catch (fault) {
      now.alert.textContent = fault.message;
      if (editing === now && root.contains(document.activeElement)) {
        const name = fault.message.split(/[:：]/)[0].trim();
        (now.fields[name]?.input ?? now.reason).focus();
      }
      failed(fault);
    } finally {
      now.isSent = false;
      middle.removeAttribute('aria-busy');
    }
  }

  // Acts, one after the other

  function queued(does) {
    pending += 1;
    const slow = setTimeout(() => tell(say('waiting_for_kernel')), 2000);
    const doing = acting.then(does).finally(() => {
      pending -= 1;
      clearTimeout(slow);
    });
    acting = doing.catch(() => {});
    return doing;
  }

  function took(answer) {
    if (answer.item) {
      const item = byId(answer.item.id);
      if (item) {
        Object.assign(item, { fault: '', pending: false }, answer.item);
        ahead.delete(item.id);
        paintOption(item);
      }
    }
    if (answer.status && typeof answer.status === 'object') report = { ...report, ...answer.status };
    if (answer.can_undo !== undefined) canUndo = answer.can_undo;
    if (answer.said) tell(answer.said);
    if (pending < 2) warn('');
    if (current === null) showDone();
    paintHead();
    return answer;
  }

  function failed(fault) {
    if (!isLive()) look();
    else warn(fault.message);
  }

  function mayAct() {
    if (isGone) tell(words.kernel_gone);
    else if (readonly) tell(readonly);
    else if (!by) askName();
    else if (!shown || shown.id !== current) tell(say(current === null ? 'nothing_here' : 'not_yet'));
    else if (editing) tell(say('form_open'));
    else return true;
    return false;
  }

  // Goes on at once; what could not be written down comes back as not done.
  function decide(kind, payload, done) {
    const item = byId(current);
    const before = item.done;
    Object.assign(item, { pending: true, fault: '' });
    const next = following(item.id);
    queued(() => host.ask(kind, { id: item.id, ...payload }, DESK_PATIENCE)).then(
      answer => {
        // The list may have been read anew meanwhile.
        const now = byId(item.id) ?? item;
        Object.assign(now, { pending: false, done });
        if (kind === 'correct') {
          ahead.clear();
          if (shown && current === next) refresh();
          // A sum that holds again is no reason any more to look at its other parts.
          readAnew().catch(() => {});
        }
        delete drafts[now.id];
        storeDrafts();
        took(answer);
        paintOption(now);
      },
      fault => {
        const now = byId(item.id) ?? item;
        Object.assign(now, { pending: false, done: before, fault: say('not_written', { what: nameOf(now), fault: fault.message }) });
        paintOption(now);
        paintHead();
        failed(new Error(now.fault));
        if (current === null) go(now.id);
      },
    );
    go(next);
  }

  // Shown once more, as what was decided of another may have changed it.
  async function refresh() {
    const id = current;
    try {
      const answer = await fetched(id);
      if (current !== id || editing) return;
      shown = { ...answer, id };
      paintItem();
    } catch {
      // What is shown stays.
    }
  }

  function accept() {
    if (!mayAct()) return;
    if (editing) return void tell(say('form_open'));
    if (byId(current).done === 'accepted') {
      tell(say('accepted_already'));
      go(following(current));
    } else decide('accept', {}, 'accepted');
  }

  function strike() {
    if (mayAct() && !editing) decide('correct', { values: { figure: 'no' }, reason: shown.reason ?? say('reason_default') }, 'struck');
  }

  function skip() {
    if (mayAct() && !editing) decide('skip', {}, 'skipped');
  }

  function choose(number) {
    if (!mayAct() || editing) return;
    const code = number ? shown.candidates?.[number - 1]?.code : '';
    if (code === undefined) tell(say('no_candidate', { number }));
    else if (code === valueOf('indicator')) tell(say('is_coded_so'));
    else decide('correct', { values: { indicator: code }, reason: shown.reason ?? say('reason_default') }, 'corrected');
  }

  async function undo() {
    if (isGone) return void tell(words.kernel_gone);
    if (editing) return void tell(say('form_open'));
    try {
      const answer = await queued(() => host.ask('undo', {}, DESK_PATIENCE));
      ahead.clear();
      took(answer);
      const id = answer.id ?? answer.item?.id;
      if (id !== undefined && byId(id)) await go(id);
    } catch (fault) {
      tell(fault.message);
      if (!isLive()) look();
    }
  }

  // Asked in words

  function openPanel(name, label, children, focused) {
    panel.className = `panel ${name}`;
    panel.setAttribute('aria-label', label);
    panel.replaceChildren(...children);
    panel.hidden = false;
    focused?.focus({ preventScroll: true });
  }

  function closePanel() {
    panel.hidden = true;
    panel.replaceChildren();
    focusDesk();
  }

  function askName(isFocused = true, name = by, refused = '') {
    const input = make('input', { id: `${own}-name`, type: 'text', autocomplete: 'name' });
    input.value = name;
    const fault = make('p', { class: 'fault', role: 'alert' }, refused);
    const made = make('form', {}, make('label', { for: input.id }, say('name_ask')), input, make('p', { class: 'faint' }, say('name_why')), fault,
      make('div', { class: 'send' }, make('button', { type: 'submit', class: 'primary' }, make('kbd', { 'aria-hidden': 'true' }, 'Enter'), ' ', say('name_take'))));
    made.addEventListener('submit', async event => {
      event.preventDefault();
      const name = input.value.trim();
      if (!name) return void (fault.textContent = say('name_needed'));
      const before = by;
      by = name;
      closePanel();
      try {
        const answer = await queued(() => host.ask('name', { by: name }));
        takeList(answer.items ? answer : await host.ask('list'));
        if (current === null) go(following(null));
      } catch (error) {
        by = before;
        askName(true, name, error.message);
      }
    });
    openPanel('name', say('name_ask'), [made], isFocused ? input : null);
  }

  function askApproval() {
    if (isGone) return void tell(words.kernel_gone);
    if (!ofOne()) return void tell(say('approve_one'));
    if (!by) return askName();
    const of = byId(current) ?? items[0];
    const where = of ? `${of.place} ${of.year}` : '';
    const yes = button('primary', say('approve_yes'), 'Enter', async () => {
      closePanel();
      try {
        took(await queued(() => host.ask('approve', of ? { place: of.place_code, year: of.year } : {}, DESK_PATIENCE)));
        takeList(await host.ask('list'));
        if (report.label) tell(say('approved', { where, status: report.label }));
        if (current === null) showDone();
      } catch (fault) {
        failed(fault);
      }
    });
    const no = button('leave', say('approve_no'), 'Esc', closePanel);
    openPanel('approve', say('approve'), [make('p', {}, say('approve_ask', { by, where })), make('p', { class: 'faint' }, say('approve_means')), make('div', { class: 'send' }, yes, no)], yes);
  }

  function showHelp() {
    if (!panel.hidden) return closePanel();
    const rows = [['A', 'accept'], ['C', 'correct'], ['1–9', 'choose'], ['Shift 1–9', 'look'], ['0', 'uncode'], ['X', 'strike'], ['S', 'skip'], ['U', 'undo'], ['J K ↓ ↑', 'move'], ['T', 'trace'], ['P', 'approve'], ['N', 'name'], ['Enter', 'send'], ['Esc', 'leave'], ['Shift Enter', 'on'], ['?', 'help']];
    const said = rows.flatMap(([key, name]) => [make('dt', {}, ...key.split(' ').map(each => make('kbd', {}, each))), make('dd', {}, say(`help_${name}`))]);
    const close = button('leave', say('close'), 'Esc', closePanel);
    openPanel('help', say('help'), [make('p', { class: 'large' }, say('help_title')), make('dl', { class: 'rows' }, ...said), make('p', { class: 'faint' }, say('help_saved')), make('div', { class: 'send' }, close)], close);
  }

  // Keys

  // With a Chinese input method on, a key says where it is and not what it is.
  function keyOf(event) {
    if (event.key === 'Process' || event.key === 'Unidentified') {
      const of = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code);
      return of ? (of[1] ?? of[2]).toLowerCase() : '';
    }
    return event.key.length === 1 ? event.key.normalize('NFKC').toLowerCase() : event.key;
  }

  const keys = {
    a: accept, c: openForm, s: skip, x: strike, u: undo, p: askApproval, n: () => askName(),
    t() {
      const details = middle.querySelector('details');
      if (details) details.open = !details.open;
      else tell(say('no_trace'));
    },
  };
  const moves = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  root.addEventListener('keydown', event => {
    // Of what is typed here nothing is for the notebook.
    event.stopPropagation();
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = keyOf(event);
    const isTyping = event.target.matches('input, select, textarea');
    if (key === 'Escape') {
      if (!panel.hidden) closePanel();
      else if (editing) closeForm();
      else return;
      event.preventDefault();
      return;
    }
    if (isTyping) {
      if (key === 'Enter' && event.target.matches('select')) {
        event.preventDefault();
        event.target.form.requestSubmit();
      }
      return;
    }
    if (key === '?') {
      event.preventDefault();
      showHelp();
      return;
    }
    if (!panel.hidden) return;
    if (key in moves && (key.length === 1 || [root, list].includes(event.target))) {
      event.preventDefault();
      if (editing) tell(say('form_open'));
      else step(moves[key]);
    } else if (event.shiftKey && /^Digit[1-9]$/.test(event.code)) {
      event.preventDefault();
      const of = shown?.id === current && shown.candidates?.[Number(event.code.slice(5)) - 1];
      if (of?.card) paintCard(of.card);
    } else if (!event.repeat && /^[0-9]$/.test(key)) {
      event.preventDefault();
      choose(Number(key));
    } else if (!event.repeat && Object.hasOwn(keys, key)) {
      event.preventDefault();
      keys[key]();
    }
  });
  for (const kind of ['keyup', 'keypress']) root.addEventListener(kind, event => event.stopPropagation());

  // Others, and whether there is somebody to ask

  function look() {
    if (isLive() || isGone) return;
    isGone = true;
    root.classList.add('gone');
    const unsure = items.filter(item => item.pending || item.fault).map(nameOf);
    if (editing) keepDraft();
    warn([words.kernel_gone, unsure.length ? say('kernel_gone_unsure', { what: unsure.join(say('comma')) }) : say('kernel_gone_kept')].join(' '));
  }

  let isPolling = false;
  async function poll() {
    look();
    if (isGone || document.hidden || isPolling) return;
    isPolling = true;
    try {
      await askOthers();
    } catch {
      look();
    } finally {
      isPolling = false;
    }
  }

  async function askOthers() {
    const answer = await host.ask('others');
    if (isOver) return;
    takeOthers(answer.others);
    if (answer.gone) warn(answer.gone);
    const changed = answer.changed ?? [];
    if (!changed.length) return;
    if (answer.said) tell(answer.said);
    for (const id of changed) ahead.delete(id);
    await readAnew();
    if (changed.includes(current) && !editing) refresh();
  }

  async function readAnew() {
    takeList(await host.ask('list'));
    if (current && !byId(current)) go(following(current));
  }
  const timer = setInterval(poll, DESK_POLL);
  const leaving = () => { host.ask('leave').catch(() => {}); };
  window.addEventListener('pagehide', leaving);

  // Whoever runs the cell wants to be here, unless he types or explores elsewhere meanwhile.
  function takeFocus() {
    const active = document.activeElement;
    const isElsewhere = active && (active.isContentEditable || active.matches('input, textarea, select, .cm-content, .lawgov *'));
    if (root.isConnected && document.hasFocus() && !isElsewhere) focusDesk();
  }

  async function begin() {
    middle.replaceChildren(make('p', { class: 'faint' }, say('loading')));
    paintHead();
    try {
      takeList(await host.ask('list'));
    } catch (fault) {
      middle.replaceChildren(make('p', { class: 'fault' }, fault.message));
      look();
      return;
    }
    if (isOver) return;
    const first = following(null);
    await go(first);
    if (!by && !readonly) askName(false);
    requestAnimationFrame(() => {
      takeFocus();
      if (root.contains(document.activeElement)) panel.querySelector('input')?.focus();
    });
  }
  const ready = begin();

  return {
    ready,
    look,
    destroy() {
      isOver = true;
      if (editing) keepDraft();
      clearInterval(timer);
      stopTheme();
      freeKeys();
      window.removeEventListener('pagehide', leaving);
      if (isLive()) leaving();
      element.replaceChildren();
    },
  };
}
