// Checks receipts with WebCrypto. The rules and their numbers are those of docs/reference/receipts.md.
import {parse, units, written} from './client.mjs';

const HOLDS = 'holds';
const BROKEN = 'BROKEN';
const OPEN = 'not checked';
const RANK = [BROKEN, OPEN, HOLDS];
const RECORDS = ['record-2', 'record-3', 'inference-record-1'];
const ROUND = ['market', 'round', 'firstSeq', 'lastSeq'];
const HASH_BYTES = 32;
const MORE_THAN_53_BITS = '9007199254740993';

const utf8 = text => new TextEncoder().encode(text);
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
const unhex = text => Uint8Array.from(text.match(/../g), byte => parseInt(byte, 16));
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const node = (left, right) => sha256(Uint8Array.of(1, ...left, ...right));

function base64(text) {
  const decoded = atob(text);
  if (btoa(decoded) !== text) {
    throw new Error('Base64 must be canonical.');
  }
  return Uint8Array.from(decoded, char => char.charCodeAt(0));
}

function hash(text) {
  const bytes = base64(text);
  require(bytes.length === HASH_BYTES);
  return bytes;
}

function base64url(text) {
  require(/^[\w-]*$/.test(text));
  return base64(text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat(-text.length & 3));
}

function require(isTrue) {
  if (!isTrue) {
    throw new Error('A file of this check has a wrong format.');
  }
}

// Reads JSON. Whole numbers become BigInt. An object may not repeat a name, because parsers differ in which value they use.
function read(text) {
  const open = [];
  for (const [token, name] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') {
      open.push(new Set());
    } else if (token === '}') {
      open.pop();
    } else if (name) {
      const size = open.at(-1).size;
      require(open.at(-1).add(JSON.parse(name)).size > size);
    }
  }
  return JSON.parse(text, (_, value, context) =>
    typeof value === 'number' && /^-?\d+$/.test(written(context)) ? BigInt(context.source) : value);
}

const requireText = (...values) => require(values.every(value => typeof value === 'string'));
const requireWhole = (...values) => require(values.every(value => typeof value === 'bigint' && BigInt.asIntN(64, value) === value));

function requireNatural(...values) {
  requireWhole(...values);
  require(values.every(value => value >= 0n));
}

function requireRound(tree) {
  requireText(tree.market);
  requireNatural(tree.round, tree.firstSeq, tree.lastSeq);
}

function readLeaf(text) {
  const leaf = read(text);
  require(leaf.skybourse === 'receipt-1');
  requireRound(leaf);
  requireText(leaf.agent);
  requireNatural(leaf.record);
  requireWhole(leaf.fromSeq, leaf.toSeq, leaf.before, leaf.after);
  require(leaf.firstSeq <= leaf.fromSeq && leaf.fromSeq <= leaf.toSeq && leaf.toSeq <= leaf.lastSeq);
  require(Array.isArray(leaf.commands));
  let least = leaf.fromSeq;
  for (const command of leaf.commands) {
    requireNatural(command.seq, command.at);
    requireText(command.for, command.text === undefined ? command.sha256 : command.text);
    require(least <= command.seq && command.seq <= leaf.toSeq);
    least = command.seq + 1n;
  }
  return leaf;
}

function readRecord(text) {
  const record = read(text);
  require(RECORDS.includes(record.skybourse));
  requireRound(record);
  require(Array.isArray(record.entries));
  for (const entry of record.entries) {
    const [from, to, amount, reason, of] = entry;
    require(entry.length === 5);
    requireText(from, to, reason, of);
    requireWhole(amount);
  }
  return record;
}

async function isSigned(key, message, signature) {
  const known = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', known, signature, message);
}

async function readKey(text) {
  const [, name, id, data] = text.trim().match(/^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/);
  const typed = base64(data);
  const hash = await sha256(Uint8Array.of(...utf8(`${name}\n`), ...typed));
  if (hex(hash.slice(0, 4)) !== id || typed[0] !== 1 || typed.length !== 33) {
    throw new Error('The key of the exchange must be an Ed25519 key.');
  }
  return {name, id, text: text.trim(), bytes: typed.slice(1)};
}

// Returns the size and root of a signed note (C2SP tlog-checkpoint); undefined if the key did not sign it.
async function readCheckpoint(note, key) {
  const end = note.lastIndexOf('\n\n');
  const [origin, size, root] = note.slice(0, end).split('\n');
  const lines = note.slice(end + 2).trimEnd().split('\n').map(line => line.match(/^— (\S+) (\S+)$/));
  if (end < 0 || origin !== key.name || !/^(0|[1-9]\d{0,14})$/.test(size) || lines.includes(null)) {
    return undefined;
  }
  const signatures = lines.filter(line => line[1] === key.name).map(line => base64(line[2])).filter(bytes => hex(bytes.slice(0, 4)) === key.id);
  const verified = await Promise.all(signatures.map(bytes => isSigned(key.bytes, utf8(note.slice(0, end + 1)), bytes.slice(4))));
  return verified.length && verified.every(Boolean) ? {size: Number(size), root: hash(root)} : undefined;
}

