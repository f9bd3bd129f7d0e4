// One figure: its sentence with the number marked, what it means, where it stands, what was found and decided.
function detailPanel(engine, say, { host, onClose }) {
  const heading = h('h2', { tabIndex: -1 });
  const inside = h('div', { class: 'lx-inside' });
  const close = h('button', { type: 'button', class: 'lx-close', 'aria-label': say('close'), title: say('close_hint'), onclick: () => onClose() }, '✕');
  const box = h('section', { class: 'lx-detail', 'aria-label': say('detail_label'), hidden: true }, h('div', { class: 'lx-detail-head' }, heading, close), inside);
  const kept = new Map();
  let asked = 0;
  let row = null;

  // Cards, reports and findings do not change while a page is open: each is asked for once.
  function once(kind, id) {
    const key = `${kind}|${id}`;
    if (!kept.has(key)) kept.set(key, host.ask(kind, { id }).catch((error) => { kept.delete(key); throw error; }));
    return kept.get(key);
  }

  const part = (title, ...content) => h('section', { class: 'lx-part' }, h('h3', {}, title), content);
  const pairs = (rows) => h('dl', {}, rows.filter(([, text]) => text !== '' && text !== null).map(([label, text]) => h('div', {}, h('dt', {}, label), h('dd', {}, text instanceof Node ? text : String(text)))));
  const failed = (error) => h('p', { class: 'lx-fault' }, error.message);

  function sentence({ text, mark }) {
    const [from, to] = mark;
    return h('blockquote', { lang: 'zh-CN' }, text.slice(0, from), h('mark', {}, text.slice(from, to)), text.slice(to));
  }

  function value(at) {
    const bound = engine.value('bound', at);
    const number = engine.value('value', at);
    const meaning = [engine.label('indicator', at) || say('uncoded'), engine.label('measure', at), engine.label('scope', at)].filter(Boolean).join(' · ');
    return h('div', { class: 'lx-headline' },
      h('p', { class: 'lx-big' }, isBound(bound) ? h('span', { class: 'lx-bound' }, engine.label('bound', at)) : null,
        h('strong', {}, Number.isNaN(number) ? say('no_value') : printedNumber(number)), ` ${engine.label('unit', at)}`),
      h('p', {}, meaning));
  }

  function printed({ printed, why }) {
    const rows = [[say('printed_form'), printed?.surface ?? '']];
    if (printed?.position !== undefined && printed.position !== null && printed.position !== '') rows.push([say('position'), String(printed.position)]);
    if (printed?.url) rows.push([say('link'), linked(printed.url, printed.url)]);
    return [h('p', { class: 'lx-faint' }, why || ''), pairs(rows)];
  }

  async function fill(at, mine) {
    const parts = [value(at)];
    let detail;
    try {
      detail = await host.ask('detail', { row: at });
    } catch (error) {
      detail = null;
      parts.push(part(say('sentence'), failed(error), pairs([[say('printed_form'), engine.label('surface', at)]])));
    }
    if (mine !== asked) return;
    if (detail) {
      parts.push(part(say('sentence'), detail.sentence ? sentence(detail.sentence) : printed(detail)));
      const findings = detail.findings || [];
      const [card, report, ...found] = await Promise.all([
        detail.card ? once('card', detail.card).catch((error) => error) : null,
        detail.report ? once('report', detail.report).catch((error) => error) : null,
        ...findings.map((id) => once('finding', id).catch((error) => error)),
      ]);
      if (mine !== asked) return;
      if (found.length) parts.push(part(say('findings'), h('ul', { class: 'lx-list' }, found.map((one) => h('li', {}, one instanceof Error ? one.message
        : [h('span', { class: `lx-severity lx-${/^(error|错误)/i.test(one.severity) ? 'bad' : 'mild'}` }, one.severity), ' ', one.message, one.explained ? h('span', { class: 'lx-faint lx-block' }, one.explained) : null])))));
      if (card instanceof Error) parts.push(part(say('card'), failed(card)));
      else if (card) parts.push(part(say('card'), h('p', { class: 'lx-card-title' }, card.title), pairs(card.rows)));
      if (report instanceof Error) parts.push(part(say('source'), failed(report)));
      else if (report) parts.push(part(say('source'), report.title ? h('p', { class: 'lx-card-title' }, report.title) : null, pairs([...report.rows, ...(report.url ? [[say('link'), linked(report.url, report.url)]] : [])])));
      const decisions = detail.decisions || [];
      if (decisions.length) parts.push(part(say('decisions'), h('ul', { class: 'lx-list' }, decisions.map((one) => h('li', {}, say('decision', one))))));
    }
    const cells = engine.columns().map((column) => [column.title, [engine.label(column.name, at)].flat().join('；')]);
    parts.push(h('details', { class: 'lx-part' }, h('summary', {}, say('all_fields')), pairs(cells)));
    inside.replaceChildren(...parts);
    inside.scrollTop = 0;
    inside.removeAttribute('aria-busy');
  }

  return {
    box,
    get row() { return row; },
    open(at, focus) {
      row = at;
      box.hidden = false;
      heading.textContent = say('detail_title', { place: engine.label('place', at), year: engine.label('year', at), figure: engine.label('figure', at) });
      inside.setAttribute('aria-busy', 'true');
      if (focus) heading.focus();
      return fill(at, ++asked);
    },
    close() {
      asked++;
      row = null;
      box.hidden = true;
      inside.replaceChildren();
    },
  };
}
