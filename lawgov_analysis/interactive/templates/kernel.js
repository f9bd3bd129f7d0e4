// Asks of the kernel, for a widget: kernelHost(model, words) → {ask, isLive}.
// ask(kind, payload, seconds) → Promise of {...answer, buffers}; it fails with words that can be shown.
// words.kernel_silent is said when no answer comes, words.kernel_gone when the widget has no kernel any more.
function kernelHost(model, words) {
  // Two views of a widget hear each other's answers: a number is of one of them.
  const mine = Math.random().toString(36).slice(2);
  let last = 0;
  const waiting = new Map();
  // What a widget is given of its model tells that its kernel went, by an event, but not whether it is there.
  let gone = model.comm_live === false;
  const isLive = () => !gone;
  model.on('msg:custom', (message, buffers) => {
    const one = waiting.get(message.number);
    if (!one) return;
    waiting.delete(message.number);
    clearTimeout(one.timer);
    if (message.fault !== undefined) one.reject(new Error(message.fault));
    else one.resolve({ ...message.answer, buffers });
  });
  model.on('comm_live_update', () => {
    gone = model.comm_live !== true;
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
      const number = `${mine}-${++last}`;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(number);
          reject(new Error(words.kernel_silent));
        }, seconds * 1000);
        waiting.set(number, { resolve, reject, timer });
        try {
          model.send({ number, kind, payload });
        } catch {
          gone = true;
          waiting.delete(number);
          clearTimeout(timer);
          reject(new Error(words.kernel_gone));
        }
      });
    },
  };
}
