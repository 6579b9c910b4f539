// Says what each .chart of the page draws.
import {css, text, short, below, beside, option, room, entry, square, ground, start} from './charts.js';
const closed = price => typeof price === 'number' ? 1e6 * price : null; // per Mbit
const leaders = data.leaders.map(l => Object.assign(l, {fixed: l.kind === 'fixed', price: closed(l.pricePerBit), load: l.work / l.capacity, overloaded: l.overload > 0}));
const agents = data.agents && data.agents.map(a => Object.assign(a, {sent: a.links.map(l => [leaders.findIndex(to => to.id === l.leader), l.ratio])}));
const many = leaders.length > 8;
const hue = i => many ? css('c1') : css('c' + (i % 8 + 1));
const percent = value => short(100 * value) + ' %';

const names = (ids, extra) => Object.assign({
  type: 'category', data: ids, axisTick: {show: false}, axisLine: {lineStyle: {color: css('rule')}},
  axisLabel: {color: css('ink'), fontSize: 12, width: 110, overflow: 'truncate'}
}, extra);

// A round step that cuts a length into about so many parts.
function niceStep(length, parts) {
  const power = 10 ** Math.floor(Math.log10(length / parts));
  return power * [1, 2, 2.5, 5, 10].find(m => m * power >= length / parts);
}

function iterations(rows, unit, format) {
  const count = rows.length ? rows[0].length : 0;
  const name = s => leaders[s] ? leaders[s].id : 'computed at home';
  const colour = s => leaders[s] ? hue(s) : css('ink');
  const dash = s => !leaders[s] ? 'dotted' : !many && !leaders[s].fixed ? 'dashed' : 'solid';
  const told = (s, p) => text(name(s)) + '<br>iteration ' + p[0] + ': ' + format(p[1]);
  return option({
    entries: many ? [] : rows.map((_, s) => entry(name(s), colour(s), {dash: dash(s)})),
    tooltip: Object.assign(option({}).tooltip, many
      ? {trigger: 'item', formatter: p => told(p.seriesIndex, p.data)}
      : {trigger: 'axis', valueFormatter: format}),
    xAxis: below('iteration', {minInterval: 1, max: Math.max(1, count - 1)}),
    yAxis: beside(unit, {min: 0, axisLabel: {color: css('soft'), fontSize: 12, formatter: format}}),
    series: rows.map((row, s) => ({
      name: name(s), type: 'line', data: row.map((v, i) => [i, v]), tell: p => told(s, p), showSymbol: !many && count <= 12, symbol: 'circle', symbolSize: 5,
      lineStyle: {width: many ? 1.2 : 2, opacity: many ? 0.5 : 1, type: {dotted: [2, 3], dashed: [6, 3], solid: 'solid'}[dash(s)]},
      itemStyle: {color: colour(s)}, triggerLineEvent: many
    }))
  });
}

function kept() {
  return data.shares.length && !many ? [data.shares[0].map((_, i) => Math.max(0, 1 - data.shares.reduce((sum, row) => sum + row[i], 0)))] : [];
}

function curve(one) {
  const leader = leaders[one.leader];
  const c = Object.assign({price: leader.price, decisionProfit: leader.decisionProfit, bound: leader.upperBound, bestPrice: closed(leader.bestPricePerBit), bestDecisionProfit: leader.bestDecisionProfit}, one);
  const top = Math.max(c.bound || 0, c.bestDecisionProfit || 0, ...c.decisionProfits.filter(v => v !== null));
  const points = c.prices.map((p, i) => [p, c.decisionProfits[i]])
    .concat([[c.price, c.decisionProfit], [c.bestPrice, c.bestDecisionProfit]]).filter(p => p[0] !== null && p[1] !== null)
    .sort((a, b) => a[0] - b[0]);
  const step = top > 0 ? niceStep(top, 3) : undefined;
  const right = Math.max(...points.map(p => p[0]));
  const stride = niceStep(right, 4);
  const mark = (name, x, y, symbol, colour, hollow) => ({
    name: name, type: 'scatter', data: x === null ? [] : [[x, y]], tell: p => name + ' ' + short(p[0]) + ': decision profit ' + short(p[1]), symbol: symbol, symbolSize: hollow ? 17 : 8, z: hollow ? 4 : 5,
    itemStyle: {color: hollow ? 'transparent' : colour, borderColor: colour, borderWidth: 2}
  });
  return option({
    grid: room(4),
    tooltip: Object.assign(option({}).tooltip, {
      formatter: p => text(p.seriesName) + '<br>price ' + short(p.data[0]) + ' per Mbit<br>decision profit ' + short(p.data[1])
    }),
    xAxis: below('price (money per Mbit)', {min: 0, max: Math.ceil(right / stride) * stride, interval: stride}),
    yAxis: beside('decision profit (money)', {min: top > 0 ? -step : undefined, max: top > 0 ? Math.ceil(1.1 * top / step) * step : undefined, interval: step,
      axisLabel: {color: css('soft'), fontSize: 12, formatter: short, showMinLabel: false}}),
    series: [
      {name: 'decision profit', type: 'line', data: points, tell: p => 'price ' + short(p[0]) + ': decision profit ' + short(p[1]), showSymbol: false, clip: true, lineStyle: {width: 2, color: css('c1')}, itemStyle: {color: css('c1')},
        markLine: c.bound === null ? undefined : {
          silent: true, symbol: 'none', data: [{yAxis: c.bound}], lineStyle: {color: css('soft'), type: [4, 4], width: 1},
          label: {formatter: 'proven upper bound', position: 'insideEndTop', color: css('soft'), fontSize: 11}
        }},
      mark('best price tried', c.bestPrice, c.bestDecisionProfit, 'diamond', css('c2'), true),
      mark('chosen price', c.price, c.decisionProfit, 'circle', css('ink'), false)
    ]
  });
}

