// Sells computing: node seller.mjs http://127.0.0.1:8080 AGENT SECRET
import {createHash} from "node:crypto";
const [base, agent, secret] = process.argv.slice(2);
async function ask(method, path, body, kind = "application/json") {
  const got = await fetch(`${base}/v1/${path}`, {method, body, headers: {Authorization: `Bearer ${secret}`, "Content-Type": kind}});
  if (!got.ok) throw new Error(await got.text());
  return got.json();
}
await ask("PUT", `agents/${agent}`, JSON.stringify({version: 1}));
while (true) {
  for (const piece of (await ask("GET", `agents/${agent}/work?wait=30`)).pieces) {
    const lines = piece.payload.text.split("\n").slice(piece.firstUnit, piece.endUnit);
    const result = lines.map(line => createHash("sha256").update(line).digest("hex")).join("\n");
    await ask("PUT", `pieces/${piece.piece}/result`, result, "text/plain");
  }
}
