// Asks of the kernel, for a widget: kernelHost(model, words) → {ask, isLive}.
// ask(kind, payload, seconds) → Promise of {...answer, buffers}; it fails with words that can be shown.
// words.kernel_silent is said when no answer comes, words.kernel_gone when the widget has no kernel any more.
function kernelHost(model, words) {
  let last = 0;
  const waiting = new Map();
  // What anywidget gives for a model does not say whether there is a kernel; what is sent after a restart fails.
  let isCut = false;
  const isLive = () => !isCut && model.comm_live !== false;
  model.on('msg:custom', (message, buffers) => {
    const one = waiting.get(message.number);
    if (!one) return;
    waiting.delete(message.number);
    clearTimeout(one.timer);
    if (message.fault !== undefined) one.reject(new Error(message.fault));
    else one.resolve({ ...message.answer, buffers });
  });
  model.on('comm_live_update', () => {
    if (isLive()) return;
    for (const [number, one] of waiting) {
      waiting.delete(number);
      clearTimeout(one.timer);
      one.reject(new Error(words.kernel_gone));
    }
  });
  return {
    isLive,
    ask(kind, payload = {}, seconds = 20) {
      if (!isLive()) return Promise.reject(new Error(words.kernel_gone));
      const number = ++last;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(number);
          reject(new Error(words.kernel_silent));
        }, seconds * 1000);
        waiting.set(number, { resolve, reject, timer });
        try {
          model.send({ number, kind, payload });
        } catch {
          isCut = true;
          waiting.delete(number);
          clearTimeout(timer);
          reject(new Error(words.kernel_gone));
        }
      });
    },
  };
}
