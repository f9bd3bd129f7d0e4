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
