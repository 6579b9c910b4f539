// Buys computing, a task after the other: node buyer.mjs http://127.0.0.1:8080 AGENT SECRET COUNT
const [base, agent, secret, count] = process.argv.slice(2);
async function ask(method, path, body) {
  const headers = {Authorization: `Bearer ${secret}`, "Content-Type": "application/json"};
  const got = await fetch(`${base}/v1/${path}`, {method, headers, body: body && JSON.stringify(body)});
  if (!got.ok) throw new Error(await got.text());
  return got;
}
await ask("PUT", `agents/${agent}`, {version: 1});
for (let i = 0; i < count; i++) {
  const name = `agents/${agent}/tasks/js-${i}`, text = Array.from({length: 100}, (_, n) => `${name} line ${n}`).join("\n");
  await ask("PUT", name, {inputBits: 4e6, work: 3e9, deadlineSeconds: 1, units: 100, payload: {text}, lastRound: 1e9});
  let task; do task = await (await ask("GET", `${name}?wait=30`)).json(); while (!task.isAnswered);
  const results = await Promise.all(task.pieces.filter(piece => piece.sha256).map(async piece => (await ask("GET", `pieces/${piece.piece}/result`)).text()));
  console.log(`${name} is done for ${task.billUnits} units: ${results.filter(any => any).join("\n").split("\n").length} lines of 100`);
}
