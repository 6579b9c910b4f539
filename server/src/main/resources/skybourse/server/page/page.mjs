// First screen: what is sold, the prices, the agents, and whether anything is wrong.
import {$, element, fact, fill, follow, json, short, time} from './client.mjs';
import {load, loadHistory, startChart} from './rounds.mjs';
import {restartAccount, startAccount, startOperator} from './account.mjs';

const VIEWS = ['market', 'account', 'operator'];
const RECENT_ENTRIES = 300;
const MOST_EVENTS = 200;
const REFRESH_MILLIS = 10_000;
const MEGABIT = 1e6;
const PHRASES = {
  'agent-put': 'joined or changed its terms', 'agent-left': 'left', 'seat-freed': 'lost its unused seat',
  'round-closed': 'closed', 'round-postponed': 'was postponed', 'task-left-out': 'continues without a task',
  'prices-refused': 'refused posted prices',
  'round-void': 'is void', 'round-sold': 'was sold', 'piece-done': 'has a result', 'piece-undoable': 'was reported undoable',
  'piece-rejected': 'is disputed', 'piece-paid': 'was paid', 'piece-failed': 'failed', 'piece-returned': 'was returned',
};
let market;
let lastRound = {};
let queue = [];
let isDue = false;

function showView() {
  const asked = location.hash.slice(1);
  if (asked && !VIEWS.includes(asked)) {
    return; // the link "Skip to content"
  }
  const view = asked || 'market';
  VIEWS.forEach(name => { $(name).hidden = name !== view; });
  document.querySelectorAll('nav a').forEach(link =>
    link.hash === `#${view}` ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current'));
}

function state(agent, inactive) {
  return agent.isBarred ? 'barred' : !agent.isPresent ? 'does not take part' : inactive.has(agent.agent) ? 'inactive' : 'takes part';
}

// The same problems as those of the command `exchange URL status`.
function problems(inactive) {
  const found = [];
  if (lastRound.state === 'POSTPONED' || lastRound.state === 'VOID') {
    found.push(`Round ${lastRound.round} is ${lastRound.state.toLowerCase()}. Reason: ${lastRound.reason}.`);
  }
  if (inactive.length) {
    found.push(`${inactive.length === 1 ? '1 agent has' : `${inactive.length} agents have`} been inactive for two rounds: ${inactive.slice(0, 5).join(', ')}`
      + `${inactive.length > 5 ? ' and others' : ''}. The next round excludes them.`);
  }
  return found;
}

function showHealth(inactive) {
  const found = problems(inactive);
  const title = found.length ? found.join(' ') : 'No problem found.';
  const last = market.round > 0 ? 'The last round is neither postponed nor void' : 'No round has closed';
  const details = found.length ? '' : `${last}, and no ${market.product ? 'seller' : 'agent'} is inactive. `;
  const rounds = market.roundSeconds > 0 ? `A round closes every ${short(market.roundSeconds)}\u00a0s.` : 'The operator closes rounds.';
  const line = ` ${details}Round ${market.round} collects ${market.product ? 'batches' : 'tasks'}. ${rounds}`;
  if ($('health').textContent !== title + line) { // otherwise a screen reader would repeat it
    $('health').className = `note ${found.length ? 'bad' : 'good'}`;
    $('health').replaceChildren(element('strong', title), line);
  }
}

function showLots() {
  const product = market.product;
  const last = market.lastLots;
  fact($('sold'), `Answers of ${product.model}`, `${product.quantization}, context of ${short(product.contextTokens)} tokens. A lot has volume ${
    short(product.lotVolume)}: ${product.promptWeight} per byte of a request and ${product.answerWeight} per byte of an answer.`);
  const round = last ? `Round ${last.round} sold ${last.lots} of ${last.demandLots} demanded lots. ` : '';
  const atCap = last?.lots ? `${short(100 * last.lotsAtCap / last.lots)} % of them are paid the price cap. ` : '';
  fact($('price'), last?.lots ? `${short(Number(last.payment) / last.lots)} ledger units per lot` : 'No lot has been sold',
    `${round}${atCap}The price cap is ${short(product.capUnits)}.`);
  $('checked').textContent = 'Audit';
  fact($('certificate'), product.checkShare > 0 ? `${short(100 * product.checkShare)} % of the answers are checked` : 'Answers are not checked',
    `${product.checkShare > 0 ? 'The operator compares them with its own endpoints.' : 'A buyer can dispute an answer.'} Each receipt lets its agent `
    + 'repeat the auction.');
}

function showTasks() {
  const last = market.last;
  const prices = Object.values(last?.pricePerBit ?? {}).filter(price => price !== 'closed').map(price => price * MEGABIT);
  const closed = Object.keys(last?.pricePerBit ?? {}).length - prices.length;
  fact($('sold'), 'Computing for tasks', `Wireless agents buy. Mobile and fixed agents sell, and resell overload to aerial agents by the rule ${market.rule}.`);
  fact($('price'), prices.length ? `${short(Math.min(...prices))} to ${short(Math.max(...prices))}` : last ? 'All leaders are closed' : 'No round has been sold',
    `${prices.length ? 'Money per megabit of input, by leader. ' : ''}${closed ? `${closed} leaders are closed. ` : ''}1 ledger unit is ${market.ledgerUnitMoney} money.`);
  const certificate = last?.mix ?? last;
  const eps = certificate?.epsilon;
  const bound = eps === undefined ? 'eps unknown.' : `eps ${eps.toPrecision(2)}: a buyer, or a leader whose price the exchange computes, can gain at most this share by ${
    last.mix ? 'deviating from the mixed prices' : 'deviating alone'}.`;
  fact($('certificate'), !last ? 'No round has been sold' : certificate.isCertified ? 'Certified' : 'Not certified', last ? `Round ${last.round}, ${bound}` : '');
}

function showAgents(inactive) {
  const prices = market.last?.pricePerBit ?? {};
  const price = agent => prices[agent] === undefined ? '' : prices[agent] === 'closed' ? 'closed' : short(prices[agent] * MEGABIT);
  const order = ['inactive', 'barred', 'takes part', 'does not take part'];
  const rows = market.agents.map(agent => ({...agent, state: state(agent, inactive)}))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const count = name => short(rows.filter(row => row.state === name).length);
  fact($('present'), `${count('takes part')} of ${short(rows.length)} take part`,
    `${count('inactive')} inactive, ${count('barred')} barred, ${count('does not take part')} not taking part.`);
  const shown = JSON.stringify([rows, prices], (_, value) => typeof value === 'bigint' ? String(value) : value);
  if ($('agents').shown !== shown) {
    $('agents').shown = shown;
    fill($('agents'), market.product ? ['Agent', 'Kind', 'State'] : ['Agent', 'Kind', 'Money per megabit', 'State'], rows.map(row =>
      [row.agent, row.kind, ...market.product ? [] : [price(row.agent)], row.state]));
  }
}

async function refresh() {
  market = await json('market');
  const late = new Set(market.inactive); // buyers of an inference market need not be active
  const inactive = market.agents.filter(({agent, kind}) => late.has(agent) && (!market.product || kind === 'seller')).map(({agent}) => agent);
  if (market.round > 0 && (lastRound.round !== market.round - 1 || lastRound.state !== 'SOLD')) {
    const known = market.last ?? market.lastLots;
    lastRound = known?.round === market.round - 1 ? {round: known.round, state: 'SOLD'} : await json(`rounds/${market.round - 1}`);
  }
  document.title = `${market.market} – Skybourse`;
  $('name').textContent = market.market;
  (market.product ? showLots : showTasks)();
  showAgents(new Set(inactive));
  showHealth(inactive);
}

function line(event) {
  const what = event.agent ?? (event.piece ? `Piece ${event.piece}` : `Round ${event.round}`);
  const phrase = event.type === 'agent-barred' ? event.isBarred ? 'was barred' : 'was readmitted' : PHRASES[event.type] ?? event.type;
  const made = element('li', [element('time', time(event.at)), ` ${what} ${phrase}${event.reason ? `: ${event.reason}` : ''}`]);
  made.dataset.seq = event.seq;
  return made;
}

// Events are shown together, so that a market with many of them stays cheap.
async function showQueue() {
  isDue = false;
  const events = queue;
  queue = [];
  $('events').prepend(...events.slice(-MOST_EVENTS).reverse().map(line));
  [...$('events').children].slice(MOST_EVENTS).forEach(old => old.remove());
  const ended = events.filter(event => ['round-sold', 'round-void', 'round-postponed'].includes(event.type) && event.round >= market.round - 1);
  if (ended.length) {
    await load(ended.map(event => event.round));
  }
  if (events.some(event => !event.type.startsWith('piece-'))) {
    await refresh().catch(() => {});
  }
  document.dispatchEvent(new CustomEvent('market', {detail: events}));
}

function onEvents(events) {
  queue.push(...events);
  if (!isDue) {
    isDue = true;
    setTimeout(showQueue, 300);
  }
}

let timer;
function onConnection(isThere) {
  if (isThere) {
    clearTimeout(timer);
    timer = undefined;
    $('gone').hidden = true;
    refresh().catch(() => {});
  } else {
    const since = new Date().toLocaleTimeString();
    timer ??= setTimeout(() => {
      $('gone').textContent = `The exchange has not answered since ${since}. This page shows its last state and reconnects automatically.`;
      $('gone').hidden = false;
    }, 1500);
  }
}

// Shows the market from its last events and rounds on. Returns the journal entry after which the events start.
async function begin() {
  const {seq} = await json('health');
  lastRound = {};
  await refresh();
  queue = [];
  $('events').replaceChildren();
  restartAccount();
  loadHistory(market.round - 1, Boolean(market.product));
  return Math.max(0, Number(seq) - RECENT_ENTRIES);
}

async function start() {
  addEventListener('hashchange', showView);
  showView();
  startOperator();
  await startAccount();
  await follow(begin, onEvents, onConnection);
  setInterval(() => document.hidden || refresh().catch(() => {}), REFRESH_MILLIS);
  startChart();
}

start().catch(() => {
  $('health').className = 'note bad';
  $('health').textContent = 'The exchange does not answer. Reload this page to try again.';
});
