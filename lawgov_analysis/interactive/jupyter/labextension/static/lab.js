// What JupyterLab shows of the package: a new analysis from a form, notebooks to begin with, and in a report's notebook
// a sign whether it is current with its data. Written as JupyterLab loads it, a container of modules that takes what
// it stands on from those that JupyterLab shares, so that nothing has to be built.
(() => {
  const NAME = 'lawgov-analysis';
  const STYLE = new URL('lab.css', document.currentScript.src).href;
  const REPORT = /(?:^|\/)report(?:\.en)?\.ipynb$/;
  let scope = {};

  // A module that JupyterLab shares; null where it has none of that name.
  async function shared(name) {
    const versions = Object.values(scope[name] ?? {});
    const one = versions.find(each => each.loaded) ?? versions.at(-1);
    return one ? (await one.get())() : null;
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(name, '');
      else if (value !== false && value != null) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const DRAWN = {
    'new-analysis': 'M4 3h10l5 5v13H4zm9 1.5V9h4.5zM8 12v2h2.5v2.5h2V14H15v-2h-2.5V9.5h-2V12zm0 6v1.5h7V18z',
    tour: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16m4.5 3.5-3 6-6 3 3-6z',
    browse: 'M3 3h2v16h16v2H3zm4 9h3v6H7zm5-6h3v12h-3zm5 4h3v8h-3z',
    review: 'M4 4h11v2H4zm0 5h11v2H4zm0 5h7v2H4zm0 5h7v2H4zm9.5-2.5 1.4-1.4 2.1 2.1 4.6-4.6 1.4 1.4-6 6z',
  };

  async function activate(app, modules, translator, tracker, launcher, palette, menu) {
    const { apputils, services, ui, lumino } = modules;
    const { Widget } = lumino;
    const lang = /^zh/i.test(translator.languageCode) ? 'zh' : 'en';
    const settings = app.serviceManager.serverSettings;

    // Asks the server; what it has to say against that is the message of the error.
    async function ask(name, query = {}, body = null) {
      const address = `${settings.baseUrl}lawgov/${name}?${new URLSearchParams({ lang, ...query })}`;
      const how = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      const answer = await services.ServerConnection.makeRequest(address, how, settings);
      const said = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Error(said.fault ?? said.reason ?? said.message ?? answer.statusText);
      return said;
    }

    let words;
    try {
      words = await ask('words');
    } catch (error) {
      console.warn(`${NAME}: its part of the server does not answer, so that it has nothing to show:`, error);
      return;
    }
    const say = (key, values = {}) => filled(words[key] ?? key, values);
    if (!document.querySelector(`link[href="${STYLE}"]`)) {
      document.head.append(element('link', { rel: 'stylesheet', href: STYLE }));
    }

    const open = path => app.commands.execute('docmanager:open', { path, factory: 'Notebook' });

    async function begin(kind) {
      try {
        return await open((await ask('notebooks', {}, { kind })).path);
      } catch (error) {
        return apputils.showErrorMessage(say(kind), say('form_failed', { fault: error.message }));
      }
    }

    async function newAnalysis() {
      const form = makeForm(say, ask, apputils.Styling.wrapSelect);
      const dialog = new apputils.Dialog({
        title: say('new_analysis'),
        body: new Widget({ node: form.node }),
        buttons: [
          apputils.Dialog.cancelButton({ label: say('form_cancel') }),
          apputils.Dialog.okButton({ label: say('form_create') }),
        ],
        hasClose: true,
      });
      dialog.addClass('lawgov-dialog');
      // It stays until what was typed is right, or is given up.
      const close = dialog.resolve.bind(dialog);
      let path = '', busy = false;
      dialog.resolve = async index => {
        if ((index ?? 1) !== 1) return close(index);
        if (busy) return undefined;
        busy = true;
        path = await form.send();
        busy = false;
        return path ? close(1) : undefined;
      };
      form.begin();
      await dialog.launch();
      return path ? open(path) : undefined;
    }

    const commands = { 'new-analysis': newAnalysis };
    for (const kind of ['tour', 'browse', 'review']) commands[kind] = () => begin(kind);
    // All of them open notebooks; a heading of their own would come last, where nobody looks who is new.
    const notebooks = translator.load('jupyterlab').__('Notebook');
    const names = Object.keys(commands).map(name => `lawgov:${name}`);
    Object.entries(commands).forEach(([name, execute], rank) => {
      const key = name.replace('-', '_');
      const drawn = fill =>
        `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"><path ${fill} d="${DRAWN[name]}"/></svg>`;
      app.commands.addCommand(`lawgov:${name}`, {
        label: say(key),
        caption: say(`${key}_caption`),
        icon: new ui.LabIcon({ name: `lawgov:${name}`, svgstr: drawn('class="jp-icon3" fill="#616161"') }),
        execute,
      });
      // What opens notebooks is shown with a picture of its kernel, else with the first letter of its name.
      const kernelIconUrl = `data:image/svg+xml,${encodeURIComponent(drawn('fill="#3b82c4"'))}`;
      launcher?.add({ command: `lawgov:${name}`, category: notebooks, rank: 10 + rank, kernelIconUrl });
      palette?.addItem({ command: `lawgov:${name}`, category: say('category') });
    });
    menu?.fileMenu.newMenu.addGroup(names.map(command => ({ command })), 50);

    if (tracker) watch(app, { say, ask, Widget, apputils }, tracker);
  }

  // The form: {node, begin(), send()}; send() gives the path of the notebook that was made, "" where a line says why not.
  function makeForm(say, ask, wrapSelect) {
    const typed = new Map();
    let told = { analyses: [], places: [], folder: '' };
    let places = [];
    const which = element('select', { id: 'lawgov-which', class: 'jp-mod-styled', 'aria-describedby': 'lawgov-about' });
    const about = element('p', { id: 'lawgov-about', class: 'lawgov-hint' });
    const fields = element('div', { class: 'lawgov-fields' });
    const more = element('div', { class: 'lawgov-fields' });
    const details = element('details', {}, element('summary', {}, say('form_more')), more);
    const listed = element('datalist', { id: 'lawgov-places' });
    const where = element('p', { class: 'lawgov-hint' });
    const line = element('p', { class: 'lawgov-line', role: 'alert' });
    const node = element(
      'div', { class: 'lawgov-form' },
      element('div', { class: 'lawgov-field' }, element('label', { for: 'lawgov-which' }, say('form_which')),
        wrapSelect(which), about),
      fields, details, listed, where, line
    );

    const chosen = () => told.analyses.find(each => each.name === which.value);
    const placed = text => places.find(each => each.name === text || each.code === text);

    function show(text, bad = false) {
      line.textContent = text;
      line.classList.toggle('lawgov-bad', bad);
      if (bad) line.scrollIntoView({ block: 'nearest' });
    }

    function control(each) {
      const id = `lawgov-${each.name}`;
      const as = { id, name: each.name, class: 'jp-mod-styled', 'aria-describedby': `${id}-hint` };
      if (each.kind === 'flag') return element('input', { ...as, type: 'checkbox' });
      if (each.name === 'lang') {
        const options = [['zh', '中文'], ['en', 'English']];
        return element('select', as, ...options.map(([value, text]) => element('option', { value }, text)));
      }
      return element('input', {
        ...as,
        type: 'text',
        autocomplete: 'off',
        spellcheck: 'false',
        inputmode: each.kind === 'whole' ? 'numeric' : false,
        list: each.name === 'place' ? listed.id : false,
      });
    }

    function field(each) {
      const made = control(each);
      const value = typed.get(each.name) ?? each.value;
      if (each.kind === 'flag') made.checked = value === true;
      else made.value = value;
      const keep = () => {
        typed.set(each.name, each.kind === 'flag' ? made.checked : made.value.trim());
        if (each.name === 'place') toldOfPlace(true);
        if (each.name === 'data_dir') findPlaces(made.value.trim());
      };
      made.addEventListener(each.name === 'data_dir' ? 'change' : 'input', keep);
      const label = element('label', { for: made.id }, each.label);
      const hint = element('p', { id: `${made.id}-hint`, class: 'lawgov-hint' }, each.hint);
      hint.dataset.own = each.hint; // what is told of a place stands here for a while
      const shown = made.tagName === 'SELECT' ? wrapSelect(made) : made;
      return element('div', { class: `lawgov-field lawgov-${each.kind}` }, label, shown, hint);
    }

    function toldOfPlace(choose) {
      const place = node.querySelector('#lawgov-place');
      if (!place) return;
      const text = place.value.trim();
      const found = placed(text);
      const hint = node.querySelector('#lawgov-place-hint');
      const looksWhole = text && !found && document.activeElement !== place;
      hint.textContent = looksWhole ? say('form_unlisted') : hint.dataset.own;
      for (const name of ['year', 'from_year', 'to_year']) {
        const year = node.querySelector(`#lawgov-${name}`);
        if (!year) continue;
        const said = node.querySelector(`#lawgov-${name}-hint`);
        said.textContent = found ? say('form_years', { years: found.years.join(', ') }) : said.dataset.own;
        // Another place has other years: one that it does not have is not meant.
        if (choose && found && !found.years.includes(Number(year.value))) {
          year.value = found.years.at(name === 'from_year' ? 0 : -1);
          typed.set(name, year.value);
        }
      }
    }

    function list() {
      listed.replaceChildren(...places.map(each =>
        element('option', { value: each.name }, `${each.code} · ${each.years.join(', ')}`)));
    }

    async function findPlaces(folder) {
      try {
        places = folder ? (await ask('places', { data_dir: folder })).places : told.places;
        show('');
      } catch (error) {
        places = [];
        show(error.message, true);
      }
      list();
      toldOfPlace(false);
    }

    function layOut() {
      const analysis = chosen();
      about.textContent = analysis.about;
      fields.replaceChildren(...analysis.parameters.filter(each => each.first).map(field));
      more.replaceChildren(...analysis.parameters.filter(each => !each.first).map(field));
      node.querySelector('#lawgov-place')?.addEventListener('blur', () => toldOfPlace(false));
      toldOfPlace(false);
    }

    which.addEventListener('change', () => {
      show('');
      layOut();
    });

    return {
      node,
      async begin() {
        show(say('form_loading'));
        try {
          told = await ask('form');
        } catch (error) {
          show(say('server_silent', { fault: error.message }), true);
          return;
        }
        places = told.places;
        which.replaceChildren(...told.analyses.map(each => element('option', { value: each.name }, each.title)));
        where.textContent = say('form_where', { folder: told.folder });
        list();
        layOut();
        show(places.length ? '' : say('form_none'));
        which.focus();
      },
      async send() {
        const analysis = chosen();
        if (!analysis) return '';
        show(say('form_making'));
        const parameters = {};
        for (const each of analysis.parameters) {
          const input = node.querySelector(`#lawgov-${each.name}`);
          parameters[each.name] = each.kind === 'flag' ? input.checked : input.value.trim();
        }
        try {
          return (await ask('notebooks', {}, { kind: 'analysis', analysis: analysis.name, parameters })).path;
        } catch (error) {
          show(say('form_failed', { fault: error.message }), true);
          return '';
        }
      },
    };
  }

  // A sign in each report's notebook, which is asked for anew when the notebook is come back to or saved.
  function watch(app, tools, tracker) {
    const signs = new WeakMap();
    const attach = async panel => {
      await panel.context.ready;
      if (panel.isDisposed) return;
      const sign = makeSign(app, tools, panel);
      signs.set(panel, sign);
      panel.context.saveState.connect((_, state) => state === 'completed' && sign.refresh());
      panel.context.pathChanged.connect(() => sign.refresh());
      sign.refresh();
    };
    const again = panel => panel && signs.get(panel)?.refresh();
    tracker.forEach(attach);
    tracker.widgetAdded.connect((_, panel) => attach(panel));
    tracker.currentChanged.connect((_, panel) => again(panel));
    document.addEventListener('visibilitychange', () => document.hidden || again(tracker.currentWidget));
  }

  function makeSign(app, { say, ask, Widget, apputils }, panel) {
    const text = element('span', { class: 'lawgov-sign-text', role: 'status' });
    const button = element('button', { type: 'button', class: 'jp-mod-styled' }, say('sign_show'));
    const node = element('div', { class: 'lawgov-sign' }, text, button);
    let widget = null, told = null, asked = 0;

    function draw(state, line) {
      node.dataset.state = state;
      text.textContent = line;
      text.title = line;
      button.hidden = state !== 'changed';
    }

    async function refresh() {
      const path = app.serviceManager.contents.localPath(panel.context.path);
      if (!REPORT.test(path) || panel.isDisposed) {
        widget?.hide();
        return;
      }
      if (!widget) {
        widget = new Widget({ node });
        widget.hide();
        panel.contentHeader.addWidget(widget);
      }
      const mine = ++asked;
      let said;
      try {
        said = await ask('standing', { path });
      } catch (error) {
        said = { state: 'failed', fault: error.message };
      }
      if (mine !== asked || panel.isDisposed) return;
      if (said.state === 'foreign') {
        widget.hide();
        return;
      }
      widget.show();
      told = said;
      draw(said.state, say(`sign_${said.state}`, said));
    }

    button.addEventListener('click', () => apputils.showDialog({
      title: say('sign_title'),
      body: new Widget({ node: changes(say, told) }),
      buttons: [apputils.Dialog.okButton({ label: say('sign_close') })],
      hasClose: true,
    }));
    return { refresh };
  }

  function changes(say, told) {
    const items = texts => texts.map(each => element('li', {}, each));
    const node = element('div', { class: 'lawgov-changes' }, element('h3', {}, say('sign_lines')));
    const rest = told.n - told.lines.length;
    node.append(element('ul', { class: 'lawgov-lines', tabindex: '0' },
      ...items(told.lines), ...items(rest ? [say('sign_others', { n: rest })] : [])));
    if (told.why.length) node.append(element('h3', {}, say('sign_why')), element('ul', {}, ...items(told.why)));
    if (told.command) {
      const copy = element('button', { type: 'button', class: 'jp-mod-styled' }, say('sign_copy'));
      copy.addEventListener('click', async () => {
        await navigator.clipboard.writeText(told.command);
        copy.textContent = say('sign_copied');
      });
      node.append(element('h3', {}, say('sign_anew')),
        element('p', { class: 'lawgov-command' }, element('code', {}, told.command), navigator.clipboard ? copy : ''));
    }
    return node;
  }

  async function extension() {
    const [apputils, services, ui, lumino, translation, notebook, launcher, mainmenu] = await Promise.all([
      '@jupyterlab/apputils', '@jupyterlab/services', '@jupyterlab/ui-components', '@lumino/widgets',
      '@jupyterlab/translation', '@jupyterlab/notebook', '@jupyterlab/launcher', '@jupyterlab/mainmenu',
    ].map(shared));
    const modules = { apputils, services, ui, lumino };
    // Jupyter Notebook has no launcher.
    const optional = [
      notebook?.INotebookTracker, launcher?.ILauncher, apputils.ICommandPalette, mainmenu?.IMainMenu,
    ];
    const there = optional.filter(Boolean);
    return {
      id: `${NAME}:plugin`,
      description: 'A new analysis of a place from a form, and whether a report is current with its data.',
      autoStart: true,
      requires: [translation.ITranslator],
      optional: there,
      activate: (app, translator, ...found) =>
        activate(app, modules, translator, ...optional.map(token => (token ? found[there.indexOf(token)] : null))),
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB[NAME] = {
    init(shares) { scope = shares; },
    async get(module) {
      if (module !== './extension') throw new Error(`${NAME} has no module ${module}`);
      const plugin = await extension();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
