// The review desk as a widget: its kernel answers what it asks.
{% include "theme.js" %}

{% include "kernel.js" %}

{% include "desk_front.js" %}

export default {
  render({ model, el }) {
    const words = model.get('words');
    const desk = mountDesk(el, { host: kernelHost(model, words), lang: model.get('lang'), words });
    model.on('comm_live_update', desk.look);
    return () => {
      model.off('comm_live_update', desk.look);
      desk.destroy();
    };
  },
};
