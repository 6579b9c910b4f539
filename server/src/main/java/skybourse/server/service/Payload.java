package skybourse.server.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import skybourse.files.codec.Sha256;

/** What a task is about: bytes, or where they are, which the exchange passes on and never fetches. */
final class Payload {

    /** Largest payload, and largest result. */
    static final int MOST_BYTES = 64 << 10;

    private static final String PLACE = "skybourse payload at:\n";
    private static final int MOST_URL = 2_000;
    private static final Pattern URL = Pattern.compile("https?://[\\x21-\\x7e]+");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Payload() {}

    /**
     * Returns the bytes that are kept for a task's member {@code payload}, or for a result that is signed; a place is kept as a text that
     * names it and its digest.
     */
    static byte[] read(RequestBody part) {
        Optional<String> text = part.textOrNone("text");
        Optional<String> base64 = part.textOrNone("base64");
        Optional<String> url = part.textOrNone("url");
        Optional<String> digest = part.textOrNone("sha256");
        part.end();
        long kinds =
                List.of(text, base64, url).stream().filter(Optional::isPresent).count();
        if (kinds != 1 || url.isPresent() != digest.isPresent()) {
            throw Problem.invalid("payload", "must have one of text, base64, or url with sha256", kinds);
        }
        byte[] bytes = text.or(() -> url.map(place -> place(place, digest.orElseThrow())))
                .map(any -> any.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> decoded(base64.orElseThrow()));
        if (bytes.length > MOST_BYTES) {
            throw Problem.tooLarge(MOST_BYTES);
        }
        if (url.isEmpty() && new String(bytes, StandardCharsets.UTF_8).startsWith(PLACE)) {
            throw Problem.invalid("payload", "must not begin as what stands for a URL does", PLACE.strip());
        }
        return bytes;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("payload.base64", "must be base64", base64.length() + " characters");
        }
    }

    private static String place(String url, String digest) {
        if (url.length() > MOST_URL || !URL.matcher(url).matches()) {
            throw Problem.invalid("payload.url", "must be http or https, at most " + MOST_URL + " characters", url);
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw Problem.invalid("payload.sha256", "must be 64 hexadecimal digits, small letters", digest);
        }
        return PLACE + url + '\n' + digest;
    }

    /** Returns what a worker is told. */
    static Map<String, Object> tree(byte[] bytes) {
        Optional<String> text = RequestBody.utf8(bytes);
        List<String> lines = text.filter(any -> any.startsWith(PLACE)).stream()
                .flatMap(String::lines)
                .toList();
        if (lines.size() == 3) {
            return Views.tree("url", lines.get(1), "sha256", lines.getLast());
        }
        String name = text.isPresent() ? "text" : "base64";
        String shown = text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes));
        return Views.tree(name, shown, "sha256", Sha256.of(bytes));
    }
}
