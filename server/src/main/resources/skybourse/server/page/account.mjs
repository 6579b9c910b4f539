// Account of an agent, checks of its receipts, and disputes. A secret stays in a variable of this module.
import {$, ask, button, date, element, fact, fill, json, onSubmit, part, units} from './client.mjs';
import {check} from './receipt.mjs';

const LAST_ROUNDS = 20;
const MOST_ROWS = 50;
const MOST_PAYMENTS = 300;
const BLOCK = 1_000;
const MOST_SHOWN = 4_000;
const OTHER_LINES = '5, 7, 8 and 11 to 16';

let own; // the agent with its secret, and what was found about it
let key; // key of the exchange, as this tab first saw it
let earlier; // first checkpoint that this tab saw
let checked; // files of the last check

function forget() {
  own = checked = undefined;
  $('own').hidden = $('close-account').hidden = $('flip').hidden = $('files').hidden = true;
  $('lines').replaceChildren();
  $('verdict').replaceChildren();
  ['find-task', 'check-receipt'].forEach(form => $(form).reset());
}

// Forgets what was found about the agent, because the exchange continues from an older backup or many events are missing.
export function restartAccount() {
  own?.rounds.clear();
  own?.ended.clear();
}

function ofAgent(record, number, agent) {
  return {
    number,
    task: (record.tasks ?? record.batches)?.[agent]?.task,
    pieces: (record.pieces ?? []).filter(piece => [piece[1], piece[3], piece[4]].includes(agent)).map(piece => piece[0]),
    payments: (record.entries ?? []).filter(entry => entry.slice(0, 2).includes(agent)).map(entry => [number, ...entry]),
  };
}

// Reads the agent's tasks, pieces and payments from the records of the last rounds. Returns them by round, the newest first.
async function readRounds(mine) {
  const {round} = await json('market');
  const first = Math.max(0, round - LAST_ROUNDS);
  [...mine.rounds.keys()].filter(number => number < first || number >= round).forEach(number => mine.rounds.delete(number));
  for (let number = first; number < round; number++) {
    if (!mine.rounds.has(number)) {
      const record = await json(`rounds/${number}`);
      if (record.state === 'SOLD' || record.state === 'VOID') {
        mine.rounds.set(number, ofAgent(record, number, mine.agent));
      }
    }
  }
  return [...mine.rounds.values()].sort((a, b) => b.number - a.number);
}

// Requests bodies by their paths. Ended tasks and pieces do not change, so each is requested once.
const request = (mine, paths, isEnded, ended) => Promise.all(paths.map(async path => {
  const body = mine.ended.get(path) ?? await json(path, mine.secret).catch(failure => ({failure: failure.message, pieces: []}));
  if (isEnded(body)) {
    ended.set(path, body);
  }
  return body;
}));

const isOver = piece => ['PAID', 'FAILED', 'RETURNED'].includes(piece.state);
const isDone = task => ['WITHDRAWN', 'EXPIRED'].includes(task.stage) || (task.stage === 'SOLD' && task.pieces.every(isOver));

async function show() {
  const mine = own;
  const forgotten = () => own !== mine; // no request with the secret is sent after this
  if (!mine) {
    return;
  }
  const path = `agents/${part(mine.agent)}`;
  const account = await json(`accounts/${part(mine.agent)}`, mine.secret);
  const rounds = await readRounds(mine);
  if (forgotten()) {
    return;
  }
  const [agent, listed] = await Promise.all([json(path, mine.secret), json(`${path}/tasks?limit=100`, mine.secret)]);
  if (forgotten()) {
    return;
  }
  const open = listed.tasks.filter(task => task.stage === 'OPEN').map(task => task.task);
  const names = [...new Set([...mine.found, ...open, ...rounds.map(round => round.task).filter(Boolean)])].slice(0, MOST_ROWS);
  const ids = rounds.flatMap(round => round.pieces.toReversed()).slice(0, MOST_ROWS);
  const payments = rounds.flatMap(round => round.payments.toReversed()).slice(0, MOST_PAYMENTS);
  const ended = new Map();
  const tasks = await request(mine, names.map(name => `${path}/tasks/${part(name)}`), isDone, ended);
  if (forgotten()) {
    return;
  }
  const pieces = await request(mine, ids.map(id => `pieces/${part(id)}`), isOver, ended);
  if (forgotten()) {
    return;
  }
  Object.assign(mine, {ended, ids});
  const facts = [['Balance', account.balanceUnits, ''], ['In escrow', account.heldUnits, 'Held for bills and bonds.'], ['Free', account.freeUnits, '']];
  if (agent.spendUnitsADay !== undefined) {
    facts.push(['May spend today', agent.spendableUnits, `Of ${units(agent.spendUnitsADay)} units a day.`]);
  }
  $('balance').replaceChildren(...facts.map(([name, value, text]) => {
    const definition = element('dd');
    fact(definition, `${units(value)} units`, text);
    return element('div', [element('dt', name), definition]);
  }));
  const none = `None in the last ${LAST_ROUNDS} rounds.`;
  fill($('tasks'), ['Task', 'State', 'Sold in round', 'Pieces', 'Bill in units'], tasks.map((task, i) =>
    [names[i], task.failure ?? task.stage, task.soldIn, task.failure ? '' : task.pieces.length, units(task.billUnits)]), none);
  fill($('pieces'), ['Piece', 'State', 'Buyer', 'Leader', 'Worker', 'Due', 'Bill in units', 'Bond in units'], pieces.map((piece, i) =>
    [ids[i], piece.failure ?? piece.state, piece.buyer, piece.leader, piece.worker, piece.due && date(piece.due),
      units(piece.meter?.bill ?? piece.billUnits), units(piece.bondUnits)]), none);
  fill($('payments'), ['Round', 'Reason', 'From', 'To', 'Units', 'For'], payments.map(([round, from, to, amount, reason, of]) =>
    [round, reason, from, to, units(amount), of]), none);
  $('check-receipt').elements.round.value ||= payments[0]?.[0] ?? '';
  $('own').hidden = $('close-account').hidden = false;
}

