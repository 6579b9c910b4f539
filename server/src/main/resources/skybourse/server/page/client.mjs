// Requests to the REST API of this exchange, its events, and functions that show data. All data is shown as text, never as HTML.

const MOST_POLLED = 1_000;
const POLL_MILLIS = 5_000;
const RETRY_MILLIS = 1_000;

export const $ = id => document.getElementById(id);

// Returns a number as it is written. Older browsers do not pass it to the reviver of JSON.parse.
export function written(context) {
  if (context?.source === undefined) {
    throw new Error('This browser cannot read numbers of more than 53 bits exactly. Use a newer browser.');
  }
  return context.source;
}

// Whole numbers that a double cannot represent become BigInt.
export const parse = text => JSON.parse(text, (_, value, context) =>
  Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(written(context)) ? BigInt(context.source) : value);

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

// Follows the events. `begin` returns the journal entry after which they start. The exchange ends a stream with "gap" if more than 10,000
// entries are missing, or the journal became shorter. If a stream ends so or is refused, events are polled, and a stream is opened later. A
// poll calls `begin` again if more than 1,000 entries are missing or the journal became shorter. A hidden tab has no stream.
export async function follow(begin, onEvents, onConnection) {
  let cursor = await begin();
  let source;
  let timer;
  let held = []; // events of an entry whose last event has not arrived
  function open() {
    clearTimeout(timer);
    source?.close();
    held = [];
    const own = source = document.hidden ? undefined : new EventSource(`/v1/events?after=${cursor}`);
    if (own) {
      own.onopen = () => onConnection(true);
      own.onmessage = receive;
      own.onerror = () => lost(own);
      own.addEventListener('gap', () => {
        own.close();
        lost(own);
      });
    }
  }
  function receive({data, lastEventId}) {
    held.push(parse(data));
    if (Number(lastEventId) === Number(held.at(-1).seq)) {
      cursor = Number(lastEventId);
      onEvents(held);
      held = [];
    }
  }
  async function poll(own) {
    const {seq} = await json('health');
    const after = cursor <= seq && seq <= cursor + MOST_POLLED ? cursor : await begin();
    const list = await json(`events?after=${after}&limit=${MOST_POLLED}`);
    if (source === own) {
      cursor = Number(list.after);
      onEvents(list.events);
    }
  }
  async function lost(own) {
    held = [];
    if (own.readyState !== EventSource.CLOSED) {
      onConnection(false); // the browser reconnects
      return;
    }
    const isThere = await poll(own).then(() => true, () => false);
    if (source === own) { // otherwise the tab was hidden meanwhile
      onConnection(isThere);
      timer = setTimeout(open, isThere ? POLL_MILLIS : RETRY_MILLIS);
    }
  }
  document.addEventListener('visibilitychange', open);
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

// Fills a table. The first cell of a row is its header. The last cell of a shorter row spans the columns that are left.
export function fill(table, columns, rows, none = 'None.') {
  table.tHead.rows[0].replaceChildren(...columns.map(name => element('th', name, {scope: 'col'})));
  const span = (row, i) => i === row.length - 1 && row.length < columns.length ? {colspan: columns.length - i} : {};
  const cells = rows.map(row => element('tr', row.map((cell, i) => i ? element('td', cell ?? '', span(row, i)) : element('th', cell, {scope: 'row'}))));
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
