// Receipts of a log with a test key, so that all signatures are valid and only the content is wrong.
const utf8 = text => new TextEncoder().encode(text);
const base64 = bytes => btoa(String.fromCharCode(...bytes));
const base64url = bytes => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const hashOf = text => sha256(Uint8Array.of(0, ...utf8(text)));
const nodeOf = (left, right) => sha256(Uint8Array.of(1, ...left, ...right));
const newKey = () => crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const rawKey = async pair => new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
const sign = async (pair, bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes));

function split(count) {
  let half = 1;
  while (2 * half < count) {
    half *= 2;
  }
  return half;
}

async function rootOf(hashes) {
  const half = split(hashes.length);
  return hashes.length === 1 ? hashes[0] : nodeOf(await rootOf(hashes.slice(0, half)), await rootOf(hashes.slice(half)));
}

async function pathOf(index, hashes) {
  if (hashes.length === 1) {
    return [];
  }
  const half = split(hashes.length);
  const [left, right] = [hashes.slice(0, half), hashes.slice(half)];
  return index < half ? [...await pathOf(index, left), await rootOf(right)] : [...await pathOf(index - half, right), await rootOf(left)];
}

async function growthOf(size, hashes, isComplete = true) {
  if (size === hashes.length) {
    return isComplete ? [] : [await rootOf(hashes)];
  }
  const half = split(hashes.length);
  const [left, right] = [hashes.slice(0, half), hashes.slice(half)];
  return size <= half ? [...await growthOf(size, left, isComplete), await rootOf(right)] : [...await growthOf(size - half, right, false), await rootOf(left)];
}

async function keyText(name, pair) {
  const typed = Uint8Array.of(1, ...await rawKey(pair));
  const id = (await sha256(Uint8Array.of(...utf8(`${name}\n`), ...typed))).slice(0, 4);
  return {id, text: `${name}+${[...id].map(byte => byte.toString(16).padStart(2, '0')).join('')}+${base64(typed)}`};
}

async function noteOf(s, size, root) {
  const body = `${s.origin}\n${size}\n${base64(root)}\n`;
  const {id} = await keyText(s.name, s.key);
  const signatures = await Promise.all(s.signers.map(async pair => `— ${s.name} ${base64(Uint8Array.of(...id, ...await sign(pair, utf8(body))))}\n`));
  return `${body}\n${signatures.join('')}`;
}

async function jws(pair, payload, header = {alg: 'EdDSA'}) {
  const signed = [header, payload].map(part => base64url(utf8(JSON.stringify(part)))).join('.');
  return `${signed}.${base64url(await sign(pair, utf8(signed)))}`;
}

// Returns the verdicts of a log that is right except for two changes: `change` before it is signed, `late` afterwards.
async function forged(change, late) {
  const round = {market: 'campus', round: 1, firstSeq: 5, lastSeq: 9};
  const command = {seq: 6, at: 1, for: 'PUT /v1/agents/a', text: '{"version":1}'};
  const s = {
    name: 'skybourse/campus', origin: 'skybourse/campus', key: await newKey(), agentKey: await newKey(), other: await newKey(), command, filler: ['x', 'y', 'z'],
    record: {skybourse: 'record-3', ...round, rule: 'seller-vcg', entries: [['a', 'escrow', 7, 'HELD', 'p'], ['house', 'b', 1, 'BILL', 'p'], ['b', 'house', 2, 'FEE', 'p']]},
    leaf: {skybourse: 'receipt-1', ...round, fromSeq: 5, toSeq: 9, agent: 'a', record: 3, commands: [command], before: 10, after: 3},
    leafText: text => text, recordText: text => text,
    inference: record => { record.skybourse = 'inference-record-1'; },
  };
  s.parts = [s.leaf];
  s.signers = [s.key];
  const files = {agent: 'a', round: '1', sent: JSON.stringify({for: command.for, text: command.text})};
  await change(s, files);
  files.record = s.recordText(JSON.stringify(s.record));
  const leaves = s.parts.map(leaf => s.leafText(JSON.stringify(leaf)));
  const texts = [...s.filler, files.record, ...leaves, ...s.after ?? ['next']];
  const hashes = s.hashes = await Promise.all(texts.map(hashOf));
  const encoded = path => path.map(base64);
  files.key ??= (await keyText(s.name, s.key)).text;
  files.earlier ??= s.filler.length ? await noteOf(s, 2, await rootOf(hashes.slice(0, 2))) : undefined;
  const receipts = await Promise.all(leaves.map(async (leaf, i) => ({
    checkpoint: await noteOf(s, hashes.length, await rootOf(hashes)), leaf, index: s.filler.length + 1 + i,
    path: encoded(await pathOf(s.filler.length + 1 + i, hashes)),
    record: {index: s.filler.length, path: encoded(await pathOf(s.filler.length, hashes)), shared: 0},
    consistency: {from: 2, to: hashes.length, path: encoded(await growthOf(2, hashes))},
  })));
  await late(receipts, files, s);
  const {check} = await import('/page/receipt.mjs');
  return check(receipts, files).then(lines => lines.map(line => `${line.number} ${line.verdict}`).join(), failure => `error: ${failure.message}`);
}
