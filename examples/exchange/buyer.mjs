// Buys computing, a task after the other: node buyer.mjs http://127.0.0.1:8080 AGENT SECRET COUNT
const [base, agent, secret, count] = process.argv.slice(2);
const end = why => { console.error(why); process.exit(1); };
async function ask(method, path, body) {
  const headers = {Authorization: `Bearer ${secret}`, "Content-Type": "application/json"};
  const got = await fetch(`${base}/v1/${path}`, {method, headers, body: body && JSON.stringify(body)}).catch(gone => end(`the market has stopped: ${gone.cause ?? gone}`));
  if (got.status === 429 || got.status === 503) return new Promise(over => setTimeout(over, 1000)).then(() => ask(method, path, body)); // every request is safe to repeat
  return got.ok ? Buffer.from(await got.arrayBuffer()) : end(await got.text());
}
async function answer(piece) { // its worker says that it cannot be done
  const data = await ask("GET", `pieces/${piece}/payload`);
  if (data.toString().trim() && !data.includes(0)) await ask("PUT", `pieces/${piece}/rejection`, {reason: "it has text"});
  else await ask("PUT", `pieces/${piece}/confirmation`, {});
}
await ask("PUT", `agents/${agent}`, {version: 1});
for (let i = 0; i < count; i++) {
  const name = `agents/${agent}/tasks/js-${i}`, text = Array.from({length: 100}, (_, n) => `${name} line ${n}`).join("\n");
  await ask("PUT", name, {inputBits: 4e6, work: 3e9, deadlineSeconds: 1, units: 100, payload: {text}, lastRound: 1e9});
  let task;
  while (!(task = JSON.parse(await ask("GET", `${name}?wait=30`))).isAnswered) for (const piece of task.toAnswer) await answer(piece);
  const results = await Promise.all(task.pieces.filter(piece => piece.sha256).map(({piece}) => ask("GET", `pieces/${piece}/result`)));
  console.log(`${name} is done for ${task.billUnits} units: ${results.filter(any => any.length).join("\n").split("\n").length} lines of 100`);
}
