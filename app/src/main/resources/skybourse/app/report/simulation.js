// Draws series over slots with one cursor and, where there are agents, a map that plays. A frame is a stretch of slots.
import {css, text, short, below, beside, option, entry, square, ground, start, again, values} from './charts.js';
const frames = Math.ceil(data.slots / data.each);
const LEFT = 58, RIGHT = 46, LEAST = 1e-9, TRAIL = 60, QUEUE = 36, WIDTHS = [0.8, 1.6, 2.8];
const find = id => document.getElementById(id);
const percent = v => v === null || v === undefined ? '–' : short(100 * v) + ' %';
const nth = (list, i) => list.length === 1 ? list[0] : list[i];
let frame = 0, hover = null, who = null;
const LAST = Math.max(1, data.slots - 1);
let view = data.busiest || [0, LAST]; // first and last slot that charts show
if (view[1] === view[0]) view = [view[0], view[0] + 1];
frame = Math.min(frames - 1, Math.ceil(view[0] / data.each));
const shown = () => hover === null ? frame : hover;
const slotOf = i => i * data.each;

const slots = extra => below('slot', Object.assign({minInterval: 1, nameLocation: 'end', nameGap: 14, axisLabel: {color: css('soft'), fontSize: 12, hideOverlap: true}}, extra));

// Three charts over the same slots, with a bar to zoom.
const ROWS = [[22, 88, 'tasks'], [134, 74, ''], [246, 66, 'money']];
function overview() {
  const {arrived, met, load, resold, welfare, leaders, aerial} = data.overview, missed = arrived.map((n, i) => Math.max(0, (n || 0) - (met[i] || 0)));
  const line = (row, name, values, colour, format, extra) => Object.assign({
    name: name, type: 'line', xAxisIndex: row, yAxisIndex: row, symbol: 'none', data: values.map((v, i) => [slotOf(i), v]), lineStyle: {width: 1.6}, itemStyle: {color: css(colour)},
    from: () => frame, reach: choose, said: format, shown: values, tell: (_, i) => text(name) + '<br>slot ' + slotOf(i) + ': ' + format(values[i])
  }, extra);
  const bars = {type: 'bar', barGap: '-100%', barCategoryGap: '8%', barMinWidth: 0.5}; // those of tasks that met their deadline cover a part of all
  const series = [
    line(0, 'deadline missed', arrived, 'bad', short, Object.assign({shown: missed, tell: (_, i) => 'deadline missed<br>slot ' + slotOf(i) + ': ' + short(missed[i])}, bars)),
    line(0, 'deadline met', met.map(n => n || 0), 'good', short, Object.assign({z: 3}, bars)),
    line(1, 'load of leaders', load, 'c1', percent, {markLine: {silent: true, symbol: 'none', data: [{yAxis: 1}], lineStyle: {color: css('soft'), type: [4, 4], width: 1}, label: {show: false}}}),
    line(1, 'resold to aerial agents', resold, 'c4', percent),
    line(2, 'welfare', welfare, 'c3', short), line(2, 'leaders’ income', leaders, 'c2', short), line(2, 'aerial agents’ income', aerial, 'c4', short)
  ].filter(one => one.shown.some(v => v !== null));
  return option({
    entries: series.map(one => entry(one.name, one.itemStyle.color, Object.assign(one.barGap ? {mark: '■'} : {}, {value: () => ' ' + one.said(one.shown[shown()])}))),
    tooltip: {show: false},
    grid: ROWS.map(([top, height]) => ({left: LEFT, right: RIGHT, top: top, height: height})),
    xAxis: ROWS.map((_, row) => slots(Object.assign({gridIndex: row, min: 0, max: LAST}, row === 2 ? {} : {name: '', axisLabel: {show: false}}))),
    yAxis: ROWS.map(([, , name], row) => beside(name, {gridIndex: row, splitNumber: 2, axisLabel: {color: css('soft'), fontSize: 12, formatter: row === 1 ? percent : short, hideOverlap: true}})),
    dataZoom: [{type: 'slider', xAxisIndex: [0, 1, 2], filterMode: 'filter', startValue: view[0], endValue: view[1], left: LEFT, right: RIGHT, bottom: 6, height: 24, showDetail: false,
      borderColor: css('rule'), fillerColor: css('grid'), handleStyle: {color: css('card'), borderColor: css('ink')}, moveHandleStyle: {color: css('soft')}, dataBackground: {lineStyle: {color: css('soft')}, areaStyle: {color: css('soft')}}}],
    series: series
  });
}

