package skybourse.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import skybourse.base.agent.Task;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;

/** What an agent sends for a command: a route, a line feed and a body in JSON. */
final class SentText {

    private SentText() {}

    static String of(MarketCommand.OfAgent command) {
        return switch (command) {
            case MarketCommand.PutAgent put -> "PUT /v1/agents/" + put.agent() + "\n" + body(put);
            case MarketCommand.LeaveMarket gone ->
                "PUT /v1/agents/" + gone.agent() + "/leaving\n{\"version\":" + gone.version() + "}";
            case MarketCommand.PutTask put ->
                "PUT /v1/agents/" + put.agent() + "/tasks/" + put.task() + "\n" + body(put);
            case MarketCommand.PutBatch put ->
                "PUT /v1/agents/" + put.agent() + "/batches/" + put.task() + "\n{\"payload\":{\"sha256\":\""
                        + put.payload() + "\"},\"lastRound\":" + put.lastRound() + "}";
            case MarketCommand.WithdrawTask gone ->
                "PUT /v1/agents/" + gone.agent() + "/tasks/" + gone.task() + "/withdrawal\n{}";
            case MarketCommand.PutResult put -> piece(put.piece(), "result") + "sha256:" + put.digest();
            case MarketCommand.PutAnswers put -> piece(put.piece(), "result") + "sha256:" + put.digest();
            case MarketCommand.PutUndoable put -> piece(put.piece(), "undoable") + "{\"reason\":\"cannot be done\"}";
            case MarketCommand.ConfirmUndoable put -> piece(put.piece(), "confirmation") + "{}";
            case MarketCommand.RejectResult put -> piece(put.piece(), "rejection") + "{\"reason\":\"is wrong\"}";
            case MarketCommand.EraseBytes erase ->
                "PUT /v1/agents/" + erase.agent() + "/erasures/" + erase.digest() + "\n{}";
            case MarketCommand.PutBlob put -> "PUT /v1/blobs/" + put.digest() + "\nsha256:" + put.digest();
        };
    }

    private static String piece(String piece, String path) {
        return "PUT /v1/pieces/" + piece + "/" + path + "\n";
    }

    private static String body(MarketCommand.PutAgent put) {
        AgentTerms terms = put.terms();
        List<String> members = new ArrayList<>(List.of("\"version\":" + put.version()));
        text(members, "kind", terms.kind());
        number(members, "worth", terms.worth());
        number(members, "pricePerBit", terms.pricePerBit());
        number(members, "workPerSecond", terms.workPerSecond());
        terms.position()
                .ifPresent(at -> members.add("\"position\":{\"xMetres\":" + at.xMetres() + ",\"yMetres\":"
                        + at.yMetres() + ",\"heightMetres\":" + at.heightMetres() + "}"));
        terms.askTicks().ifPresent(ticks -> members.add("\"askTicks\":" + ticks));
        text(members, "publicKey", terms.publicKey());
        return "{" + String.join(",", members) + "}";
    }

    private static String body(MarketCommand.PutTask put) {
        Task amounts = put.amounts();
        return "{\"inputBits\":" + amounts.inputBits() + ",\"work\":" + amounts.work() + ",\"deadlineSeconds\":"
                + amounts.deadlineSeconds() + (put.units() == 0 ? "" : ",\"units\":" + put.units())
                + ",\"payload\":{\"sha256\":\"" + put.payload() + "\"},\"lastRound\":" + put.lastRound() + "}";
    }

    private static void text(List<String> members, String name, String value) {
        if (!value.isEmpty()) {
            members.add("\"" + name + "\":\"" + value + "\"");
        }
    }

    private static void number(List<String> members, String name, OptionalDouble value) {
        value.ifPresent(number -> members.add("\"" + name + "\":" + number));
    }
}
