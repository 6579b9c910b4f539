// Draws what a page says, block by block: texts, tables and the boxes of charts. Texts are never markup.
import {make} from './charts.js';
const code = said => said.split('`').map((part, i) => i % 2 ? make('code', {}, part) : part);
const bold = said => said.includes(':') ? [make('b', {}, said.slice(0, said.indexOf(':'))), said.slice(said.indexOf(':'))] : [said];
const link = (text, to) => make('a', {href: to}, text);
const piece = (one, plain) => typeof one === 'string' || one instanceof Node ? plain(one) : one.to ? [link(one.text, one.to)] : [make('span', {class: one.kind}, one.text)];
const slug = name => name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
const list = (tag, pairs) => make('dl', tag, ...pairs.flatMap(([name, ...said]) => [make('dt', {}, name), make('dd', {}, ...said)]));

// The box of a chart with its caption.
function figure(title, note, name, more) {
  const {kind, index, pixels} = Object.assign({kind: '', index: -1, pixels: 0}, more), id = 'chart-' + slug(name + (index < 0 ? '' : '-' + index));
  const box = make('div', {class: 'chart ' + kind, 'data-chart': name, role: 'application', 'aria-roledescription': 'chart', 'aria-labelledby': id, 'aria-description': 'Use the arrow keys to step through the values.'});
  if (index >= 0) box.dataset.index = index;
  if (pixels) box.style.height = pixels + 'px';
  return make('figure', {}, make('figcaption', {id: id}, make('h3', {}, title), make('p', {}, note)), box);
}

// A table that scrolls in its own box; the first cell of a row heads it, the last of a short one is as wide as what is left.
function table(caption, note, columns, rows, kind) {
  const id = 'table-' + slug(caption), left = columns.map(name => name.startsWith('|') ? {class: 'left'} : {});
  const named = columns.map(name => name.replace(/^\|/, '')), wide = columns.length > 4 ? ' cards' : '';
  const cell = (one, i, row) => make('td', Object.assign({'data-label': named[i + 1]}, i === row.length - 1 && row.length < columns.length - 1 ? {class: 'left', colspan: columns.length - row.length} : left[i + 1]), ...piece(one, text => [text]));
  return make('figure', {class: 'table'}, make('figcaption', {id: id}, make('h3', {}, caption), make('p', {}, note)),
    make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': id}, make('table', {class: (kind || '') + wide, 'aria-labelledby': id},
      make('thead', {}, make('tr', {}, ...columns.map((name, i) => make('th', Object.assign({scope: 'col'}, left[i]), named[i])))),
      make('tbody', {}, ...rows.map(([first, ...cells]) => make('tr', {}, make('th', {scope: 'row'}, ...piece(first, text => [text])), ...cells.map(cell)))))));
}

const blocks = {
  title: b => [make('p', {class: 'eyebrow'}, b.above), make('h1', {}, b.title), ...b.paragraphs.map((said, i) => make('p', {class: i ? 'soft' : 'lede'}, said))],
  section: b => [make('h2', b.id ? {id: b.id} : {}, b.title), ...b.text ? [make('p', {class: 'soft'}, b.text)] : []],
  text: b => [make('p', {class: b.kind}, ...b.pieces.flatMap(one => piece(one, code)))],
  verdict: b => [make('section', Object.assign({class: b.kind}, b.id ? {id: b.id} : {}), make('strong', {}, b.sentence), ...b.paragraphs.map(said => make('p', {}, said)), ...b.facts.length ? [list({}, b.facts)] : [])],
  figures: b => [make('dl', {class: 'figures'}, ...b.figures.map(f => make('div', {}, make('dt', {}, f.name), make('dd', {}, f.value, ...f.note ? [make('small', {}, f.note)] : []))))],
  findings: b => [make('ul', {class: 'findings'}, ...b.sentences.map(said => make('li', {}, ...bold(said))))],
  folded: b => [make('details', b.open ? {open: ''} : {}, make('summary', {}, ...bold(b.summary)), ...draw(b.blocks))],
  box: b => [make('div', {class: b.kind}, ...draw(b.blocks))],
  chart: b => [figure(b.title, b.note, b.name, b)],
  table: b => [table(b.caption, b.note, b.columns, b.rows, b.kind)],
  files: b => [make('p', {class: 'data'}, 'Data: ', ...b.files.flatMap((name, i) => [...i ? [', '] : [], link(name, name)]))],
  widget: b => widgets[b.name]()
};

const widgets = {
  parts: () => [make('div', {id: 'parts'})],
  who: () => [make('p', {}, make('label', {}, 'Agent ', make('select', {id: 'who'})))],
  player: () => {
    const button = (id, says, label) => make('button', Object.assign({type: 'button', id: id}, label ? {'aria-label': label} : {}), says);
    const speeds = [['slow', 2], ['normal', 8], ['fast', 30]].map(([name, value]) => new Option(name, value, value === 8, value === 8));
    return [make('div', {class: 'player', role: 'group', 'aria-label': 'Slot shown'},
      button('play', 'Play'), button('back', '‹', 'Previous step'), button('on', '›', 'Next step'), make('label', {}, 'Speed ', make('select', {id: 'speed'}, ...speeds)),
      make('input', {type: 'range', id: 'slot', 'aria-label': 'Slot', min: 0, max: Math.ceil(data.slots / data.each) - 1, value: 0, step: 1}), make('output', {id: 'told', for: 'slot'}),
      make('span', {class: 'zoom', role: 'group', 'aria-label': 'Slots in charts'}, button('busiest', 'Busiest'), button('all', 'All slots'), button('nearer', '+', 'Fewer slots in charts'), button('farther', '−', 'More slots in charts')))];
  }
};
const draw = list => list.flatMap(b => blocks[b.block](b));

const head = make('header', {}, ...draw(data.head)), main = make('main', {id: 'main'}, ...draw(data.main));
head.querySelectorAll('h3').forEach(h => h.replaceWith(make('h2', {class: 'caption'}, ...h.childNodes))); // right below the title
const headings = [...main.querySelectorAll('h2[id]')], feet = data.foot.flatMap((name, i) => i % 2 ? [] : [[name, ...code(data.foot[i + 1])]]);
if (headings.length > 2) head.append(make('nav', {'aria-label': 'Contents'}, make('ul', {}, ...headings.map(h => make('li', {}, link(h.textContent, '#' + h.id))))));
document.body.append(head, main, make('footer', {}, list({}, feet)));

export {figure, table};
