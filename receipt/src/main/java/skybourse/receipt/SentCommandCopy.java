package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.JsonReader;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.NoteKey;

/**
 * Client's own copy of a command that it sent.
 *
 * @param route method and path, such as {@code PUT /v1/agents/WA1/tasks/t1}
 * @param sha256 SHA-256 of the command as sent, 64 hexadecimal digits
 * @param text the command as sent; empty if only its digest was stored
 * @param promise promise that the exchange gave when it accepted the command; empty if it gave none
 */
public record SentCommandCopy(String route, String sha256, Optional<String> text, Optional<Promise> promise) {

    /**
     * Promise that a command will be in the receipt of its round. A promise is a compact JWS that is signed by the exchange's key and has a payload
     * of the form {@code promise-1}.
     *
     * @param market id of the market
     * @param agent id of the agent that sent the command
     * @param seq number of the command in the exchange's journal
     */
    public record Promise(String market, String agent, long seq) {}

    /**
     * Reads a file of sent commands. Blank lines are ignored. Each other line is a JSON object with the members {@code for} (the route),
     * {@code text} or {@code sha256} (the digest of the text), and optionally {@code promise}.
     *
     * @param file the file, UTF-8
     * @param key key of the exchange, with which promises are signed
     * @throws IllegalArgumentException if the file has no command, or a line has an error; the message names line, field, rule and value
     */
    public static List<SentCommandCopy> read(byte[] file, NoteKey key) {
        List<SentCommandCopy> all = new ArrayList<>();
        int line = 0;
        for (String text : JsonReader.utf8(file).lines().toList()) {
            line++;
            if (!text.isBlank()) {
                all.add(one(line, text, key));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("file must have one line per command: it is empty");
        }
        return all;
    }

    private static SentCommandCopy one(int line, String row, NoteKey key) {
        try {
            var field = new JsonField("", Json.read(row));
            String route = field.at("for").text();
            String digest = field.digestOfText();
            return new SentCommandCopy(
                    route,
                    digest,
                    field.optional("text").map(JsonField::text),
                    field.optional("promise").map(promise -> promise(promise, route, digest, key)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        }
    }

    private static Promise promise(JsonField field, String route, String digest, NoteKey key) {
        Jws jws = Jws.read(field.text());
        if (!jws.isSignedBy(key.publicKey())) {
            throw field.error("signed by " + key.text());
        }
        var payload = new JsonField("promise", Json.read(jws.payload()));
        payload.form("promise-1");
        for (var beside : Map.of("for", route, "sha256", digest).entrySet()) {
            JsonField said = payload.at(beside.getKey());
            if (!said.text().equals(beside.getValue())) {
                throw said.error("equal to the same field of its line");
            }
        }
        return new Promise(
                payload.at("market").text(),
                payload.at("agent").text(),
                payload.at("seq").natural());
    }
}