function loads() {
  const order = leaders.map((_, i) => i).sort((a, b) => leaders[a].load - leaders[b].load);
  const told = i => text(leaders[order[i]].id) + '<br>' + percent(leaders[order[i]].load) + ' of capacity';
  return option({
    grid: room(4, 48),
    tooltip: Object.assign(option({}).tooltip, {formatter: p => told(p.dataIndex)}),
    xAxis: below('load (% of capacity)', {axisLabel: {color: css('soft'), fontSize: 12, formatter: v => short(100 * v)},
      max: Math.ceil(5 * Math.max(1.01, ...leaders.map(l => l.load))) / 5}),
    yAxis: names(order.map(i => leaders[i].id), leaders.length > 40 ? {axisLabel: {show: false}} : {}),
    series: [{
      type: 'bar', barMaxWidth: 22, tell: (_, i) => told(i), data: order.map(i => ({value: leaders[i].load, itemStyle: {color: css(leaders[i].overloaded ? 'bad' : 'good')}})),
      label: {show: leaders.length <= 40, position: 'right', color: css('ink'), fontSize: 12, formatter: p => percent(p.value)},
      markLine: {silent: true, symbol: 'none', data: [{xAxis: 1}], lineStyle: {color: css('ink'), type: 'solid', width: 1}, label: {show: false}}
    }]
  });
}

function delays() {
  if (!agents) {
    const chart = histogram(data.crowd.delayShares, 'delay as a share of the deadline (%)', v => short(100 * v), cell => cell.from >= 1 - 1e-9);
    const before = data.crowd.delaySharesBefore;
    chart.series.push({type: 'bar', barWidth: '90%', barGap: '-100%', z: 1, silent: true, itemStyle: {color: css('c8'), opacity: 0.35},
      data: before.counts.map((count, i) => [(i + 0.5) * before.width, count])});
    return chart;
  }
  const order = [...agents].sort((a, b) => b.delaySeconds / b.deadlineSeconds - a.delaySeconds / a.deadlineSeconds).reverse();
  const colour = a => css(a.deadlineMet ? 'good' : 'bad');
  const told = a => text(a.id) + '<br>delay ' + short(a.delaySeconds) + ' s<br>delay without tier 2 ' + short(a.delaySecondsWithoutResale) + ' s<br>deadline ' + short(a.deadlineSeconds) + ' s';
  return option({
    tooltip: Object.assign(option({}).tooltip, {formatter: p => told(order[p.dataIndex])}),
    entries: [
      entry('deadline met', css('good'), {mark: '■', names: []}), entry('deadline missed', css('bad'), {mark: '■', names: []}),
      entry('without tier 2', css('c8'), {mark: '■'}), entry('deadline', css('ink'), {mark: '❙'})
    ],
    grid: room(4),
    xAxis: below('seconds since the start of the round', {min: 0}),
    yAxis: names(order.map(a => a.id)),
    series: [
      {name: 'without tier 2', type: 'bar', barWidth: '45%', data: order.map(a => ({value: a.delaySecondsWithoutResale, itemStyle: {color: css('c8'), opacity: 0.35}}))},
      {name: 'delay', type: 'bar', barWidth: '45%', barGap: '-100%', tell: (_, i) => told(order[i]), data: order.map(a => ({value: a.delaySeconds, itemStyle: {color: colour(a)}}))},
      {name: 'deadline', type: 'scatter', symbol: 'rect', symbolSize: [3, 14], itemStyle: {color: css('ink'), opacity: 1}, z: 5,
        data: order.map((a, i) => [a.deadlineSeconds, i])}
    ]
  });
}