let running = Promise.resolve();
let next;

// Refreshes the account after the refresh in progress. Calls during it share one refresh.
function refresh() {
  next ??= running.catch(() => {}).then(() => {
    next = undefined;
    running = show();
    return running;
  });
  return next;
}

async function showLines() {
  if (!crypto.subtle) {
    throw new Error('This browser checks receipts only on HTTPS and on 127.0.0.1.');
  }
  const lines = await check(checked.receipts, checked);
  const numbers = verdict => lines.filter(line => line.verdict === verdict).map(line => line.number).join(', ') || 'none';
  $('verdict').className = `note ${numbers('BROKEN') === 'none' ? 'good' : 'bad'}`;
  $('verdict').textContent = `Round ${checked.round}. Lines that hold: ${numbers('holds')}. Broken: ${numbers('BROKEN')}. Not checked: ${
    numbers('not checked')}. The lines ${OTHER_LINES} need ./skybourse check-receipt.`;
  $('lines').replaceChildren(...lines.map(({number, verdict, text}) =>
    element('li', [element('strong', `${number} ${verdict}`), ` ${text}`], {class: verdict.replace(' ', '-').toLowerCase()})));
}

function showFiles() {
  const files = {[`round-${checked.round}.json`]: checked.record, 'exchange.pub': checked.key, older: checked.earlier};
  checked.texts.forEach((text, i) => { files[`receipt-${checked.round}${i ? `-${i}` : ''}.json`] = text; });
  $('files').replaceChildren('Files of this check: ', ...Object.entries(files).map(([name, text]) =>
    button(name, () => element('a', '', {download: name, href: URL.createObjectURL(new Blob([text]))}).click())));
  $('files').hidden = $('flip').hidden = false;
}

async function checkRound({round, sent, key: agentKey, stored}) {
  const mine = own;
  const older = earlier.split('\n')[1];
  const texts = [];
  for (let from = 0, last = 0; from <= last;) {
    const query = `agent=${part(mine.agent)}&from=${from}&older=${older}`;
    texts.push(await (await ask(`rounds/${round.value}/receipt?${query}`, mine.secret)).text());
    const leaf = JSON.parse(JSON.parse(texts.at(-1)).leaf);
    last = leaf.toSeq < leaf.lastSeq && leaf.toSeq >= from ? leaf.lastSeq : -1; // -1: there are no more parts
    from = leaf.toSeq + 1;
  }
  const found = {
    agent: mine.agent, round: round.value, texts, receipts: texts.map(text => JSON.parse(text)), record: await (await ask(`rounds/${round.value}`)).text(),
    key: stored.value.trim() || key, earlier, sent: await sent.files[0]?.text(), agentKey: agentKey.value,
  };
  if (own === mine) {
    checked = found;
    await showLines();
    showFiles();
  }
}

export async function startAccount() {
  onSubmit($('open-account'), async ({agent, secret}) => {
    forget();
    const mine = own = {agent: agent.value, secret: secret.value, rounds: new Map(), found: new Set(), ids: [], ended: new Map()};
    secret.value = '';
    await refresh().catch(failure => {
      if (own === mine) {
        forget();
      }
      throw failure;
    });
  });
  $('close-account').addEventListener('click', forget);
  onSubmit($('find-task'), async ({task}) => {
    const mine = own;
    await json(`agents/${part(mine.agent)}/tasks/${part(task.value)}`, mine.secret);
    mine.found.add(task.value);
    await refresh();
  });
  onSubmit($('check-receipt'), checkRound);
  $('flip').addEventListener('click', () => {
    checked.record = checked.record.replace(/\d(?=\D*$)/, digit => (Number(digit) + 1) % 10);
    showLines();
  });
  document.addEventListener('market', ({detail: events}) => {
    if (own && !$('own').hidden && events.some(event => event.type === 'round-sold' || own.ids.includes(event.piece))) {
      refresh().catch(() => {});
    }
  });
  key = await (await ask('key')).text();
  earlier = await (await ask('checkpoint')).text();
}

