// Whether what surrounds an element is dark: of JupyterLab, of VS Code, or of the system.
function isDark() {
  const body = document.body;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === 'false';
  if (body.dataset.vscodeThemeKind) return !/light/.test(body.dataset.vscodeThemeKind);
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
// Keeps the class "dark" of an element as its surroundings are, and calls back when that changes; returns how to stop.
function followTheme(element, changed = () => {}) {
  let dark = isDark();
  element.classList.toggle('dark', dark);
  const look = () => {
    if (isDark() === dark) return;
    dark = !dark;
    element.classList.toggle('dark', dark);
    changed(dark);
  };
  const seen = new MutationObserver(look);
  seen.observe(document.body, { attributes: true, attributeFilter: ['data-jp-theme-light', 'data-vscode-theme-kind'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', look);
  return () => { seen.disconnect(); system.removeEventListener('change', look); };
}
// Keeps plain keys that are pressed within an element from JupyterLab, where a and b add cells and dd deletes one; those
// with Ctrl or Cmd still reach it. It asks the element that has the focus and no other, and before all others hear of a
// key: so do we. Returns how to stop.
function keepKeys(element) {
  const ask = (event) => {
    if (!element.contains(event.target)) return;
    if (goesOn(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    event.target.toggleAttribute('data-lm-suppress-shortcuts', !(event.ctrlKey || event.metaKey));
  };
  addEventListener('keydown', ask, true);
  return () => removeEventListener('keydown', ask, true);
}

// Shift+Enter goes on to the next cell, as everywhere in a notebook; what was chosen here stays, for this cell is not run again.
function goesOn(event) {
  const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing, target } = event;
  if (key !== 'Enter' || !shiftKey || ctrlKey || altKey || metaKey || isComposing || target.closest('form')) return false;
  const next = target.closest('.jp-Cell')?.nextElementSibling;
  next?.focus();
  return Boolean(next) && document.activeElement === next;
}
