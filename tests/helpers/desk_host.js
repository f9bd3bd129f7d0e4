// Answers a review desk as a kernel would: fakeHost(number of figures) → host, with all that it was asked in host.asked.
function fakeHost(number, { by = '李明', change = {} } = {}) {
  const items = Array.from({ length: number }, (_, n) => ({
    id: `441900106-2020-${n + 1}`, place: '东莞市横沥镇', place_code: '441900106', year: 2020, figure: n + 1,
    surface: `${n + 8}次`, why: '核心指标的编码没有把握（词语太少）；把握50%', weight: 60 - n, done: '', label: '',
  }));
  const drills = { title: '应急演练 emergency_drills', rows: [['定义', '一年内组织的应急演练次数'], ['计入', '桌面演练、实战演练'], ['不计入', '培训、宣传活动'], ['单位', '次 | 场']] };
  const indicators = [['', '（不编）'], ['emergency_drills', '应急演练 emergency_drills'], ['law_training_sessions', '法治培训 law_training_sessions'],
    ...Array.from({ length: 300 }, (_, n) => [`indicator_${n}`, `指标${n} indicator_${n}`])];
  const host = {
    asked: [], live: true, others: [], changed: [], fault: null, hold: null,
    isLive: () => host.live,
    async ask(kind, payload = {}) {
      host.asked.push([kind, payload]);
      if (!host.live) throw new Error(words.kernel_gone);
      if (host.hold && host.hold[0] === kind) await host.hold[1];
      if (host.fault && host.fault[0] === kind) throw new Error(host.fault[1]);
      return structuredClone(answers[kind](payload));
    },
  };
  const undone = [];
  let isApproved = false;
  const status = () => {
    if (isApproved) return { status: 'approved', label: '已复核', reviewed: number, figures: number, waiting: 0, can_approve: false };
    const reviewed = items.filter(item => ['accepted', 'corrected', 'struck'].includes(item.done)).length;
    const isAll = reviewed === number;
    return { status: isAll ? 'reviewed' : 'read', label: isAll ? '已核对' : '核对中', reviewed, figures: number, waiting: 0, can_approve: isAll };
  };
  const item = id => items.find(each => each.id === id);
  const acted = (id, done, said) => {
    undone.push([id, item(id).done]);
    item(id).done = done;
    return { said, item: item(id), next: null, status: status(), can_undo: true };
  };
  const answers = {
    list: () => ({ items, by, title: '东莞市横沥镇 2020', report: status(), others: host.others, readonly: '', can_undo: undone.length > 0, notes: [], elsewhere: '', ...change.list }),
    name(payload) {
      by = payload.by;
      return { by };
    },
    show({ id }) {
      const before = '组织应急演练';
      const { figure, surface } = item(id);
      return {
        sentence: `${figure}、${before}${surface}，参加360人次，其中桌面演练3次。`, mark: [`${figure}、${before}`.length, `${figure}、${before}${surface}`.length],
        surface, why: '核心指标的编码没有把握（词语太少）；把握50%', no_sentence: '',
        trace: [['读作', `数据：${surface}`], ['计量对象', '组织应急演练'], ['指标', '应急演练，把握50%']],
        candidates: [{ code: 'law_training_sessions', name: '法治培训', card: { title: '法治培训', rows: [['定义', '公职人员的法治专题培训']] } }, { code: 'indicator_7', name: '指标7' }],
        card: drills,
        fields: { indicator: 'emergency_drills', value: String(figure + 7), unit: '次', bound: 'exact', measure: '组织应急演练', scope: '', period: '2020', basis: 'flow', relation: '', related: '', figure: 'yes' },
        titles: { indicator: '指标', value: '数值', unit: '单位', bound: '界限', measure: '计量对象', scope: '口径', period: '期间', basis: '性质', relation: '关系', related: '关联数据', figure: '是不是数据' },
        choices: { indicator: indicators, bound: [['exact', '恰好'], ['at_least', '至少'], ['about', '约']], basis: [['flow', '期间发生'], ['stock', '期末存量']], figure: [['yes', '是数据'], ['no', '不是数据，删去']] },
        decisions: [], url: 'http://www.dg.gov.cn/a.html', reason: '看过原文', ...change.show,
      };
    },
    accept: ({ id }) => acted(id, 'accepted', `第${item(id).figure}项：读得对`),
    correct: ({ id, values }) => acted(id, values.figure === 'no' ? 'struck' : 'corrected', `第${item(id).figure}项：${Object.entries(values).map(pair => pair.join('＝')).join('；')}`),
    skip: ({ id }) => acted(id, 'skipped', `第${item(id).figure}项：先放着`),
    undo() {
      if (!undone.length) throw new Error('没有您自己的决定可以收回');
      const [id, done] = undone.pop();
      item(id).done = done;
      return { said: `第${item(id).figure}项：收回了（review=accepted）`, item: item(id), id, next: id, status: status(), can_undo: undone.length > 0 };
    },
    approve() {
      isApproved = true;
      return { said: '复核', status: status(), next: null, can_undo: true };
    },
    others: () => ({ others: host.others, changed: host.changed.splice(0), said: '' }),
    leave: () => ({}),
  };
  return host;
}
