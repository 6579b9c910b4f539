// Records the requests of a page and lets a test delay or answer them. Runs before the scripts of the page.
const requests = []; // path, Authorization, credentials and body of each request
const answers = {}; // by the start of a path: a function that returns or changes the reply
const realFetch = globalThis.fetch;
globalThis.fetch = async (path, options = {}) => {
  requests.push({path, secret: options.headers?.Authorization, credentials: options.credentials, body: options.body});
  const real = () => realFetch(path, options);
  const name = Object.keys(answers).find(start => path.startsWith(start));
  return name ? answers[name](real, path) : real();
};
const reply = body => new Response(JSON.stringify(body));
const streams = [];
globalThis.EventSource = class extends EventSource {
  constructor(url) {
    super(url);
    streams.push(this);
  }
};

// A stream that does nothing by itself.
class Stream {
  static all = [];
  static CLOSED = 2;
  readyState = 1;
  listeners = {};
  constructor(url) {
    this.url = url;
    Stream.all.push(this);
  }
  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }
  close() {
    this.readyState = 2;
  }
  send(seq, id) {
    this.onmessage({data: JSON.stringify({seq, n: requests.length}), lastEventId: String(id)});
  }
  end(readyState) {
    this.readyState = readyState;
    return this.onerror();
  }
}

// Follows events of such streams. `log` gets what the page would show.
async function followed(test) {
  const {follow} = await import('/page/client.mjs');
  const [realSource, realTimeout] = [EventSource, setTimeout];
  const log = [];
  const shared = {seq: 12, begin: 10, hidden: false};
  Stream.all = [];
  answers['/v1/health'] = () => reply({seq: shared.seq});
  answers['/v1/events'] = (_, path) => {
    log.push(path.replace('/v1/events?', ''));
    return reply({events: [{seq: shared.seq}], after: shared.seq});
  };
  Object.defineProperty(document, 'hidden', {get: () => shared.hidden, configurable: true});
  globalThis.EventSource = Stream;
  globalThis.setTimeout = (run, millis) => realTimeout(run, millis / 100);
  try {
    await follow(async () => { log.push('begin'); return shared.begin; },
      events => log.push(`events ${events.map(event => event.seq)}`), isThere => log.push(isThere));
    await test(shared, () => Stream.all.at(-1), millis => new Promise(done => { realTimeout(done, millis / 100); }));
    return JSON.stringify([...log, ...Stream.all.map(stream => `${stream.url.replace('/v1/events?', '')} ${stream.readyState}`)]);
  } finally {
    Stream.all.forEach(stream => stream.close());
    globalThis.EventSource = realSource;
    globalThis.setTimeout = realTimeout;
    delete document.hidden;
    delete answers['/v1/health'];
    delete answers['/v1/events'];
  }
}
