// What the charts of every page share. start(optionOf) draws each .chart; optionOf(box) returns what ECharts is to draw in that box and, as
// `entries`, what its legend says: {label, colour, dash or mark, names of the series}. Colours come from the style sheet, so all themes work.
const root = document.documentElement;
const css = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
const text = value => String(value).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
const short = value => {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  const steps = [[1e12, ' T'], [1e9, ' G'], [1e6, ' M'], [1e4, ' k', 1e3]];
  for (const [from, unit, by] of steps) if (size >= from) return Number((value / (by || from)).toPrecision(3)) + unit;
  return size < 1e-3 ? value.toExponential(1) : Number(value.toPrecision(3)).toLocaleString('en', {maximumFractionDigits: 9});
};
const words = html => { const part = document.createElement('div'); part.innerHTML = html.replace(/<br>/g, ', '); return part.textContent; };

// Axes, options and legend entries that look alike everywhere.
function axis(name, extra) {
  return Object.assign({
    type: 'value', name: name, nameTextStyle: {color: css('soft'), fontSize: 12},
    axisLabel: {color: css('soft'), fontSize: 12, formatter: short, hideOverlap: true},
    axisLine: {show: false}, axisTick: {show: false}, splitLine: {lineStyle: {color: css('grid')}}
  }, extra);
}
const below = (name, extra) => axis(name, Object.assign(
  {nameLocation: 'middle', nameGap: 30, splitLine: {show: false}, axisLine: {show: true, lineStyle: {color: css('rule')}}}, extra));
const beside = (name, extra) => axis(name, Object.assign(
  {nameLocation: 'end', nameTextStyle: {color: css('soft'), fontSize: 12, align: 'left'}, nameGap: 14}, extra));
function option(parts) {
  return Object.assign({
    animation: false, backgroundColor: 'transparent',
    textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: css('ink')},
    grid: room(28),
    tooltip: {
      confine: true, backgroundColor: css('card'), borderColor: css('rule'), textStyle: {color: css('ink'), fontSize: 13}
    }
  }, parts);
}
function room(top, right) {
  return {left: 4, right: right || 12, top: top, bottom: 4, outerBoundsMode: 'same'};
}
const entry = (name, colour, extra) => Object.assign({label: name, colour: colour, names: [name]}, extra);
// Ranges that show everyone with a metre as long to the east as to the north.
function square(box, places) {
  const xs = places.map(p => p.x), ys = places.map(p => p.y);
  const range = list => [Math.min(...list), Math.max(...list)];
  const [west, east] = range(xs), [south, north] = range(ys);
  const width = Math.max(50, box.clientWidth - 64), height = Math.max(50, box.clientHeight - 56);
  const scale = 1.1 * Math.max((east - west) / width, (north - south) / height, 1e-9);
  const middle = (a, b, half) => {
    const digits = 10 ** Math.floor(Math.log10(Math.max(half, 1e-9)) - 1);
    return {min: Math.floor(((a + b) / 2 - half) / digits) * digits, max: Math.ceil(((a + b) / 2 + half) / digits) * digits};
  };
  const hide = {axisLabel: {color: css('soft'), fontSize: 12, formatter: short, showMinLabel: false, showMaxLabel: false}, splitLine: {show: false}};
  return {x: Object.assign(middle(west, east, scale * width / 2), hide), y: Object.assign(middle(south, north, scale * height / 2), hide)};
}
// The axes of a map with these ranges.
const ground = range => ({grid: {left: 48, right: 16, top: 12, bottom: 44}, xAxis: below('metres east', range.x), yAxis: beside('', Object.assign(
  {name: 'metres north', nameLocation: 'middle', nameGap: 34, nameTextStyle: {align: 'center', color: css('soft'), fontSize: 12}}, range.y))});

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

