// Sells computing, SHA-256 of each line of text: node seller.mjs http://127.0.0.1:8080 AGENT SECRET
import {createHash} from "node:crypto";
const [base, agent, secret] = process.argv.slice(2), pause = () => new Promise(over => setTimeout(over, 1000));
async function ask(method, path, body, kind = "application/json") {
  const headers = {Authorization: `Bearer ${secret}`, "Content-Type": kind};
  const got = await fetch(`${base}/v1/${path}`, {method, body, headers}).catch(gone => { console.error(`the market has stopped: ${gone.cause ?? gone}`); process.exit(1); });
  if (got.status === 429 || got.status === 503) return pause().then(() => ask(method, path, body, kind)); // every request is safe to repeat
  if (!got.ok) throw new Error(await got.text());
  return Buffer.from(await got.arrayBuffer());
}
const say = (piece, statement, body) => ask("PUT", `pieces/${piece}/${statement}`, JSON.stringify(body));
const isText = data => data.toString().trim() && !data.includes(0);
async function work(piece, payload) {
  const data = "text" in payload ? Buffer.from(payload.text) : await ask("GET", `pieces/${piece}/payload`);
  if (!isText(data)) return say(piece, "undoable", {reason: "it has no text"});
  const result = data.toString().split("\n").map(line => createHash("sha256").update(line).digest("hex")).join("\n");
  await ask("PUT", `pieces/${piece}/result`, result, "text/plain");
}
async function answer(piece) { // of a lot that it sold and that its worker cannot do
  if (isText(await ask("GET", `pieces/${piece}/payload`))) await say(piece, "rejection", {reason: "it has text", agent});
  else await say(piece, "confirmation", {agent});
}
await ask("PUT", `agents/${agent}`, JSON.stringify({version: 1}));
while (true) {
  const {pieces, toAnswer} = JSON.parse(await ask("GET", `agents/${agent}/work?wait=30`));
  for (const step of [...pieces.map(({piece, payload}) => () => work(piece, payload)), ...toAnswer.map(piece => () => answer(piece))])
    await step().catch(refused => { console.log(refused.message); return pause(); }); // the other pieces go on
}