// A chart is {unit, log, lines: [{name, values, colour, dash}], names, top}; `names` are those of whole numbers, from 0; the
// axis goes up to `top` where lines go beyond.
function timeChart(chart) {
  const {lines, unit, log, names, top} = chart;
  const share = unit === 'share' || unit === 'relative';
  const format = v => names ? names[Math.round(v)] || '–' : share ? percent(v) : short(v);
  const many = lines.length > 8;
  const alone = values => i => values[i] !== null && (i === 0 || values[i - 1] === null) && (i === frames - 1 || values[i + 1] === null);
  const label = {color: css('soft'), fontSize: 12, formatter: format, hideOverlap: true};
  return option({
    entries: many ? [] : lines.map(line => entry(line.name, line.colour, {dash: line.dash, value: () => ' ' + format(line.values[shown()])})),
    tooltip: {show: false},
    grid: {left: LEFT, right: RIGHT, top: 24, bottom: 22},
    xAxis: slots({min: view[0], max: view[1]}),
    yAxis: names
      ? beside('', {min: 0, max: names.length - 1, interval: 1, axisLabel: label})
      : beside(share ? '' : unit, Object.assign({axisLabel: label}, log ? powers(lines) : ticks(lines, share || unit === '0 or 1'), top && top < largest(lines) ? {max: top} : {})),
    // a line that others cover shows at their edges
    series: lines.map((line, at) => ({
      name: line.name, type: 'line', step: names ? 'end' : false, data: line.values.map((v, i) => [slotOf(i), log && v !== null ? Math.max(v, LEAST) : v]),
      symbol: (alone => (_, p) => alone(p.dataIndex) ? 'circle' : 'none')(alone(line.values)), symbolSize: 4, showAllSymbol: true,
      lineStyle: {width: many ? 1 : 1.4 + 1.6 * (1 - (at + 1) / lines.length), opacity: many ? 0.5 : 1, type: line.dash === 'dashed' ? [5, 3] : 'solid'}, itemStyle: {color: line.colour},
      from: () => frame, reach: choose, tell: (_, i) => text(line.name) + '<br>slot ' + slotOf(i) + ': ' + format(line.values[i])
    }))
  });
}
const largest = lines => lines.reduce((m, line) => line.values.reduce((n, v) => Math.max(n, v || 0), m), 0);
const ticks = (lines, share) => (most => most === 0 || (share && most <= 1 && most > 0.5) ? {max: 1, interval: 0.5} : {splitNumber: 3})(largest(lines));
// Ten times as much, or a power of it, from line to line.
function powers(lines) {
  const low = lines.reduce((m, line) => line.values.reduce((n, v) => v === null ? n : Math.min(n, Math.max(v, LEAST)), m), 1);
  const [from, to] = [Math.floor(Math.log10(low)), Math.max(1 + Math.floor(Math.log10(low)), Math.ceil(Math.log10(Math.max(largest(lines), LEAST))))];
  const step = Math.ceil((to - from) / 4);
  return {type: 'log', min: 10 ** from, max: 10 ** (from + step * Math.ceil((to - from) / step)), interval: step};
}

const hue = (i, all) => css('c' + (all > 8 ? 1 : i % 8 + 1));
const each = (list, key) => list.map((one, i) => ({name: one.id, values: one[key], colour: hue(i, list.length), dash: one.fixed === false ? 'dashed' : 'solid'}));
const single = (unit, name, values, extra) => Object.assign({unit: unit, lines: [{name: name, values: values, colour: css('c1'), dash: 'solid'}]}, extra);
const metric = chart => Object.assign({}, chart, {lines: chart.lines.map((line, i) => Object.assign({colour: css('c' + (i % 8 + 1)), dash: 'solid'}, line))});

function speed(agent) {
  return Array.from({length: frames}, (_, i) => {
    const [x, y, u, v] = [nth(agent.x, i), nth(agent.y, i), nth(agent.x, i - 1), nth(agent.y, i - 1)];
    return i === 0 || [x, y, u, v].includes(null) ? null : Math.hypot(x - u, y - v) / (data.each * data.seconds);
  });
}
const all = list => list.length === 1 ? new Array(frames).fill(list[0]) : list;
// What is shown of the chosen agent.
function own() {
  if (data.leaders.includes(who)) {
    return [single('money per Mbit', 'price', who.price, {top: data.paid}), single('share', 'load', who.load), single('slots', 'backlog', who.backlog)];
  }
  if (data.aerial.includes(who)) {
    return [single('share', 'charge', who.charge), single('lots', 'lots sold', who.lots), single('', 'state', who.mode, {names: data.modes})];
  }
  return [single('m', 'metres east', all(who.x)), single('m', 'metres north', all(who.y)), single('m/s', 'speed', speed(who))];
}

