"""Part of server/a2a-test: the life of a task by a2a-sdk. a2a-client.py URL AGENT SECRET KEY POOR_AGENT ITS_SECRET FOLDER"""
import asyncio, base64, sys, uuid
from pathlib import Path

import httpx
from a2a.client import A2ACardResolver, ClientConfig, ClientFactory
from a2a.types import a2a_pb2 as t
from a2a.utils import errors
from a2a.utils.signing import InvalidSignaturesError, create_signature_verifier
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from google.protobuf import json_format, struct_pb2

url, agent, secret, key, poor, secret_of_poor, folder = sys.argv[1:]
FIELDS = {"inputBits": 4e6, "work": 3e9, "deadlineSeconds": 600, "units": 100, "lastRound": 10**9}
LINES = "\n".join(f"line {i}" for i in range(100))
EXTENSION = "https://github.com/skybourse/skybourse/blob/main/docs/reference/a2a-market-v1.md"


def part(fields):
    value = struct_pb2.Value()
    json_format.ParseDict(fields, value)
    return t.Part(data=value)


def request(name, *parts, immediate=False, **more):
    message = t.Message(message_id=name, role=t.ROLE_USER, parts=parts, **more)
    return t.SendMessageRequest(message=message, configuration=t.SendMessageConfiguration(return_immediately=immediate))


async def client_of(agent, secret, streaming):
    http = httpx.AsyncClient(headers={"Authorization": "Bearer " + secret}, timeout=60)
    card = await A2ACardResolver(http, f"{url}/a2a/{agent}").get_agent_card()
    return card, ClientFactory(ClientConfig(httpx_client=http, streaming=streaming)).create(card)


async def send(client, *words, **more):
    return [event async for event in client.send_message(request(*words, **more))]


def buys(**more):
    return str(uuid.uuid4()), part(FIELDS | more), t.Part(text=LINES)


def state(task):
    return t.TaskState.Name(task.status.state)


def require(holds, what):
    if not holds:
        sys.exit(f"a2a-client.py: {what}")


async def refused(error, call):
    try:
        await call
    except error as refusal:
        return refusal
    sys.exit(f"a2a-client.py: no {error.__name__}")


def check_signature(card):
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.split("+", 2)[2])[1:])
    verify = create_signature_verifier(lambda kid, jku: public if kid == "+".join(key.split("+")[:2]) else None, ["EdDSA"])
    verify(card)
    other = t.AgentCard()
    other.CopyFrom(card)
    other.supported_interfaces[0].url = card.supported_interfaces[0].url.replace("127.0.0.1", "127.0.0.2")
    try:
        verify(other)
    except InvalidSignaturesError:
        return
    sys.exit("a2a-client.py: a changed card passes")


async def main():
    card, client = await client_of(agent, secret, streaming=False)
    require(card.supported_interfaces[0].url == f"{url}/a2a/{agent}", card)
    check_signature(card)
    hint = (await send(client, str(uuid.uuid4()), t.Part(text="label these pictures for at most 5")))[-1]
    require(EXTENSION in hint.message.parts[0].text, hint)

    words = buys()
    tasks = [(await send(client, *words))[-1].task for _ in range(3)]
    require(all(state(task) == "TASK_STATE_COMPLETED" and task.id == words[0] for task in tasks), tasks)
    require(tasks[0] == tasks[1] == tasks[2], "a repeated message has another answer")
    *results, receipt = tasks[0].artifacts
    require(results and all(one.parts[0].text == "result of " + one.artifact_id for one in results), results)
    require(receipt.artifact_id == "receipt", receipt)
    Path(folder, "receipt.json").write_text(receipt.parts[0].text)
    require(await client.get_task(t.GetTaskRequest(id=words[0])) == tasks[0], "GetTask has another answer")

    rejects = part({"reject": results[0].artifact_id, "reason": "wrong"})
    await refused(errors.UnsupportedOperationError, send(client, str(uuid.uuid4()), rejects, task_id=words[0]))
    disputed = (await send(client, str(uuid.uuid4()), rejects, reference_task_ids=[words[0]]))[-1].task
    pieces = {piece["piece"]: piece["state"] for piece in json_format.MessageToDict(disputed.metadata)[EXTENSION]["pieces"]}
    require(pieces[results[0].artifact_id] == "REJECTED" and state(disputed) == "TASK_STATE_COMPLETED", pieces)

    for _ in range(10):  # a round may close before the call
        name = (await send(client, *buys(), immediate=True))[-1].task.id
        try:
            canceled = await client.cancel_task(t.CancelTaskRequest(id=name))
            break
        except errors.TaskNotCancelableError:
            pass
    require(state(canceled) == "TASK_STATE_CANCELED", canceled)
    await refused(errors.TaskNotCancelableError, client.cancel_task(t.CancelTaskRequest(id=words[0])))
    await refused(errors.TaskNotFoundError, client.get_task(t.GetTaskRequest(id="nobody")))
    first = await client.list_tasks(t.ListTasksRequest(page_size=1, include_artifacts=True))
    require(len(first.tasks) == 1 and first.page_size == 1 and first.total_size >= 2 and first.next_page_token == first.tasks[0].id, first)
    rest = await client.list_tasks(t.ListTasksRequest(page_token=first.next_page_token))
    listed = {task.id: task for task in [*first.tasks, *rest.tasks]}
    require(len(listed) == first.total_size and not rest.next_page_token, rest)
    require(state(listed[words[0]]) == "TASK_STATE_COMPLETED" and state(listed[name]) == "TASK_STATE_CANCELED", listed)
    require(not any(task.artifacts for task in rest.tasks), rest)
    push = t.TaskPushNotificationConfig(task_id=words[0], url="http://127.0.0.1:9")
    await refused(errors.PushNotificationNotSupportedError, client.create_task_push_notification_config(push))
    wrong = await refused(errors.InvalidParamsError, send(client, *buys(inputBits=-1)))
    require(wrong.data["field"] == "inputBits" and wrong.data["status"] == "422", wrong.data)

    _, streaming = await client_of(agent, secret, streaming=True)
    words = buys()
    events = await send(streaming, *words)
    kinds = [event.WhichOneof("payload") for event in events]
    require(kinds[:2] == ["task", "status_update"] and kinds[-1] == "status_update", kinds)
    require(set(kinds[2:-1]) == {"artifact_update"} and state(events[-1].status_update) == "TASK_STATE_COMPLETED", kinds)
    async def subscribe():
        return [event async for event in streaming.subscribe(t.SubscribeToTaskRequest(id=words[0]))]
    await refused(errors.UnsupportedOperationError, subscribe())

    _, without_money = await client_of(poor, secret_of_poor, streaming=False)
    rejected = (await send(without_money, *buys()))[-1].task
    require(state(rejected) == "TASK_STATE_REJECTED", rejected)


asyncio.run(asyncio.wait_for(main(), 240))
print("a2a-test: a2a-sdk ended as it must")
