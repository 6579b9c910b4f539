// Tables and charts of a sweep: of each part (an axis or a key) what its values change, then everything, folded.
import {css, text, option, below, entry, make, start} from './charts.js';
import {figure, table} from './body.js';
import {drawing} from './lines.js';
const MOST_ROWS = 12, MOST_OTHERS = 6, MOST_SHOWN = 6, MOST_CHARTS = 40;
const digits = n => new Intl.NumberFormat('en', {maximumSignificantDigits: n, useGrouping: true});
const four = digits(4), two = digits(2);
const has = cell => cell[0] !== null;
const shown = cell => has(cell) ? four.format(cell[0]) + (cell[1] === null ? '' : ' ± ' + two.format(cell[1])) : '–';
const low = cell => has(cell) ? cell[0] - cell[1] : null, high = cell => has(cell) ? cell[0] + cell[1] : null;
const ids = data.columns.map((_, c) => c), options = {};
let count = 0;


function chart(title, note, option) {
  const key = 'chart-' + count++;
  options[key] = option;
  return figure(title, note, key);
}

// Differences of several columns, each row on its own scale; filled where significant.
function forest(part, columns) {
  const others = part.values.slice(1), rows = [...columns].reverse();
  const cell = (v, c) => part.differences[v][c];
  const most = c => Math.max(...others.map((_, v) => cell(v, c)).filter(has).flatMap(d => [Math.abs(low(d)), Math.abs(high(d))])) || 1;
  return chart(part.name + ': differences from ' + part.values[0],
    'Each row has its own scale and shows the 95 % confidence interval. The vertical line means no difference. Filled points are significant.', box => {
      const narrow = box.clientWidth < 640, height = 50 + rows.length * Math.max(narrow ? 104 : 46, 18 * others.length);
      if (box.style.height !== height + 'px') {
        box.style.height = height + 'px';
        echarts.getInstanceByDom(box).resize({height: height});
      }
      const at = (i, v) => i + ((others.length - 1) / 2 - v) * 0.7 / others.length;
      const told = (v, c) => text(data.columns[c][0]) + '<br>' + text(others[v]) + ': ' + shown(cell(v, c)) + ' ' + text(data.columns[c][1]);
      const some = (v, of) => rows.flatMap((c, i) => has(cell(v, c)) ? of(cell(v, c), at(i, v), most(c), c) : []);
      return option({
        entries: others.map((name, v) => entry(name, css('c' + (v % 8 + 1)), {mark: '●'})),
        tooltip: Object.assign(option({}).tooltip, {formatter: p => p.data.note}),
        grid: {left: 4, right: narrow ? 12 : 150, top: 4, bottom: 4, outerBoundsMode: 'same'},
        xAxis: below('less ← no difference → more', {min: -1.08, max: 1.08, axisLabel: {show: false}, nameGap: 10, axisLine: {show: false}}),
        yAxis: {type: 'value', min: -0.5, max: rows.length - 0.5, splitLine: {show: false}, axisLine: {show: false}, axisTick: {show: false}, axisLabel: {
          customValues: rows.map((_, i) => i), formatter: i => rows[i] === undefined ? '' : '{b|' + data.columns[rows[i]][0] + '}\n' + data.columns[rows[i]][2] + ' (' + data.columns[rows[i]][1] + ')',
          rich: {b: {fontWeight: 650, color: css('ink'), fontSize: narrow ? 11 : 12, lineHeight: 15}}, color: css('soft'), fontSize: 12, lineHeight: 15, width: narrow ? 145 : Math.min(420, 0.4 * box.clientWidth), overflow: 'break'}},
        series: others.flatMap((name, v) => {
          const colour = css('c' + (v % 8 + 1));
          return [
            {name: name, type: 'line', symbol: 'none', silent: true, z: 1, lineStyle: {width: 1.5, color: colour},
              data: some(v, (d, y, most) => [[low(d) / most, y], [high(d) / most, y], [null, null]])},
            {name: name, type: 'scatter', symbolSize: 9, tell: d => d.note, data: some(v, (d, y, most, c) => [{
              value: [d[0] / most, y], note: told(v, c), itemStyle: {color: d[2] ? colour : css('card'), borderColor: colour, borderWidth: 2, opacity: 1}}]),
              markLine: {silent: true, symbol: 'none', data: v ? [] : [{xAxis: 0}], lineStyle: {color: css('soft'), type: 'solid', width: 1}, label: {show: false}}}
          ].concat(narrow ? [] : [{name: name, type: 'scatter', symbolSize: 0, silent: true, data: some(v, (d, y) => [{value: [1.08, y], said: shown(d)}]),
            label: {show: true, position: 'right', color: css('ink'), fontSize: 12, formatter: p => p.data.said}}]);
        })
      });
    });
}