// Where an aerial agent is: at its station, at the base or, as far as frames tell, on the way.
function place(agent, i) {
  const station = [agent.x, agent.y], mode = data.modes[agent.mode[i]];
  if (!data.base || mode === 'serving' || mode === undefined) return station;
  if (mode === 'charging') return data.base;
  let from = i, to = i;
  while (from > 0 && agent.mode[from - 1] === agent.mode[i]) from--;
  while (to < frames - 1 && agent.mode[to + 1] === agent.mode[i]) to++;
  const done = (i - from + 1) / (to - from + 2), out = mode === 'outbound' ? done : 1 - done;
  return station.map((s, k) => data.base[k] + out * (s - data.base[k]));
}
const at = (agent, i) => agent.mode ? place(agent, i) : [nth(agent.x, i), nth(agent.y, i)];
const there = (agent, i) => !at(agent, i).includes(null);

function mix(from, to, share) {
  const part = (colour, k) => parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  return '#' + [0, 1, 2].map(k => Math.round(part(from, k) + share * (part(to, k) - part(from, k))).toString(16).padStart(2, '0')).join('');
}

function note(agent) {
  const i = frame;
  const name = '<b>' + text(agent.id) + '</b>', served = servers(agent).map(([to, share]) => '<br>' + percent(share / 100) + (agent.load ? ' resold to ' : ' to ') + text(to.id)).join('');
  if (agent.mode) return name + '<br>' + (data.modes[agent.mode[i]] || '') + '<br>charge ' + percent(agent.charge[i]) + '<br>lots sold ' + short(agent.lots[i]);
  if (agent.load) return name + '<br>' + (agent.price[i] === null ? 'closed' : 'price ' + short(agent.price[i]) + ' per Mbit') + '<br>load ' + percent(agent.load[i]) + ' of capacity<br>backlog ' + short(agent.backlog[i]) + ' slots' + served;
  return name + (there(agent, i) ? '<br>' + short(at(agent, i)[0]) + ' m east, ' + short(at(agent, i)[1]) + ' m north' + served : '<br>absent');
}

// Who serves an agent in the frame, with the percent of what the agent has.
function servers(agent) {
  const to = agent.load ? data.aerial : data.leaders, parts = agent.parts ? nth(agent.parts, frame) : [];
  return Array.from({length: parts.length / 2}, (_, k) => [to[parts[2 * k]], parts[2 * k + 1]]);
}
// Lines to them, those of an agent and of whom it serves darker; one path for each width, so that hundreds are fast.
function links(name, agents, colour, type) {
  const lines = [...WIDTHS, ...WIDTHS].map(() => []);
  agents.filter(agent => there(agent, frame)).forEach(agent => servers(agent).filter(([to]) => there(to, frame)).forEach(([to, share]) => {
    const width = share > 50 ? 2 : share > 25 ? 1 : 0;
    lines[width + (agent === who || to === who ? WIDTHS.length : 0)].push(at(agent, frame), at(to, frame), ['-', '-']);
  }));
  return lines.map((points, k) => ({
    id: name + k, name: name, type: 'line', silent: true, symbol: 'none', z: 2, data: points,
    lineStyle: {width: WIDTHS[k % WIDTHS.length], type: type, color: k < WIDTHS.length ? colour : css('ink'), opacity: k < WIDTHS.length ? 0.65 : 0.9}
  }));
}

