package skybourse.receipt;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.MerkleHash;

/** Payload of a task in its command: {@code text}, {@code base64}, or the {@code sha256} of a blob. */
final class TaskPayload {

    private TaskPayload() {}

    /** Returns the SHA-256 of the payload's bytes as 64 hexadecimal digits. If the payload has another form, returns an error text. */
    static String digest(JsonField payload) {
        try {
            Optional<JsonField> base64 = payload.optional("base64");
            if (base64.isEmpty()) {
                return payload.digestOfText();
            }
            byte[] bytes = Base64.getDecoder().decode(base64.get().text());
            return HexFormat.of().formatHex(new MerkleHash().of(bytes));
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