// One column along the values of a part, of which the first is left out of differences.
function along(part, c, lines, levels, title, note) {
  const isNumeric = part.values.every(value => value !== '' && isFinite(value));
  const values = part.values.slice(part.values.length - Object.values(lines)[0].length);
  const order = values.map((_, i) => i).sort((a, b) => isNumeric ? values[a] - values[b] : a - b);
  const tree = {
    xName: part.name, yName: data.columns[c][1], places: isNumeric ? [] : values, levels: levels,
    series: Object.entries(lines).map(([name, cells]) => {
      const mine = order.map(i => cells[i][c]);
      return {name: name, x: order.map(i => isNumeric ? Number(values[i]) : i), y: mine.map(d => d[0]), low: mine.map(low), high: mine.map(high), runs: []};
    })
  };
  return chart(title, note, box => drawing(tree, box));
}
const mean = (part, c) => along(part, c, part.lines, {}, data.columns[c][0] + ' by ' + part.name, data.columns[c][2] + '; mean with 95 % confidence interval');
const difference = (part, c) => along(part, c, {difference: part.differences}, {'no difference': 0}, data.columns[c][0] + ': difference from ' + part.name + ' ' + part.values[0], data.columns[c][2]);

function grid(caption, note, values, cells) {
  const name = c => make('span', {}, ...data.columns[c][0].split(/(?=[A-Z])/).flatMap(word => [make('wbr', {}), word]), make('small', {}, data.columns[c][2] + ', ' + data.columns[c][1]));
  const rows = ids.filter(c => cells.some(row => has(row[c]))).map(c => [name(c), ...cells.map(row => row[c][2] ? make('b', {}, shown(row[c])) : shown(row[c]))]);
  return table(caption, note, ['column'].concat(values), rows, 'words');
}

function fill(part) {
  const changed = ids.filter(c => part.differences.some(row => row[c][2])), compared = ids.filter(c => part.differences.some(row => has(row[c])));
  const moves = ids.filter(c => {
    const all = Object.values(part.lines).map(cells => cells.map(row => row[c]).filter(has).map(d => d[0]));
    return new Set(all.flat()).size > 1 && all.some(line => line.length > 1);
  });
  const few = part.differences.length <= MOST_OTHERS;
  const first = (changed.length ? changed : compared).slice(0, few ? MOST_ROWS : MOST_SHOWN);
  const pair = boxes => make('div', {class: 'pair'}, ...boxes), soft = words => make('p', {class: 'soft'}, words);
  const place = make('section', {}, make('h2', {}, part.title));
  if (part.words.length) place.append(make('ul', {class: 'findings'}, ...part.words.slice(0, MOST_OTHERS).map((words, v) => make('li', {}, make('b', {}, part.values[v + 1]), words))));
  if (first.length) place.append(few ? forest(part, first) : pair(first.map(c => difference(part, c))));
  if (changed.length > first.length) place.append(soft(changed.length - first.length + ' more columns differ significantly; see the tables.'));
  const tables = [grid('Means' + (part.name ? ' by ' + part.name : ''), 'One row per column of the results that has values.', part.values, part.means)];
  if (compared.length) tables.push(grid('Differences from ' + part.name + ' ' + part.values[0], 'Paired: same seed and same other settings. Bold: significant.', part.values.slice(1), part.differences));
  const drawn = moves.slice(0, Math.max(0, MOST_CHARTS - count)).map(c => mean(part, c)), left = moves.length - drawn.length;
  if (!compared.length && drawn.length) place.append(pair(drawn.splice(0, MOST_SHOWN)));
  if (left) drawn.push(soft(left + ' more columns are in means.csv.'));
  place.append(...part.name ? [make('details', {}, make('summary', {}, 'All columns by ' + part.name), ...tables, pair(drawn))] : tables);
  return place;
}

document.getElementById('parts').append(...data.parts.map(fill));
start(box => options[box.dataset.chart](box));