const most = key => data.leaders.reduce((m, l) => l[key].reduce((n, v) => Math.max(n, v || 0), m), 0);
function mapSeries() {
  const i = frame, few = data.leaders.length <= 20, tallest = most('backlog');
  const dots = (name, list, symbol, size, style, label) => ({
    name: name, type: 'scatter', symbol: symbol, symbolSize: size, z: 5, tell: d => note(d.who), reach: p => { reached = list[p]; },
    data: list.map(a => ({value: there(a, i) ? at(a, i) : ['-', '-'], who: a, itemStyle: style(a), label: {position: side(a, i)}})),
    label: {show: !!label, distance: 9, formatter: p => label(p.data.who), color: css('ink'), fontSize: 12, textBorderColor: css('card'), textBorderWidth: 3},
    labelLayout: {hideOverlap: true}, itemStyle: {color: css('c8')}, cursor: 'pointer'
  });
  const filled = l => ({color: l.load[i] > 1 ? css('bad') : mix(css('card'), css('good'), Math.min(1, l.load[i] || 0)), borderColor: css(l.load[i] > 1 ? 'bad' : 'good'), borderWidth: 2});
  const plain = {color: css('card'), borderColor: css('ink'), borderWidth: data.agents.length > 60 ? 1 : 2};
  const still = {type: 'scatter', silent: true, z: 4};
  const trail = who && !who.mode ? Array.from({length: Math.min(TRAIL, i + 1)}, (_, k) => at(who, i - Math.min(TRAIL, i + 1) + 1 + k)).map(p => p.includes(null) ? ['-', '-'] : p) : [];
  const name = few ? l => l.id : null;
  return [
    ...links('part of a task', data.agents, css('c1'), 'solid'),
    ...links('resold', data.leaders, css('c4'), [4, 3]),
    dots('wireless agent', data.agents, 'circle', data.agents.length > 60 ? 5 : 9, () => plain),
    dots('mobile agent', data.leaders.filter(l => !l.fixed), 'triangle', few ? 18 : 11, filled, name),
    dots('fixed agent', data.leaders.filter(l => l.fixed), 'rect', few ? 16 : 9, filled, name),
    dots('aerial agent', data.aerial, 'diamond', few ? 18 : 12, a => ({color: mix(css('card'), css('c4'), a.charge[i] || 0), borderColor: css('c4'), borderWidth: 2}), few ? a => a.id + (data.base ? ' ' + percent(a.charge[i]) : '') : null),
    Object.assign({name: 'backlog', symbol: 'rect', itemStyle: {color: css('c2')}, data: data.leaders.filter(l => there(l, i) && l.backlog[i] > 0 && tallest > 0).map(l => {
      const height = Math.max(2, QUEUE * l.backlog[i] / tallest);
      return {value: at(l, i), symbolSize: [6, height], symbolOffset: [few ? 16 : 10, 8 - height / 2]};
    })}, still),
    Object.assign({name: 'base', symbol: 'circle', symbolSize: 26, itemStyle: {color: 'transparent', borderColor: css('c4'), borderWidth: 1, borderType: 'dashed'}, data: data.base ? [data.base] : []}, still),
    Object.assign({name: 'chosen', symbol: 'circle', symbolSize: 32, itemStyle: {color: 'transparent', borderColor: css('ink'), borderWidth: 1.5}, data: who && there(who, i) ? [at(who, i)] : []}, still),
    {name: 'trail', type: 'line', silent: true, symbol: 'none', z: 3, data: trail, lineStyle: {width: 1.5, color: css('ink'), opacity: 0.6}}
  ];
}

let corners = null, reached = null, range = null;
// Names near an edge stand on the side where there is room.
const side = (agent, i) => (share => share > 0.7 ? 'left' : share < 0.3 ? 'right' : 'top')((at(agent, i)[0] - range.x.min) / (range.x.max - range.x.min));
function bounds() {
  const xs = [], ys = [];
  const add = (list, to) => to.push(list.reduce((a, v) => v === null ? a : Math.min(a, v), Infinity), list.reduce((a, v) => v === null ? a : Math.max(a, v), -Infinity));
  [...data.agents, ...data.leaders].forEach(a => { add(a.x, xs); add(a.y, ys); });
  data.aerial.forEach(a => { xs.push(a.x); ys.push(a.y); });
  if (data.base) { xs.push(data.base[0]); ys.push(data.base[1]); }
  const ends = list => (ok => [Math.min(...ok), Math.max(...ok)])(list.filter(Number.isFinite).concat(list.some(Number.isFinite) ? [] : [0]));
  const [x, y] = [ends(xs), ends(ys)];
  return [{x: x[0], y: y[0]}, {x: x[1], y: y[1]}];
}
function map(box) {
  corners = corners || bounds();
  range = square(box, corners);
  const fixed = data.leaders.filter(l => l.fixed), leaders = data.leaders.length, mark = of => ({mark: of});
  const entries = [
    ['wireless agent', data.agents.length, 'soft', mark('○')], ['mobile agent', leaders - fixed.length, 'soft', mark('▲')], ['fixed agent', fixed.length, 'soft', mark('■')],
    ['aerial agent', data.aerial.length, 'c4', mark('◆')], ['part of a task', leaders, 'c1', {dash: 'solid'}], ['resold', data.aerial.length, 'c4', {dash: 'dashed'}],
    ['backlog', leaders, 'c2', mark('▮')], ['base', data.base, 'c4', mark('◌')]
  ];
  return option(Object.assign(ground(range), {
    entries: entries.filter(([, has]) => has).map(([name, , colour, look]) => entry(name, css(colour), look)),
    tooltip: Object.assign(option({}).tooltip, {formatter: p => p.data.who ? note(p.data.who) : ''}),
    series: mapSeries()
  }));
}

