// Draws a chart of experiments: lines over a number, or points over things that are apart.
import {css, text, short, below, beside, option, room, entry} from './charts.js';
const dashes = ['dashed', 'dotted'];
const group = name => name.split(',')[0];
const whole = list => list.filter(v => typeof v === 'number');

function drawing(chart, box) {
  const apart = chart.places.length > 0;
  const many = chart.series.length > 9;
  const key = s => many ? group(s.name) : s.name;
  const groups = [...new Set(chart.series.filter(s => s.y.length).map(key))];
  const colour = s => css('c' + (groups.indexOf(key(s)) % 8 + 1));
  // Intervals that share a place stand beside each other.
  const aside = at => apart && chart.series.some(s => s.low.length) ? (at - (chart.series.length - 1) / 2) * Math.min(0.12, 0.8 / chart.series.length) : 0;
  const place = x => apart ? chart.places[Math.round(x)] : chart.xName + ' ' + short(x);
  const tell = (s, p) => text(s.name) + '<br>' + text(place(p[0])) + '<br>' + text(chart.yName) + ' ' + short(p[1]);
  // An interval is drawn as a thin line of its own, broken by a gap after each.
  const whiskers = (s, at) => s.low.flatMap((low, i) => [[s.x[i] + aside(at), low], [s.x[i] + aside(at), s.high[i]], [null, null]]);
  const thin = (s, points, opacity) => ({
    name: s.name, type: 'line', data: points, symbol: 'none', silent: true, z: 1, tooltip: {show: false}, lineStyle: {width: 1, opacity: opacity}, itemStyle: {color: colour(s)}
  });
  const levels = Object.entries(chart.levels).filter(([, y]) => y !== null);
  const heights = chart.series.flatMap(s => whole([...s.y, ...s.low, ...s.high, ...s.runs.flat()])).concat(levels.map(([, y]) => y));
  const far = Math.min(...heights) > Math.max(...heights) / 2; // zero would leave half of the drawing empty
  const longest = Math.max(0, ...chart.places.map(p => p.length));
  const slanted = longest * 7 > (box.clientWidth - 60) / chart.places.length && longest > 3;
  const across = apart
    ? {min: -0.5, max: chart.places.length - 0.5, nameGap: slanted ? 18 + 4 * longest : 28, axisLabel: {
        color: css('soft'), fontSize: 12, hideOverlap: true, rotate: slanted ? 35 : 0, customValues: chart.places.map((_, i) => i), formatter: x => chart.places[x] || ''}}
    : {nameGap: 28, scale: true};
  return option({
    grid: room(28, 14),
    entries: groups.map(name => entry(name, css('c' + (groups.indexOf(name) % 8 + 1)), {mark: apart ? '●' : '', names: chart.series.filter(s => key(s) === name).map(s => s.name)}))
      .concat(levels.map(([name], at) => entry(name, css('ink'), {dash: dashes[at % 2]}))),
    tooltip: Object.assign(option({}).tooltip, {trigger: 'item', formatter: p => tell({name: p.seriesName}, p.data)}),
    xAxis: below(chart.xName, across),
    yAxis: beside(chart.yName, {scale: far, nameGap: 10}),
    series: chart.series.flatMap((s, at) => [
      {name: s.name, type: apart ? 'scatter' : 'line', data: s.x.map((x, i) => [x + aside(at), s.y[i]]), tell: p => tell(s, p),
        symbol: s.x.length > 100 ? 'none' : 'circle', symbolSize: apart ? 7 : many || s.x.length > 30 ? 3 : 6,
        // a line that others cover shows at their edges
        lineStyle: {width: many ? 1.2 : 1.5 + 2.5 * (chart.series.length - at) / chart.series.length, opacity: many ? 0.7 : 1}, itemStyle: {color: colour(s), opacity: 1}}
    ].concat(s.low.length ? [thin(s, whiskers(s, at), 0.5)] : [], s.runs.map(run => thin(s, run.map((y, i) => [s.x[i], y]), 0.35)))
    ).concat(levels.map(([name, y], at) => {
      const xs = whole(chart.series.flatMap(s => s.x));
      return {name: name, type: 'line', symbol: 'none', z: 1, data: [[Math.min(...xs), y], [Math.max(...xs), y]], tell: p => text(name) + '<br>' + short(p[1]),
        lineStyle: {width: 1, type: dashes[at % 2]}, itemStyle: {color: css('ink')}};
    }))
  });
}

export {drawing};