// The legend stands above its chart as buttons, so that it wraps instead of covering the chart and can be reached by keyboard.
function legend(drawn, entries) {
  drawn.legend.replaceChildren(...entries.map(entry => {
    const swatch = make('i', {'aria-hidden': 'true', style: 'color:' + entry.colour + ';border-top-style:' + (entry.dash || 'solid')});
    if (entry.mark) { swatch.className = 'mark'; swatch.textContent = entry.mark; }
    if (!entry.names.length) return make('li', {}, make('span', {}, swatch, entry.label));
    const button = make('button', {type: 'button', 'aria-pressed': String(!drawn.off.has(entry.label))}, swatch, entry.label);
    if (entry.value) {
      entry.shown = make('b', {}, entry.value());
      button.append(entry.shown);
    }
    button.addEventListener('click', () => {
      if (!drawn.off.delete(entry.label)) drawn.off.add(entry.label);
      button.setAttribute('aria-pressed', String(!drawn.off.has(entry.label)));
      entry.names.forEach(name => drawn.chart.dispatchAction({type: 'legendToggleSelect', name: name}));
    });
    return make('li', {}, button);
  }));
  drawn.legend.hidden = entries.length === 0;
}

// Arrow keys go from value to value: left and right along a series, up and down to another one. Each is shown and told.
function keys(drawn) {
  const {box, chart, told} = drawn;
  let at = -1, point = -1;
  box.addEventListener('keydown', event => {
    const steps = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -1e9], End: [0, 1e9]}[event.key];
    if (event.key === 'Escape') chart.dispatchAction({type: 'hideTip'});
    if (!steps) return;
    event.preventDefault();
    const off = drawn.entries.filter(entry => drawn.off.has(entry.label)).flatMap(entry => entry.names);
    const series = drawn.series.map((s, index) => ({s: s, index: index})).filter(({s}) => s.tell && s.data.length && !off.includes(s.name));
    if (!series.length) return;
    at = (Math.max(at, 0) + steps[0] + series.length) % series.length;
    const {s, index} = series[at];
    point = Math.min(Math.max((s.from ? s.from() : point) + steps[1], 0), s.data.length - 1);
    if (s.reach) s.reach(point);
    chart.dispatchAction({type: 'showTip', seriesIndex: index, dataIndex: point});
    told.textContent = words(s.tell(s.data[point], point));
  });
  box.addEventListener('blur', () => chart.dispatchAction({type: 'hideTip'}));
}

// ECharts' own legend is not shown, and switches series off.
function hidden(drawn) {
  const selected = {};
  drawn.entries.forEach(entry => entry.names.forEach(name => { selected[name] = !drawn.off.has(entry.label); }));
  return {show: false, data: Object.keys(selected), selected: selected};
}

function draw(drawn, optionOf) {
  const option = optionOf(drawn.box);
  drawn.entries = option.entries || [];
  delete option.entries;
  drawn.series = option.series;
  option.legend = hidden(drawn);
  drawn.chart.setOption(option, true);
  legend(drawn, drawn.entries);
  const svg = drawn.box.querySelector('svg'); // the chart has a name, and its values are told one by one
  if (svg) svg.setAttribute('aria-hidden', 'true');
}

let all = [], optionOf;
const LEAST = 320; // pixels of a saved plot upwards