function deadlines(box) {
  corners = corners || bounds();
  const {side, squares} = data.deadlines, ends = [-side / 2, side / 2].flatMap(to => squares.map(([x, y]) => ({x: x + to, y: y + to})));
  const range = square(box, corners.concat(ends)), pixels = side * (box.clientWidth - 64) / (range.x.max - range.x.min);
  const tell = ([x, y, ended, met]) => short(x) + ' m east, ' + short(y) + ' m north<br>' + percent(met / ended) + ' of ' + ended + ' tasks met their deadline';
  return option(Object.assign(ground(range), {
    tooltip: Object.assign(option({}).tooltip, {formatter: p => tell(p.data.value)}),
    series: [{
      name: 'square', type: 'scatter', symbol: 'rect', symbolSize: pixels, tell: d => tell(d.value),
      label: {show: pixels > 24, formatter: p => Math.round(100 * p.data.value[3] / p.data.value[2]), color: css('ink'), fontSize: 11, textBorderColor: css('card'), textBorderWidth: 3},
      data: squares.map(s => ({value: s, itemStyle: {color: mix(css('card'), css('bad'), 1 - s[3] / s[2]), borderColor: css('rule'), borderWidth: 1}}))
    }]
  }));
}

const kinds = {
  map: map,
  overview: overview,
  deadlines: deadlines,
  time: box => timeChart(metric(data.charts[Number(box.dataset.index)])),
  prices: () => timeChart({unit: 'money per Mbit', lines: each(data.leaders, 'price'), top: data.paid}),
  loads: () => timeChart({unit: 'share', lines: each(data.leaders, 'load')}),
  charges: () => timeChart({unit: 'share', lines: each(data.aerial, 'charge')}),
  own: box => timeChart(own()[Number(box.dataset.index)])
};

const boxes = () => [...document.querySelectorAll('.chart:is(.time, .own)')];
function cursors() {
  boxes().map(box => [box, box.clientWidth]).forEach(([box, width]) => { // widths first, or the page is laid out for each
    const share = (slotOf(shown()) - view[0]) / (view[1] - view[0]), line = box.querySelector('.cursor');
    line.style.left = LEFT + (width - LEFT - RIGHT) * share + 'px';
    line.hidden = share < 0 || share > 1;
  });
  values();
}
const frameAt = (box, event) => {
  const share = (event.clientX - box.getBoundingClientRect().left - LEFT) / (box.clientWidth - LEFT - RIGHT);
  return Math.min(frames - 1, Math.max(0, Math.round((view[0] + share * (view[1] - view[0])) / data.each)));
};

// Shows other slots in all charts; those that are folded are drawn when they open.
function look(from, to) {
  const width = Math.min(LAST, Math.max(1, to - from)), first = Math.min(LAST - width, Math.max(0, from));
  view = [first, first + width];
  boxes().filter(box => box.clientWidth).forEach(box => {
    const chart = echarts.getInstanceByDom(box);
    if (box.dataset.chart === 'overview') chart.dispatchAction({type: 'dataZoom', startValue: view[0], endValue: view[1]}, {silent: true});
    else chart.setOption({xAxis: {min: view[0], max: view[1]}});
  });
  cursors();
}
const nearer = by => { const half = by * (view[1] - view[0]) / 2, middle = Math.min(view[1], Math.max(view[0], slotOf(frame))); look(Math.round(middle - half), Math.round(middle + half)); };