function clocks() {
  const r = data.resale;
  const all = [...r.buyers, ...r.sellers].map(p => p[1]);
  const low = Math.min(...all), high = Math.max(...all);
  const step = niceStep(Math.max(high - low, 1e-9), 5);
  const clock = (name, stops, colour) => ({
    name: name, type: 'line', step: 'end', data: stops, tell: p => name + '<br>announcement ' + p[0] + ': ' + short(p[1]), showSymbol: false, lineStyle: {width: 2, color: css(colour)}, itemStyle: {color: css(colour)}
  });
  const dots = (list, colour) => list.map(([at, price, who, traded]) => ({
    value: [at, price], who: who, traded: traded, label: at > 0.7 * r.steps ? {align: 'right', offset: [-5, 0]} : {},
    itemStyle: {color: traded ? css(colour) : css('card'), borderColor: css(colour), borderWidth: 2}
  }));
  const told = d => 'announcement ' + d.value[0] + '<br>' + text(d.who) + (d.traded ? '' : ' (some lots did not trade)') + '<br>at ' + short(d.value[1]);
  const joined = (name, list, colour, position) => ({
    name: name, type: 'scatter', symbolSize: 9, z: 5, data: dots(list, colour), tell: d => told(d), itemStyle: {color: css(colour)},
    label: {show: true, position: position, align: 'left', offset: [5, 0], formatter: p => p.data.who, color: css('ink'), fontSize: 11, textBorderColor: css('card'), textBorderWidth: 3},
    labelLayout: {hideOverlap: true}
  });
  return option({
    entries: [entry('buyers’ clock', css('c1')), entry('sellers’ clock', css('c2'))],
    tooltip: Object.assign(option({}).tooltip, {trigger: 'item', formatter: p => p.data.who ? told(p.data) : ''}),
    xAxis: below('announcement', {min: 0, max: Math.max(1, r.steps), minInterval: 1, axisLabel: {color: css('soft'), fontSize: 12, formatter: short, showMaxLabel: false}}),
    yAxis: beside('price of a lot (money)', {min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, interval: step}),
    series: [
      Object.assign(clock('buyers’ clock', r.buyers, 'c1'), {markLine: {
        silent: true, symbol: 'none', lineStyle: {color: css('ink'), type: [4, 4], width: 1},
        label: {position: 'insideStartTop', color: css('ink'), fontSize: 12, formatter: p => (r.prices.length > 1 ? '' : 'clearing price ') + short(p.value)},
        data: r.prices.length <= 2 ? r.prices.map(price => ({yAxis: price})) : []
      }}),
      clock('sellers’ clock', r.sellers, 'c2'),
      joined('buyers accept', r.accepted.filter(a => a[4]), 'c1', 'top'),
      joined('sellers accept', r.accepted.filter(a => !a[4]), 'c2', 'bottom')
    ]
  });
}

function energy() {
  if (!agents) {
    return histogram(data.crowd.joules, 'energy of a wireless agent (J)', short, () => false);
  }
  // What is computed at home may cost a thousand times what is sent: dots on a scale of powers of ten show both, less than a millionth of the most is nothing.
  const order = [...agents].sort((a, b) => a.homeJoules + a.sendingJoules - b.homeJoules - b.sendingJoules);
  const spent = order.flatMap(a => [a.homeJoules, a.sendingJoules]), least = Math.max(...spent) / 1e6;
  const all = spent.filter(v => v > least);
  const [low, high] = all.length ? [Math.floor(Math.log10(Math.min(...all))), Math.ceil(Math.log10(Math.max(...all)))] : [-1, 0];
  const told = a => text(a.id) + '<br>computing at home ' + short(a.homeJoules) + ' J<br>sending ' + short(a.sendingJoules) + ' J';
  const dots = (name, key, colour, symbol) => ({
    name: name, type: 'scatter', symbol: symbol, symbolSize: 10, itemStyle: {color: colour, opacity: 1},
    data: order.map((a, i) => [a[key], i]).filter(([v]) => v > least), tell: ([, i]) => told(order[i])
  });
  return option({
    entries: [entry('computing at home', css('c1'), {mark: '■'}), entry('sending', css('c2'), {mark: '●'})],
    tooltip: Object.assign(option({}).tooltip, {formatter: p => told(order[p.value[1]])}),
    grid: room(4, 24),
    xAxis: below('energy (J), each line ten times the one before', {type: 'log', min: 10 ** low, max: 10 ** Math.max(high, low + 1), splitLine: {show: true, lineStyle: {color: css('grid')}},
      axisLabel: {color: css('soft'), fontSize: 12, formatter: v => String(Number(v.toPrecision(1))), hideOverlap: true}}),
    yAxis: names(order.map(a => a.id)),
    series: [dots('computing at home', 'homeJoules', css('c1'), 'rect'), dots('sending', 'sendingJoules', css('c2'), 'circle')]
  });
}