// Returns a journal entry before the time at which the oldest dispute can have begun. A dispute ends at the latest when the time for its
// ruling ends.
async function firstDisputes() {
  const {now, rulingSeconds} = await json('market');
  const {seq} = await json('health');
  let [before, after] = [0, Number(seq)];
  while (after - before > BLOCK) {
    const middle = Math.floor((before + after) / 2);
    const [event] = (await json(`events?after=${middle}&limit=1`)).events;
    [before, after] = event?.at < Number(now) - 1_000 * rulingSeconds ? [middle, after] : [before, middle];
  }
  return before;
}

// Returns the disputed pieces. Each event is read once.
async function disputed(operator) {
  operator.after ??= await firstDisputes();
  for (let more = true; more;) {
    const list = await json(`events?after=${operator.after}&limit=${BLOCK}`);
    for (const {type, piece} of list.events) {
      if (type === 'piece-rejected' || type === 'piece-undoable') {
        operator.ids.add(piece);
      } else if (['piece-paid', 'piece-failed', 'piece-returned'].includes(type)) {
        operator.ids.delete(piece);
      }
    }
    more = list.events.length >= BLOCK;
    operator.after = Number(list.after);
  }
  const pieces = await Promise.all([...operator.ids].map(id => json(`pieces/${part(id)}`, operator.secret)));
  return pieces.filter(piece => piece.state === 'REJECTED');
}

async function showBytes(piece, name, secret) {
  const bytes = await ask(`pieces/${part(piece)}/${name}`, secret).then(reply => reply.arrayBuffer()).catch(() => new ArrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return [element('h4', `${name === 'payload' ? 'Payload' : 'Result'}, ${bytes.byteLength} bytes`), element('pre', text.slice(0, MOST_SHOWN), {tabindex: 0})];
}

export function startOperator() {
  let operator;
  const forgetOperator = () => {
    operator = undefined;
    $('disputes').replaceChildren();
    $('close-operator').hidden = true;
  };
  const show = async () => {
    const mine = operator;
    if (!mine) {
      return; // the secret was forgotten
    }
    const {agents: [first], paysUnruled} = await json('market');
    if (first) {
      await ask(`accounts/${part(first.agent)}`, mine.secret); // refuses all but the operator and this agent
    }
    const pieces = await disputed(mine);
    if (operator === mine) {
      $('disputes').replaceChildren(...pieces.length ? pieces.map(piece => card(piece, paysUnruled)) : [element('p', 'No piece is disputed.', {class: 'note good'})]);
      $('close-operator').hidden = false;
    }
  };
  const rule = async (piece, pays) => {
    const outcome = pays ? 'The worker is right' : 'The worker is wrong';
    if (confirm(`${outcome} about ${piece.piece}? A ruling is final.`)) {
      const body = JSON.stringify({piece: piece.piece, pays});
      await ask('operator/rule', operator.secret, {method: 'PUT', body, headers: {'Content-Type': 'application/json'}});
      await show();
    }
  };
  const card = (piece, paysUnruled) => {
    const error = element('p', '', {class: 'error', role: 'alert'});
    const run = action => () => action().catch(failure => { error.textContent = failure.message; });
    const bytes = element('div');
    const sentence = text => `${text.replace(/\.$/, '')}.`;
    const reason = piece.undoable === undefined ? '' : ` The worker reported: ${sentence(piece.undoable)}`;
    const unruled = paysUnruled && piece.undoable === undefined ? 'the result is paid, and the stake goes to the worker' : 'all money is returned';
    return element('article', [
      element('h3', `Piece ${piece.piece}`),
      element('p', `${piece.disputedBy} disputes: ${sentence(piece.objection || 'no reason given')}${reason} Buyer ${piece.buyer}, leader ${
        piece.leader}, worker ${piece.worker}. Bill ${units(piece.billUnits)} units. Without a ruling by ${date(piece.due)}, ${unruled}.`),
      bytes,
      button('Show payload and result', run(async () => bytes.replaceChildren(
        ...await showBytes(piece.piece, 'payload', operator.secret), ...await showBytes(piece.piece, 'result', operator.secret)))),
      button('The worker is right', run(() => rule(piece, true))),
      button('The worker is wrong', run(() => rule(piece, false))),
      error,
    ]);
  };
  onSubmit($('open-operator'), async form => {
    const mine = operator = {secret: form.secret.value, ids: new Set()};
    form.secret.value = '';
    await show().catch(failure => {
      if (operator === mine) {
        forgetOperator();
      }
      throw failure;
    });
  });
  $('close-operator').addEventListener('click', forgetOperator);
}