let addressed = 0;
function address() {
  if (location.hash !== '#slot=' + slotOf(frame)) history.replaceState(null, '', '#slot=' + slotOf(frame));
  addressed = Date.now();
}
// Shows a frame.
function go(i) {
  frame = Math.min(frames - 1, Math.max(0, i));
  find('slot').value = frame;
  const told = 'slot ' + slotOf(frame).toLocaleString('en') + ' of ' + data.slots.toLocaleString('en') + ' · ' + short(slotOf(frame) * data.seconds) + ' s';
  find('slot').setAttribute('aria-valuetext', told);
  find('told').textContent = told;
  if (slotOf(frame) < view[0] || slotOf(frame) > view[1]) look(slotOf(frame), slotOf(frame) + view[1] - view[0]);
  const box = document.querySelector('[data-chart="map"]');
  if (box) echarts.getInstanceByDom(box).setOption({series: mapSeries()});
  cursors();
}
function choose(i) {
  go(i);
  address();
}
function fromAddress() {
  const slot = /^#slot=(\d{1,15})$/.exec(location.hash);
  if (slot) go(Math.floor(Number(slot[1]) / data.each));
  return slot;
}

let timer = null;
function stop() {
  clearInterval(timer);
  timer = null;
  find('play').textContent = 'Play';
  address();
}
function play() {
  if (frame === frames - 1) go(0);
  find('play').textContent = 'Pause';
  timer = setInterval(() => {
    go(frame + 1);
    if (frame === frames - 1) stop();
    else if (Date.now() - addressed > 1000) address(); // browsers take no more
  }, 1000 / Number(find('speed').value));
}

function select(agent) {
  who = agent;
  find('who').value = everyone.indexOf(agent);
  own().forEach((chart, k) => {
    document.querySelector('[data-chart="own"][data-index="' + k + '"]').parentElement.querySelector('h3').textContent = agent.id + ': ' + chart.lines[0].name;
  });
  again('own');
  go(frame);
}
const everyone = [...(data.leaders || []), ...(data.aerial || []), ...(data.agents || [])];
function list() {
  const groups = [['Leaders', data.leaders], ['Aerial agents', data.aerial], ['Wireless agents', data.agents]];
  find('who').replaceChildren(...groups.filter(([, of]) => of.length).map(([name, of]) => {
    const group = document.createElement('optgroup');
    group.label = name;
    group.append(...of.map(agent => new Option(agent.id, everyone.indexOf(agent))));
    return group;
  }));
  find('who').addEventListener('change', () => select(everyone[find('who').value]));
  const box = document.querySelector('[data-chart="map"]');
  echarts.getInstanceByDom(box).on('click', p => { if (p.data && p.data.who) select(p.data.who); });
  box.addEventListener('keydown', event => { if (event.key === 'Enter' && reached) select(reached); });
}

who = everyone[0] || null;
start(box => kinds[box.dataset.chart](box));
let waiting = null;
boxes().filter(box => box.dataset.chart === 'overview').forEach(box => echarts.getInstanceByDom(box).on('datazoom', () => {
  const {startValue, endValue} = echarts.getInstanceByDom(box).getOption().dataZoom[0];
  clearTimeout(waiting);
  waiting = setTimeout(() => look(Math.round(startValue), Math.round(endValue)), 60);
}));
boxes().forEach(box => {
  const line = document.createElement('i');
  line.className = 'cursor';
  box.append(line);
  box.addEventListener('pointermove', event => { hover = frameAt(box, event); cursors(); });
  box.addEventListener('pointerleave', () => { hover = null; cursors(); });
  box.addEventListener('click', event => { if (event.clientY < box.getBoundingClientRect().bottom - (box.dataset.chart === 'overview' ? 54 : 22)) choose(frameAt(box, event)); });
});
['resize', 'beforeprint', 'afterprint'].forEach(event => window.addEventListener(event, cursors));
document.querySelectorAll('details').forEach(part => part.addEventListener('toggle', cursors));
find('play').addEventListener('click', () => timer === null ? play() : stop());
find('speed').addEventListener('change', () => { if (timer !== null) { clearInterval(timer); play(); } });
find('back').addEventListener('click', () => choose(frame - 1));
find('on').addEventListener('click', () => choose(frame + 1));
find('busiest').hidden = !data.busiest || data.busiest[1] - data.busiest[0] === LAST;
find('busiest').addEventListener('click', () => { look(...data.busiest); choose(Math.floor(view[0] / data.each)); });
find('all').addEventListener('click', () => look(0, LAST));
find('nearer').addEventListener('click', () => nearer(0.5));
find('farther').addEventListener('click', () => nearer(2));
find('slot').addEventListener('input', () => go(Number(find('slot').value)));
find('slot').addEventListener('change', address);
window.addEventListener('hashchange', fromAddress);
if (who) { list(); select(who); }
if (!fromAddress()) go(frame);