function histogram(cells, name, format, bad) {
  const bars = cells.counts.map((count, i) => ({from: i * cells.width, count: count}));
  const told = i => format(bars[i].from) + (i === bars.length - 1 ? ' or more' : ' to ' + format(bars[i].from + cells.width)) + '<br>' + bars[i].count + ' agents';
  return option({
    tooltip: Object.assign(option({}).tooltip, {formatter: p => told(p.dataIndex)}),
    xAxis: below(name, {min: 0, max: cells.width * bars.length,
      axisLabel: {color: css('soft'), fontSize: 12, formatter: format}}),
    yAxis: beside('wireless agents', {minInterval: 1}),
    series: [{type: 'bar', barWidth: '90%', tell: (_, i) => told(i), data: bars.map(b => ({
      value: [b.from + cells.width / 2, b.count], itemStyle: {color: css(bad(b) ? 'bad' : 'good')}}))}]
  });
}

function map(box) {
  const flows = agents
    ? agents.flatMap(a => a.sent.map(([s, ratio]) => ({from: a, s: s, weight: ratio, note: text(a.id) + ' sends ' + percent(ratio) + ' of its task to '})))
    : (most => data.crowd.flows.map(([x, y, s, work]) => ({from: {x: x, y: y}, s: s, weight: work / most, note: short(work) + ' work to '})))(
      Math.max(...data.crowd.flows.map(f => f[3])));
  const lines = flows.map(f => ({
    coords: [[f.from.x, f.from.y], [leaders[f.s].x, leaders[f.s].y]], note: f.note + text(leaders[f.s].id),
    lineStyle: {width: 0.5 + 5 * f.weight, opacity: agents ? 0.55 : 0.4, color: css(leaders[f.s].overloaded ? 'bad' : 'good')}
  }));
  const all = [...(agents || data.crowd.cells.map(([x, y]) => ({x: x, y: y}))), ...leaders, ...data.aerial];
  const range = square(box, all);
  const sides = labelSides(box, range, all, leaders.length <= 20 ? [...leaders, ...data.aerial] : []);
  const flights = (data.resale.flights || []).map(([x1, y1, x2, y2, lots, from, to]) => ({
    coords: [[x1, y1], [x2, y2]], note: text(to) + ' takes over ' + lots + (lots === 1 ? ' lot' : ' lots') + ' from ' + text(from),
    lineStyle: {width: Math.min(6, 1.5 + 0.5 * lots), type: [5, 4], opacity: 1, color: css('c4')}
  }));
  const taken = a => (data.resale.flights || []).filter(f => f[6] === a.id).map(f => '<br>takes over ' + f[4] + (f[4] === 1 ? ' lot' : ' lots') + ' from ' + text(f[5])).join('') || '<br>takes over no lots';
  const dots = (name, list, symbol, size, style, note, label) => ({
    name: name, type: 'scatter', symbol: symbol, symbolSize: size, z: 5, tell: d => d.note,
    data: list.map(a => ({value: [a.x, a.y], id: a.id, note: note(a), itemStyle: style(a), label: {position: sides.get(a) || 'top'}})),
    label: {show: label, formatter: p => p.data.id, color: css('ink'), fontSize: 12, textBorderColor: css('card'), textBorderWidth: 3},
    labelLayout: {hideOverlap: true}, itemStyle: {color: css('c8')}
  });
  const leaderStyle = l => ({color: css(l.overloaded ? 'bad' : 'good'), borderColor: css('card'), borderWidth: leaders.length > 20 ? 1 : 2});
  const leaderNote = l => '<b>' + text(l.id) + '</b><br>price ' + short(l.price) + ' per Mbit<br>load ' + percent(l.load) + ' of capacity';
  const drawn = agents
    ? dots('wireless agent', agents, 'circle', 8, a => ({color: css('card'), borderColor: css(a.deadlineMet ? 'ink' : 'bad'), borderWidth: 2}),
      a => '<b>' + text(a.id) + '</b>' + a.sent.filter(([, ratio]) => ratio > 0).map(([s, ratio]) => '<br>sends ' + percent(ratio) + ' to ' + text(leaders[s].id)).join('') + '<br>computes ' + percent(a.homeRatio) + ' at home<br>delay ' + short(a.delaySeconds) + ' s, deadline ' + short(a.deadlineSeconds) + ' s', false)
    : dots('wireless agents', data.crowd.cells.map(([x, y, n, late]) => ({x: x, y: y, n: n, late: late})), 'circle',
      (v, p) => p.data.size, a => ({color: css('c8'), opacity: 0.35}), a => a.n + ' wireless agents, ' + a.late + ' missed deadlines', false);
  const lists = {[drawn.name]: drawn.data, 'mobile agent': leaders.filter(l => !l.fixed), 'fixed agent': leaders.filter(l => l.fixed), 'aerial agent': data.aerial};
  if (!agents) {
    const most = Math.max(...data.crowd.cells.map(c => c[2]));
    drawn.data.forEach((d, i) => { d.size = 6 + 22 * Math.sqrt(data.crowd.cells[i][2] / most); });
  }
  return option(Object.assign(ground(range), {
    entries: [
      entry(drawn.name, css('soft'), {mark: agents ? '○' : '●'}), entry('mobile agent', css('soft'), {mark: '▲'}),
      entry('fixed agent', css('soft'), {mark: '■'}), entry('aerial agent', css('c4'), {mark: '◇'})
    ].filter(e => e.names.some(name => lists[name].length)),
    tooltip: Object.assign(option({}).tooltip, {formatter: p => p.data.note}),
    series: [
      {type: 'lines', coordinateSystem: 'cartesian2d', data: lines, z: 2},
      {type: 'lines', coordinateSystem: 'cartesian2d', data: flights, z: 3, symbol: ['none', 'arrow'], symbolSize: 9},
      drawn,
      dots('mobile agent', lists['mobile agent'], 'triangle', leaders.length > 20 ? 12 : 18, leaderStyle, leaderNote, leaders.length <= 20),
      dots('fixed agent', lists['fixed agent'], 'rect', leaders.length > 20 ? 10 : 16, leaderStyle, leaderNote, leaders.length <= 20),
      dots('aerial agent', data.aerial, 'diamond', 15, () => ({color: css('card'), borderColor: css('c4'), borderWidth: 2}), a => '<b>' + text(a.id) + '</b>' + taken(a), leaders.length <= 20)
    ]
  }));
}

