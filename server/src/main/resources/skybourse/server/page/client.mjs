// Requests to the REST API of this exchange, its events, and functions that show data. All data is shown as text, never as HTML.

export const $ = id => document.getElementById(id);

// Whole numbers that a double cannot represent become BigInt.
export const parse = text => JSON.parse(text, (_, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source) ? BigInt(context.source) : value);

// Answers a GET request. A secret is sent only in the header Authorization.
export async function ask(path, secret, options = {}) {
  const headers = secret ? {...options.headers, Authorization: `Bearer ${secret}`} : options.headers;
  const reply = await fetch(`/v1/${path}`, {...options, headers, credentials: 'omit'});
  if (!reply.ok) {
    const problem = await reply.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The exchange answered with status ${reply.status}.`);
  }
  return reply;
}

export const json = async (path, secret) => parse(await (await ask(path, secret)).text());

// Follows the events after a journal entry. Where the stream ends with "gap", the missing events are read as a list.
export function follow(after, onEvents, onConnection) {
  let cursor = after;
  let source;
  async function readList() {
    for (let more = true; more;) {
      const list = await json(`events?after=${cursor}&limit=1000`);
      more = list.events.length > 0;
      cursor = Number(list.after);
      onEvents(list.events);
    }
  }
  function open() {
    source = new EventSource(`/v1/events?after=${cursor}`);
    source.onopen = () => onConnection(true);
    source.onmessage = message => {
      cursor = Math.max(cursor, Number(message.lastEventId));
      onEvents([parse(message.data)]);
    };
    source.addEventListener('gap', () => {
      source.close();
      readList().then(open, lost);
    });
    source.onerror = lost;
  }
  function lost() {
    onConnection(false);
    if (source.readyState === EventSource.CLOSED) { // otherwise the browser reconnects
      setTimeout(open, 1000);
    }
  }
  open();
}

export function element(tag, content = '', attributes = {}) {
  const made = document.createElement(tag);
  made.append(...[content].flat().map(part => part instanceof Node ? part : String(part)));
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}

export function button(text, onClick) {
  const made = element('button', text, {type: 'button'});
  made.addEventListener('click', onClick);
  return made;
}

// Fills a table. The first cell of a row is its header.
export function fill(table, columns, rows, none = 'None.') {
  table.tHead.rows[0].replaceChildren(...columns.map(name => element('th', name, {scope: 'col'})));
  const cells = rows.map(row => element('tr', row.map((cell, i) => i ? element('td', cell ?? '') : element('th', cell, {scope: 'row'}))));
  table.tBodies[0].replaceChildren(...cells.length ? cells : [element('tr', element('td', none, {colspan: columns.length}))]);
}

// A fact: a value, and a line that explains it.
export const fact = (node, value, line) => node.replaceChildren(element('strong', value), element('span', line));

export function short(value) {
  const size = Math.abs(Number(value ?? NaN));
  return !(size >= 0) ? '–' : size > 0 && size < 1e-3 ? Number(value).toExponential(1)
    : Number(value).toLocaleString(undefined, {maximumSignificantDigits: size < 1e4 ? 4 : 21, maximumFractionDigits: 4});
}
export const units = value => value === undefined ? '' : BigInt(value).toLocaleString();
export const time = millis => new Date(Number(millis)).toLocaleTimeString();
export const date = millis => new Date(Number(millis)).toLocaleString();
export const part = encodeURIComponent;

// Runs a handler of a form. The message of an error is shown in the form.
export function onSubmit(form, handler) {
  const error = form.querySelector('.error');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    error.textContent = '';
    try {
      await handler(form.elements);
    } catch (failure) {
      error.textContent = failure.message;
    }
  });
}
