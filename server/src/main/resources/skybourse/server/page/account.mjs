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
}

// Adds what the records of the last rounds say about the agent.
async function readRounds() {
  const {round} = await json('market');
  for (let number = Math.max(0, round - LAST_ROUNDS); number < round; number++) {
    if (!own.rounds.has(number)) {
      const record = await json(`rounds/${number}`);
      if (record.state === 'SOLD' || record.state === 'VOID') {
        own.rounds.add(number);
        own.tasks.add((record.tasks ?? record.batches)?.[own.agent]?.task);
        own.pieces.push(...(record.pieces ?? []).filter(piece => [piece[1], piece[3], piece[4]].includes(own.agent)));
        const payments = (record.entries ?? []).filter(entry => entry.slice(0, 2).includes(own.agent));
        own.payments.push(...payments.map(entry => [number, ...entry]));
        own.last = payments.length ? number : own.last;
      }
    }
  }
  own.tasks.delete(undefined);
  own.tasks = new Set([...own.tasks].slice(-MOST_ROWS));
  own.pieces = own.pieces.slice(-MOST_ROWS);
  own.payments = own.payments.slice(-MOST_PAYMENTS);
}

// What has ended does not change any more, so it is requested only once.
async function once(mine, path, isEnded) {
  const body = mine.ended.get(path) ?? await json(path, mine.secret);
  if (isEnded(body)) {
    mine.ended.set(path, body);
  }
  return body;
}

const isOver = piece => ['PAID', 'FAILED', 'RETURNED'].includes(piece.state);
const isDone = task => ['WITHDRAWN', 'EXPIRED'].includes(task.stage) || (task.stage === 'SOLD' && task.pieces.every(isOver));

