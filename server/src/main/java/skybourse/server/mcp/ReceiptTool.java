package skybourse.server.mcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.receipt.CheckResult;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptLeaf;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.format.NoteKey;
import skybourse.server.http.RestApi;
import skybourse.server.mcp.McpTool.ToolCall;
import skybourse.server.mcp.McpTool.ToolResult;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads all receipts of an agent for a round, and checks them. */
final class ReceiptTool {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROUND = "round";
    private static final int MOST_RECEIPTS = 16;

    private final RestApi rest;
    private final String agent;
    private final String round;

    ReceiptTool(ToolCall call) {
        rest = call.rest();
        agent = call.agent();
        round = call.text(ROUND);
    }

    private HttpReply receipt(long from) {
        return rest.get(List.of("rounds", round, "receipt"), Map.of("agent", agent, "from", Long.toString(from)));
    }

    /** Returns the lines of the check. Returns the problem if there is no receipt. */
    ToolResult check() {
        List<Receipt> receipts = new ArrayList<>();
        long next = 0;
        while (true) {
            HttpReply reply = receipt(next);
            if (reply.status() != 200) {
                return ToolResult.of(reply);
            }
            Receipt receipt = Receipt.read(reply.body());
            ReceiptLeaf leaf = ReceiptLeaf.read(receipt.leaf().getBytes(StandardCharsets.UTF_8));
            receipts.add(receipt);
            if (receipts.size() > MOST_RECEIPTS) {
                String rule =
                        "must have at most " + MOST_RECEIPTS + " receipts. Check them by ./skybourse check-receipt";
                return ToolResult.of(
                        ProblemException.invalid(ROUND, rule, round).reply());
            }
            if (leaf.toSeq() >= leaf.round().lastSeq()) {
                return shown(receipts);
            }
            next = leaf.toSeq() + 1;
        }
    }

    private ToolResult shown(List<Receipt> receipts) {
        String key = new String(rest.get(List.of("key"), Map.of()).body(), StandardCharsets.UTF_8).strip();
        RoundRecord record =
                RoundRecord.read(rest.get(List.of("rounds", round), Map.of()).body());
        var given = new ReceiptCheck.CheckInputs(
                NoteKey.read(key),
                List.of(record),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ReceiptCheck.Result result = ReceiptCheck.checkAll(
                receipts.stream()
                        .map(receipt -> ReceiptCheck.of(receipt, given))
                        .toList(),
                given);
        ObjectNode body = JSON.createObjectNode().put("isBroken", result.isBroken());
        ArrayNode lines = body.putArray("lines");
        result.lines()
                .forEach(line -> lines.addObject()
                        .put("line", line.number())
                        .put("verdict", line.verdict().name())
                        .put("text", line.text()));
        ArrayNode limits = body.putArray("notChecked");
        result.limits().forEach(limits::add);
        Set<Integer> checked = result.lines().stream().map(CheckResult::number).collect(Collectors.toSet());
        IntStream.rangeClosed(1, Collections.max(checked))
                .filter(line -> !checked.contains(line))
                .forEach(line -> limits.add("line " + line + ": only ./skybourse check-receipt checks it"));
        return ToolResult.json(body, false);
    }
}
