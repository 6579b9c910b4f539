package skybourse.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.files.text.Sha256;
import skybourse.server.codec.PieceBody.PayloadBody;
import skybourse.server.codec.RequestBodyRecords.PayloadRequest;
import skybourse.server.service.ProblemException;

/**
 * Payload of a task, or result of a piece. Its bytes are sent with the command, or its agent has uploaded them and the command contains their digest.
 *
 * @param sha256 digest, 64 hexadecimal digits
 * @param bytes bytes that were sent with the command; empty if the agent uploaded them
 */
record Payload(String sha256, Optional<byte[]> bytes) {

    /** Largest size of a payload or result that is sent with a command, bytes. */
    static final int MOST_BYTES = 64 << 10;

    /** Returns the payload with these bytes. */
    static Payload of(byte[] bytes) {
        return new Payload(Sha256.of(bytes), Optional.of(bytes));
    }

    /** Parses the payload or result in a request. */
    static Payload read(PayloadRequest sent) {
        Optional<String> digest = sent.sha256();
        long kinds = Stream.of(sent.text(), sent.base64(), digest)
                .filter(Optional::isPresent)
                .count();
        if (kinds != 1) {
            throw ProblemException.invalid("payload", "must have one of text, base64 and sha256", kinds);
        }
        if (digest.isPresent()) {
            return new Payload(digest.get(), Optional.empty());
        }
        byte[] bytes = sent.text()
                .map(any -> any.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> decoded(sent.base64().orElseThrow()));
        if (bytes.length > MOST_BYTES) {
            throw ProblemException.tooLarge(MOST_BYTES);
        }
        return of(bytes);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("payload.base64", "must be base64", base64.length() + " characters");
        }
    }

    /**
     * Returns the representation of a part of a payload for the worker of the piece. It contains the digest and the size. It also contains the bytes if there
     * are at most {@link #MOST_BYTES}.
     */
    static PayloadBody workerView(byte[] part) {
        Optional<String> text = part.length > MOST_BYTES ? Optional.empty() : RequestBody.utf8(part);
        boolean isBase64 = part.length <= MOST_BYTES && text.isEmpty();
        Optional<String> base64 = isBase64 ? Optional.of(Base64.getEncoder().encodeToString(part)) : Optional.empty();
        return new PayloadBody(text, base64, Sha256.of(part), part.length);
    }
}