// Computes the roots of the smaller and of the complete tree from a path (RFC 9162, 2.1.3.2 and 2.1.4.2).
async function roots(start, index, last, path) {
  let small = start;
  let large = start;
  for (const other of path) {
    if (last === 0) {
      return undefined;
    }
    if (index % 2 || index === last) {
      small = await node(other, small);
      large = await node(other, large);
      while (index && index % 2 === 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      large = await node(large, other);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? {small, large} : undefined;
}

async function includes(text, index, path, head) {
  const isPossible = Number.isSafeInteger(index) && index >= 0 && index < head.size;
  const found = isPossible && await roots(await sha256(Uint8Array.of(0, ...utf8(text))), index, head.size - 1, path.map(hash));
  return Boolean(found) && same(found.large, head.root);
}

async function grew(old, head, path) {
  if (old.size === 0 || old.size === head.size) {
    return path.length === 0 && same(old.root, old.size === 0 ? await sha256(new Uint8Array()) : head.root);
  }
  let common = 1;
  while (old.size % (2 * common) === 0) {
    common *= 2;
  }
  const proof = [...old.size === common ? [old.root] : [], ...path.map(hash)];
  const found = path.length > 0
    && await roots(proof[0], Math.floor((old.size - 1) / common), Math.floor((head.size - 1) / common), proof.slice(1));
  return Boolean(found) && same(found.small, old.root) && same(found.large, head.root);
}

async function checkGrowth(receipt, head, key, earlier) {
  if (!earlier) {
    return [OPEN, 'This tab has no earlier checkpoint.'];
  }
  const old = await readCheckpoint(earlier, key);
  const proof = receipt.consistency;
  if (!old || old.size > head.size) {
    return [BROKEN, 'The earlier checkpoint of this tab is not signed by the same key, or the log became shorter.'];
  }
  const isGiven = proof?.from === old.size && proof.to === head.size;
  return await grew(old, head, isGiven ? proof.path : [])
    ? [HOLDS, `Since the checkpoint with ${old.size} leaves that this tab kept, leaves were only appended.`]
    : [BROKEN, 'The log was rewritten since the checkpoint that this tab kept.'];
}

const agree = (one, other, names) => names.every(name => one[name] === other[name]);

// Parts of a receipt must cover all commands of the round without overlap, and follow each other in the log.
function areComplete(leaves, receipts) {
  return leaves.every((leaf, i) => agree(leaf, leaves[0], [...ROUND, 'agent', 'record', 'before', 'after'])
    && receipts[i].index === receipts[0].index + i
    && leaf.fromSeq === (i ? leaves[i - 1].toSeq + 1n : leaf.firstSeq) && (i < leaves.length - 1 || leaf.toSeq === leaf.lastSeq));
}

async function isOwn(command, market, key) {
  const [head, payload, signature, ...rest] = command.text.split('.');
  const [header, body] = [head, payload].map(text => read(new TextDecoder('utf-8', {fatal: true}).decode(base64url(text))));
  return !rest.length && header.alg === 'EdDSA' && header.crit === undefined && body.for === command.for && body.market === market
    && isSigned(unhex(key), utf8(`${head}.${payload}`), base64url(signature));
}

async function checkCommands(leaf, sent, agentKey) {
  if (!sent && !agentKey) {
    return [OPEN, 'Give the file of your sent commands, or your public key.'];
  }
  const digest = async command => command.text === undefined ? command.sha256 : hex(await sha256(utf8(command.text)));
  const rows = sent === undefined ? [] : sent.split('\n').filter(row => row.trim()).map(read);
  const stored = new Set(await Promise.all(rows.map(async row => `${row.for} ${await digest(row)}`)));
  let unknown = 0;
  for (const command of leaf.commands) {
    const isSignedText = Boolean(command.text?.trim()) && !command.text.trim().startsWith('{');
    if (isSignedText && agentKey && !await isOwn(command, leaf.market, agentKey).catch(() => false)) {
      return [BROKEN, `The command ${command.seq} is not signed by your key.`];
    }
    if (sent !== undefined && !stored.has(`${command.for} ${await digest(command)}`)) {
      return [BROKEN, `The command ${command.seq} is not among your sent commands.`];
    }
    unknown += sent === undefined && !(isSignedText && agentKey);
  }
  return unknown ? [OPEN, `${unknown} commands are not signed. Give the file of your sent commands.`]
    : [HOLDS, `All ${leaf.commands.length} commands are yours.`];
}

function checkPayments(record) {
  const isInference = record.skybourse === 'inference-record-1';
  const sums = new Map();
  const add = (account, units) => sums.set(account, (sums.get(account) ?? 0n) + units);
  let isAllowed = true;
  for (const [from, to, amount, reason] of record.entries) {
    add(from, -amount);
    add(to, amount);
    isAllowed &&= amount >= 0n && from !== to;
    if (isInference && from !== 'outside' && to !== 'outside') {
      isAllowed &&= from !== 'house' && (to !== 'house' || reason === 'FEE' || reason === 'PENALTY');
    }
  }
  isAllowed &&= isInference || record.rule === 'vcg' || (sums.get('house') ?? 0n) >= 0n;
  return {sums, verdict: isAllowed ? [HOLDS, `All ${record.entries.length} payments are allowed.`]
    : [BROKEN, 'A payment is negative, an agent pays itself, or the house pays.']};
}

// Returns the value of a reader; undefined if a text has a wrong format.
function ifValid(reader, text) {
  try {
    return reader(text);
  } catch {
    return undefined;
  }
}

async function checkRecord(receipt, record, leaf, head) {
  const {index, path, shared} = receipt.record;
  const tail = receipt.path.slice(receipt.path.length - shared);
  const isIn = BigInt(index) === leaf.record && await includes(record, index, [...path, ...tail], head);
  const tree = isIn ? ifValid(readRecord, record) : undefined;
  if (!tree || !agree(tree, leaf, ROUND)) {
    return {6: [BROKEN, isIn && !tree ? 'The record of the round has a wrong format.' : 'This record of the round is not in the log.']};
  }
  const {sums, verdict} = checkPayments(tree);
  const own = sums.get(leaf.agent) ?? 0n;
  const balance = leaf.before + own === leaf.after
    ? [HOLDS, `The balance ${units(leaf.before)} before the round plus your payments ${units(own)} equals the balance ${units(leaf.after)} after it.`]
    : [BROKEN, 'The balance before the round plus your payments differs from the balance after it.'];
  return {6: [HOLDS, 'The record of the round is in that log.'], 9: verdict, 10: balance};
}

async function checkOne(receipt, {record, key, earlier, sent, agentKey, agent, round}) {
  const head = await readCheckpoint(receipt.checkpoint, key).catch(() => undefined);
  if (!head) {
    return {1: [BROKEN, `The key ${key.text} did not sign the checkpoint.`]};
  }
  const lines = {1: [HOLDS, `The key ${key.text} signed the checkpoint of the log.`]};
  lines[3] = await checkGrowth(receipt, head, key, earlier).catch(() => [BROKEN, 'The consistency proof has a wrong format.']);
  const isIn = await includes(receipt.leaf, receipt.index, receipt.path, head).catch(() => false);
  const leaf = isIn ? ifValid(readLeaf, receipt.leaf) : undefined;
  if (!leaf || `skybourse/${leaf.market}` !== key.name) {
    return {...lines, 2: [BROKEN, isIn && !leaf ? 'The receipt has a wrong format.' : 'The receipt is not in the log of this market.']};
  }
  if (leaf.agent !== agent || leaf.round !== BigInt(round)) {
    return {...lines, 2: [BROKEN, `The receipt is of agent ${leaf.agent} and round ${leaf.round}.`]};
  }
  lines[2] = [HOLDS, `The receipt of agent ${leaf.agent} and round ${leaf.round} is in that log.`];
  lines[4] = await checkCommands(leaf, sent, agentKey).catch(() => [BROKEN, 'The file of sent commands has a wrong format.']);
  const ofRecord = await checkRecord(receipt, record, leaf, head).catch(() => ({6: [BROKEN, 'The proof of the record has a wrong format.']}));
  return {...lines, ...ofRecord, leaf};
}

// Checks the parts of a receipt of an agent for a round. Returns lines with a number, a verdict and a text.
export async function check(receipts, files) {
  parse(MORE_THAN_53_BITS); // throws if this browser rounds numbers
  const given = {...files, key: await readKey(files.key)};
  const found = await Promise.all(receipts.map(receipt => checkOne(receipt, given)));
  const leaves = found.map(lines => lines.leaf);
  if (leaves.every(Boolean) && !areComplete(leaves, receipts)) {
    found[0][2] = [BROKEN, 'The parts of the receipt are not complete.'];
  }
  return [1, 2, 3, 4, 6, 9, 10].map(number => {
    const worst = found.map(lines => lines[number] ?? [OPEN, 'An earlier line is broken.'])
      .sort((a, b) => RANK.indexOf(a[0]) - RANK.indexOf(b[0]))[0];
    return {number, verdict: worst[0], text: worst[1]};
  });
}