// The chart as the text of an SVG file: light and as wide as on paper, with its title and the legend of what is not switched off above the plot.
// The layout depends on the browser's fonts, so the font is a generic one.
function image(drawn) {
  root.classList.add('paper');
  const {entries = [], ...option} = optionOf(drawn.box), {width, height} = size(drawn.box);
  const texts = [], font = '12px sans-serif', swatch = 22, line = 20;
  const write = (x, y, text, style) => texts.push({type: 'text', silent: true, x: x, y: y, style: Object.assign({text: text, font: font, fill: css('ink'), overflow: 'truncate'}, style)});
  write(4, 8, drawn.box.parentElement.querySelector('figcaption > :first-child').textContent, {font: 'bold 15px sans-serif', width: width - 8});
  let x = 4, y = 34;
  entries.filter(entry => !drawn.off.has(entry.label)).forEach(({label, mark, colour, dash}) => {
    const wide = Math.min(width - 8 - swatch, echarts.format.getTextRect(label, font).width);
    if (x > 4 && x + swatch + wide > width - 4) { x = 4; y += line; }
    if (mark) write(x + 4, y, mark, {fill: colour});
    else texts.push({type: 'line', shape: {x1: x, y1: y + 6, x2: x + 16, y2: y + 6}, style: {stroke: colour, lineWidth: 3, lineDash: {dashed: [5, 3], dotted: [2, 3]}[dash] || 'solid'}});
    write(x + swatch, y, label, {width: wide + 1});
    x += swatch + wide + 12;
  });
  const head = y + (x > 4 ? line : 0);
  [].concat(option.grid).forEach(grid => { grid.top += head; });
  Object.assign(option, {backgroundColor: css('card'), graphic: texts, legend: hidden(drawn)});
  option.textStyle.fontFamily = 'sans-serif';
  root.classList.remove('paper');
  draw(drawn, optionOf); // some charts change the height of their box
  const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: Math.max(LEAST, height) + head});
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg.replace(/\bzr\d+-/g, 'zr-'); // ECharts counts its charts
}

function save(drawn) {
  const link = make('a', {href: URL.createObjectURL(new Blob([image(drawn)], {type: 'image/svg+xml'})), download: drawn.box.getAttribute('aria-labelledby').replace('chart-', '') + '.svg'});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Draws the charts of a name again, after what they show has changed.
const again = name => all.filter(({box}) => box.dataset.chart === name).forEach(drawn => draw(drawn, optionOf));
// Entries of legends may have a value that changes: `value` returns it as text.
const values = () => all.forEach(drawn => drawn.entries.forEach(entry => { if (entry.shown) entry.shown.textContent = entry.value(); }));

// What is folded has no size yet.
const size = box => ({width: box.clientWidth || 600, height: box.clientHeight || 320});

function start(optionOfBox) {
  optionOf = optionOfBox;
  all = [...document.querySelectorAll('.chart')].map(box => {
    const list = make('ul', {class: 'legend'}), told = make('p', {class: 'unseen', role: 'status'});
    const button = make('button', {type: 'button', class: 'save', title: 'Save as SVG', 'aria-label': 'Save as SVG', 'aria-describedby': box.getAttribute('aria-labelledby')}, 'SVG');
    box.before(button, list);
    box.after(told);
    box.tabIndex = 0;
    const drawn = {box: box, legend: list, told: told, off: new Set(), entries: [], series: [], chart: echarts.init(box, null, Object.assign({renderer: 'svg'}, size(box)))};
    button.addEventListener('click', () => save(drawn));
    return drawn;
  });
  const redraw = () => all.forEach(drawn => draw(drawn, optionOf));
  const fit = () => { all.forEach(({box, chart}) => chart.resize(size(box))); redraw(); };
  const opened = new Set();
  // Before printing the page is laid out as on paper, so that charts get their size and colours there.
  const paper = on => {
    root.classList.toggle('paper', on);
    document.querySelectorAll('details').forEach(part => {
      if (on && !part.open) { opened.add(part); part.open = true; } else if (!on && opened.delete(part)) part.open = false;
    });
    fit();
  };
  redraw();
  all.forEach(keys);
  root.dataset.drawn = all.length;
  window.addEventListener('resize', fit);
  document.querySelectorAll('details').forEach(part => part.addEventListener('toggle', () => root.classList.contains('paper') || fit()));
  window.addEventListener('beforeprint', () => paper(true));
  window.addEventListener('afterprint', () => paper(false));
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}

export {css, text, short, below, beside, option, room, entry, square, ground, make, start, again, values};