// The side of each named place on which its name is least in the way of other places and names.
function labelSides(box, range, places, named) {
  const at = p => [(p.x - range.x.min) / (range.x.max - range.x.min) * (box.clientWidth - 64), (range.y.max - p.y) / (range.y.max - range.y.min) * (box.clientHeight - 56)];
  const taken = places.map(p => { const [x, y] = at(p); const half = named.includes(p) ? 10 : 6; return [x - half, y - half, x + half, y + half]; });
  const sides = new Map();
  for (const p of named) {
    const [x, y] = at(p), wide = 7.5 * p.id.length + 4;
    const boxes = {top: [x - wide / 2, y - 27, x + wide / 2, y - 11], right: [x + 11, y - 8, x + 11 + wide, y + 8],
      left: [x - 11 - wide, y - 8, x - 11, y + 8], bottom: [x - wide / 2, y + 11, x + wide / 2, y + 27]};
    const overlap = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
    const cost = side => taken.reduce((sum, other) => sum + overlap(boxes[side], other), 0);
    const best = Object.keys(boxes).reduce((a, b) => cost(b) < cost(a) ? b : a);
    sides.set(p, best);
    taken.push(boxes[best]);
  }
  return sides;
}

const kinds = {
  map: map, loads: loads, clocks: clocks, delays: delays, energy: energy,
  prices: () => iterations(data.prices, 'price (money per Mbit)', short),
  shares: () => iterations(data.shares.concat(kept()), 'share of all work (%)', v => short(100 * v)),
  curve: box => curve(data.curves[Number(box.dataset.index)])
};
start(box => kinds[box.dataset.chart](box));
