// The explorer in a notebook, an anywidget: its rows come with the cell, the rest is asked of the kernel.
const LawgovTable = {{ tables | safe }};
{% include "kernel.js" %}
{% include "explorer_all.js" %}
const words = "words go here";
const lang = "lang goes here";

// The chart library as the kernel has it, asked for once a page and only when a chart is first shown.
async function vegaOf(ask) {
  if (!globalThis.lawgovVega) {
    const { buffers } = await ask('vega', {}, 60);
    const url = URL.createObjectURL(new Blob([buffers[0]], { type: 'text/javascript' }));
    try {
      await import(url);
    } finally { URL.revokeObjectURL(url); }
  }
  return globalThis.lawgovVega.vegaEmbed;
}

function render({ model, el }) {
  const kernel = kernelHost(model, words);
  let mounted = null;
  let told = '';
  const host = {
    ...kernel,
    lang,
    words,
    mode: 'widget',
    vega: () => vegaOf(kernel.ask),
    changed(query) {
      told = JSON.stringify(query);
      model.set('query', query);
      if (kernel.isLive()) model.save_changes();
    },
    whenGone(act) {
      model.on('comm_live_update', () => act(!kernel.isLive()));
      act(!kernel.isLive());
    },
  };
  const mount = () => {
    mounted?.destroy();
    mounted = mountExplorer(el, { header: model.get('header'), buffers: model.get('buffers'), query: model.get('query'), host });
  };
  const asked = () => { if (JSON.stringify(model.get('query')) !== told) { told = ''; mounted.setQuery(model.get('query')); } };
  mount();
  model.on('change:query', asked);
  model.on('change:header', mount);
  return () => {
    model.off('change:query', asked);
    model.off('change:header', mount);
    mounted.destroy();
  };
}

export default { render };
