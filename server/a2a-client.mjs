// Part of server/a2a-test: the life of a task by @a2a-js/sdk. a2a-client.mjs URL AGENT SECRET KEY
import {verifyAgentCardSignature} from "@a2a-js/sdk";
import {ClientFactory, DefaultAgentCardResolver, JsonRpcTransportFactory} from "@a2a-js/sdk/client";
import {importJWK} from "jose";

const [url, agent, secret, key] = process.argv.slice(2);
const fail = what => { console.error("a2a-client.mjs:", what); process.exit(1); };
const require = (holds, what) => holds || fail(JSON.stringify(what));
const fetchImpl = (address, init = {}) =>
  fetch(address, {...init, headers: {...Object.fromEntries(new Headers(init.headers)), Authorization: "Bearer " + secret}});
const resolver = new DefaultAgentCardResolver({fetchImpl});
const path = `/a2a/${agent}/.well-known/agent-card.json`;

const x = Buffer.from(key.split("+").slice(2).join("+"), "base64").subarray(1).toString("base64url");
const publicKey = await importJWK({kty: "OKP", crv: "Ed25519", x}, "EdDSA");
const verify = verifyAgentCardSignature(async () => publicKey);
const served = await (await fetch(url + path)).json(); // the resolver's form of a card loses its security schemes when the client verifies it
await verify(served);
console.debug = () => {};
await verify({...served, version: "1.1"}).then(() => fail("a changed card passes"), () => {});

const client = await new ClientFactory({transports: [new JsonRpcTransportFactory({fetchImpl})], cardResolver: resolver}).createFromUrl(url, path);
const buys = (messageId = crypto.randomUUID()) => ({message: {messageId, role: 1, contextId: "", taskId: "", extensions: [], referenceTaskIds: [], parts: [
  {content: {$case: "data", value: {inputBits: 4e6, work: 3e9, deadlineSeconds: 600, units: 100, lastRound: 1e9}}},
  {content: {$case: "text", value: Array.from({length: 100}, (_, i) => `js ${i}`).join("\n")}}]}});
const COMPLETED = 3;

const first = buys();
const tasks = [];
for (let i = 0; i < 3; i++) tasks.push(await client.sendMessage(first));
require(tasks.every(task => task.id === first.message.messageId && task.status.state === COMPLETED), tasks);
require(tasks.every(task => JSON.stringify(task) === JSON.stringify(tasks[0])), "a repeated message has another answer");
const artifacts = tasks[0].artifacts;
require(artifacts.length > 1 && artifacts.at(-1).artifactId === "receipt", artifacts);
require(artifacts.slice(0, -1).every(one => one.parts[0].content.value === "result of " + one.artifactId), artifacts);
require((await client.getTask({id: first.message.messageId})).status.state === COMPLETED, "GetTask");

const kinds = [];
for await (const event of client.sendMessageStream(buys())) kinds.push(event.payload?.$case ?? event.kind ?? Object.keys(event)[0]);
require(kinds[0] === "task" && kinds.includes("artifactUpdate") && kinds.at(-1) === "statusUpdate", kinds);

const refused = async (name, call) => {
  const error = await call.then(() => fail("no " + name), error => error);
  require(error.name === name || error.constructor.name === name, {name, got: error.constructor.name, message: error.message});
};
await refused("TaskNotCancelableError", client.cancelTask({id: first.message.messageId}));
await refused("TaskNotFoundError", client.getTask({id: "nobody"}));
console.log("a2a-test: @a2a-js/sdk ended as it must");