async function refresh() {
  const mine = own;
  const account = await json(`accounts/${part(mine.agent)}`, mine.secret);
  await readRounds();
  const tasks = await Promise.all([...mine.tasks].reverse().map(name =>
    once(mine, `agents/${part(mine.agent)}/tasks/${part(name)}`, isDone).catch(failure => ({task: name, stage: failure.message, pieces: []}))));
  const pieces = await Promise.all([...mine.pieces].reverse().map(row =>
    once(mine, `pieces/${part(row[0])}`, isOver).catch(failure => ({piece: row[0], state: failure.message}))));
  if (own !== mine) {
    return; // the secret was forgotten meanwhile
  }
  const facts = [['Balance', account.balanceUnits, ''], ['In escrow', account.heldUnits, 'Held for bills and bonds.'], ['Free', account.freeUnits, '']];
  $('balance').replaceChildren(...facts.map(([name, value, text]) => {
    const definition = element('dd');
    fact(definition, `${units(value)} units`, text);
    return element('div', [element('dt', name), definition]);
  }));
  fill($('tasks'), ['Task', 'State', 'Sold in round', 'Pieces', 'Bill in units'], tasks.map(task =>
    [task.task, task.stage, task.soldIn, task.pieces.length, units(task.billUnits)]), `None in the last ${LAST_ROUNDS} rounds.`);
  fill($('pieces'), ['Piece', 'State', 'Buyer', 'Leader', 'Worker', 'Due', 'Bill in units', 'Bond in units'], pieces.map(piece =>
    [piece.piece, piece.state, piece.buyer, piece.leader, piece.worker, piece.due && date(piece.due), units(piece.meter?.bill ?? piece.billUnits),
      units(piece.bondUnits)]), `None in the last ${LAST_ROUNDS} rounds.`);
  fill($('payments'), ['Round', 'Reason', 'From', 'To', 'Units', 'For'], [...mine.payments].reverse().map(([round, from, to, amount, reason, of]) =>
    [round, reason, from, to, units(amount), of]), `None in the last ${LAST_ROUNDS} rounds.`);
  $('check-receipt').elements.round.value ||= mine.last ?? '';
  $('own').hidden = $('close-account').hidden = false;
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

async function checkRound({round, sent, key: agentKey}) {
  const number = round.value;
  const older = earlier.split('\n')[1];
  const texts = [];
  for (let from = 0, leaf = {}; leaf.toSeq !== leaf.lastSeq || !texts.length; from = leaf.toSeq + 1) {
    const query = `agent=${part(own.agent)}&from=${from}&older=${older}`;
    texts.push(await (await ask(`rounds/${number}/receipt?${query}`, own.secret)).text());
    leaf = JSON.parse(JSON.parse(texts.at(-1)).leaf);
  }
  checked = {
    round: number, texts, receipts: texts.map(text => JSON.parse(text)), record: await (await ask(`rounds/${number}`)).text(), key, earlier,
    sent: await sent.files[0]?.text(), agentKey: agentKey.value,
  };
  await showLines();
  showFiles();
}

export async function startAccount() {
  onSubmit($('open-account'), async ({agent, secret}) => {
    forget();
    own = {agent: agent.value, secret: secret.value, rounds: new Set(), tasks: new Set(), pieces: [], payments: [], ended: new Map()};
    secret.value = '';
    await refresh().catch(failure => {
      forget();
      throw failure;
    });
  });
  $('close-account').addEventListener('click', forget);
  onSubmit($('find-task'), async ({task}) => {
    await json(`agents/${part(own.agent)}/tasks/${part(task.value)}`, own.secret);
    own.tasks.add(task.value);
    await refresh();
  });
  onSubmit($('check-receipt'), checkRound);
  $('flip').addEventListener('click', () => {
    checked.record = checked.record.replace(/\d(?=\D*$)/, digit => (Number(digit) + 1) % 10);
    showLines();
  });
  document.addEventListener('market', ({detail: events}) => {
    if (own && !$('own').hidden && events.some(event => event.type === 'round-sold' || own.pieces.some(row => row[0] === event.piece))) {
      refresh().catch(() => {});
    }
  });
  key = await (await ask('key')).text();
  earlier = await (await ask('checkpoint')).text();
}

// Returns the disputed pieces. A dispute ends at the latest when the time for its ruling ends, so older events are not read.
async function disputed(secret) {
  const market = await json('market');
  const since = Number(market.now) - 1_000 * market.rulingSeconds;
  const {seq} = await json('health');
  const ids = new Set();
  for (let start = Number(seq) - BLOCK, isNewer = true; isNewer && start > -BLOCK; start -= BLOCK) {
    for (let after = Math.max(0, start); after < start + BLOCK;) {
      const list = await json(`events?after=${after}&limit=${BLOCK}`);
      list.events.filter(event => ['piece-rejected', 'piece-undoable'].includes(event.type)).forEach(event => ids.add(event.piece));
      isNewer &&= !list.events.some(event => event.at < since);
      after = Number(list.after);
    }
  }
  const pieces = await Promise.all([...ids].map(id => json(`pieces/${part(id)}`, secret).catch(() => ({}))));
  return pieces.filter(piece => piece.state === 'REJECTED');
}

async function showBytes(piece, name, secret) {
  const bytes = await ask(`pieces/${part(piece)}/${name}`, secret).then(reply => reply.arrayBuffer()).catch(() => new ArrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return [element('h4', `${name === 'payload' ? 'Payload' : 'Result'}, ${bytes.byteLength} bytes`), element('pre', text.slice(0, MOST_SHOWN), {tabindex: 0})];
}

export function startOperator() {
  let secret;
  const show = async () => {
    await ask(`accounts/${part((await json('market')).agents[0].agent)}`, secret); // refuses all but the operator and this agent
    const pieces = await disputed(secret);
    $('disputes').replaceChildren(...pieces.length ? pieces.map(card) : [element('p', 'No piece is disputed.', {class: 'note good'})]);
    $('close-operator').hidden = false;
  };
  const rule = async (piece, pays) => {
    const outcome = pays ? 'The worker is right' : 'The worker is wrong';
    if (confirm(`${outcome} about ${piece.piece}? A ruling is final.`)) {
      const body = JSON.stringify({piece: piece.piece, pays});
      await ask('operator/rule', secret, {method: 'PUT', body, headers: {'Content-Type': 'application/json'}});
      await show();
    }
  };
  const card = piece => {
    const error = element('p', '', {class: 'error', role: 'alert'});
    const run = action => () => action().catch(failure => { error.textContent = failure.message; });
    const bytes = element('div');
    const reason = piece.undoable === undefined ? '' : ` The worker reported: ${piece.undoable}.`;
    return element('article', [
      element('h3', piece.piece),
      element('p', `${piece.disputedBy} disputes: ${piece.objection || 'no reason given'}.${reason} Buyer ${piece.buyer}, leader ${
        piece.leader}, worker ${piece.worker}. Bill ${units(piece.billUnits)} units. Without a ruling by ${date(piece.due)}, all money is returned.`),
      bytes,
      button('Show payload and result', run(async () => bytes.replaceChildren(
        ...await showBytes(piece.piece, 'payload', secret), ...await showBytes(piece.piece, 'result', secret)))),
      button('The worker is right', run(() => rule(piece, true))),
      button('The worker is wrong', run(() => rule(piece, false))),
      error,
    ]);
  };
  onSubmit($('open-operator'), async form => {
    secret = form.secret.value;
    form.secret.value = '';
    await show();
  });
  $('close-operator').addEventListener('click', () => {
    secret = undefined;
    $('disputes').replaceChildren();
    $('close-operator').hidden = true;
  });
}
