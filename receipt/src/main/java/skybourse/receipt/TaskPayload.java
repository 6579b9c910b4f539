package skybourse.receipt;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import skybourse.receipt.format.Field;
import skybourse.receipt.format.MerkleHash;

/** The payload of a task as its command has it: {@code text}, {@code base64}, or the {@code sha256} of a blob. */
final class TaskPayload {

    private TaskPayload() {}

    /** Returns the SHA-256 of its bytes, 64 hexadecimal digits; a text that says what is wrong where it has another form. */
    static String digest(Field payload) {
        try {
            Optional<Field> base64 = payload.maybe("base64");
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
