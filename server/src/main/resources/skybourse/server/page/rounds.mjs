// Numbers of each round: its prices and its load. Records are large, so only these numbers stay in memory.
import {$, element, fill, json, short} from './client.mjs';

const MOST_ROUNDS = 100;
const HISTORY = 30;
const MOST_LINES = 8;
const MEGABIT = 1e6;
const WORK = 1e9;
const rounds = new Map();
let isInference = false;
let chart;

const list = values => Object.entries(values).map(([name, value]) => `${name}\u00a0${short(value)}`).join(', ');
const sum = numbers => numbers.reduce((total, one) => total + Number(one), 0);

function ofLots(record) {
  const lots = sum(record.purchases.map(row => row[1]));
  const demand = sum(Object.values(record.batches).map(batch => batch.lots.length));
  const payment = lots ? sum(record.purchases.map(row => row[2])) / lots : undefined;
  const load = {sold: lots, 'not sold': demand - lots};
  return {prices: {average: payment}, load, text: [short(payment), list(load), record.buyers.length, record.sellers.length]};
}

function ofTasks(record) {
  const prices = Object.fromEntries(Object.entries(record.pricePerBit).map(([leader, price]) =>
    [leader, price === 'closed' ? undefined : price * MEGABIT]));
  const open = Object.values(prices).filter(price => price !== undefined);
  const work = test => sum(record.pieces.filter(test).map(piece => piece[7])) / WORK;
  const load = {
    leaders: work(piece => !piece[15] && piece[3] === piece[4]),
    'aerial agents': work(piece => !piece[15] && piece[3] !== piece[4]),
    'no worker': work(piece => piece[15]),
  };
  const eps = (record.mix ?? record).epsilon;
  const certificate = `${short(eps)}${(record.mix ?? record).isCertified ? ', certified' : ', not certified'}`;
  const range = open.length > MOST_LINES ? `${short(Math.min(...open))} to ${short(Math.max(...open))}` : list(prices);
  return {prices, load, text: [range, certificate, list(load), record.buyers.length, record.pieces.length]};
}

async function read(number) {
  const record = await json(`rounds/${number}`);
  if (record.state !== 'CLOSED') {
    const sold = record.state === 'SOLD' ? (isInference ? ofLots : ofTasks)(record) : {prices: {}, load: {}, text: [record.reason]};
    rounds.set(number, {number, state: record.state.toLowerCase(), ...sold});
    const newest = Math.max(...rounds.keys());
    [...rounds.keys()].filter(other => other <= newest - MOST_ROUNDS).forEach(old => rounds.delete(old));
  }
}

// Loads rounds, at most the newest of them.
export async function load(numbers) {
  for (const number of [...new Set(numbers)].sort((a, b) => b - a).slice(0, HISTORY)) {
    await read(number).catch(() => {}); // the next event or the next reload shows it
  }
  show();
}

// Loads the last rounds, the newest first, in place of those that were loaded.
export async function loadHistory(last, inference) {
  isInference = inference;
  rounds.clear();
  await load([last].filter(number => number >= 0));
  await load(Array.from({length: HISTORY}, (_, i) => last - 1 - i).filter(number => number >= 0 && !rounds.has(number)));
}

function show() {
  const all = [...rounds.values()].sort((a, b) => b.number - a.number);
  fill($('rounds'), isInference
    ? ['Round', 'State', 'Ledger units per lot', 'Lots', 'Buyers', 'Sellers']
    : ['Round', 'State', 'Money per megabit', 'Eps', 'Work in 10⁹ units', 'Buyers', 'Pieces'],
    all.map(round => [round.number, round.state, ...round.text]), 'No round has closed.');
  $('chart').hidden = !all.length;
  draw(all.reverse());
}

const css = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// Prices above, load below. With many leaders, only those of the first names have a line.
function draw(all) {
  if (!globalThis.echarts) {
    return;
  }
  const soft = {color: css('soft')};
  const rule = {lineStyle: {color: css('rule')}};
  const colours = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'].map(css);
  const shapes = ['circle', 'rect', 'triangle', 'diamond'];
  const parts = [
    {field: 'prices', top: 0, title: isInference ? 'Ledger units per lot' : 'Price of each leader, money per megabit'},
    {field: 'load', top: 235, title: isInference ? 'Lots' : 'Work in 10⁹ units, by the agents that do it'},
  ].map(part => ({...part, names: [...new Set(all.flatMap(round => Object.keys(round[part.field])))].sort().slice(0, MOST_LINES)}));
  chart ??= globalThis.echarts.init($('chart'));
  chart.setOption({
    animation: false,
    tooltip: {trigger: 'axis', renderMode: 'richText', confine: true},
    title: parts.map(({top, title}) => ({text: title, top, left: 0, textStyle: {...soft, fontSize: 14, fontWeight: 400}})),
    legend: parts.map(({top, names}) => ({
      type: 'scroll', top: top + 22, left: 0, data: names, textStyle: {color: css('ink')}, pageTextStyle: soft, pageIconColor: css('good'),
    })),
    grid: parts.map(({top}) => ({left: 50, right: 12, top: top + 60, height: 130})),
    xAxis: parts.map((_, i) => ({type: 'category', gridIndex: i, data: all.map(round => round.number), axisLabel: soft, axisLine: rule})),
    yAxis: parts.map((_, i) => ({type: 'value', gridIndex: i, axisLabel: {...soft, formatter: short}, splitLine: rule, splitNumber: 3})),
    series: parts.flatMap(({field, names}, i) => names.map((name, k) => ({
      name, xAxisIndex: i, yAxisIndex: i, data: all.map(round => round[field][name] ?? null), color: colours[(k + 3 * i) % 8],
      ...i ? {type: 'bar', stack: 'load', barMaxWidth: 40} : {type: 'line', symbol: shapes[k % 4], symbolSize: 7, showAllSymbol: true},
    }))),
  }, true);
}

// Loads the library of the chart, after everything else is shown.
export function startChart() {
  const script = element('script', '', {src: '/page/echarts.min.js'});
  script.addEventListener('load', () => {
    show();
    new ResizeObserver(() => chart?.resize()).observe($('chart'));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  });
  document.head.append(script);
}
