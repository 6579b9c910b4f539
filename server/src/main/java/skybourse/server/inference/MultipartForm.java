package skybourse.server.inference;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of {@code multipart/form-data} (RFC 7578). */
final class MultipartForm {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\r\n]*[; ]name=\"([^\"\r\n]*)\"");
    private static final Pattern FILE =
            Pattern.compile("(?i)content-disposition:[^\r\n]*[; ]filename=\"([^\"\r\n]*)\"");
    private static final String LINE = "\r\n";

    private MultipartForm() {}

    /**
     * Part of a form.
     *
     * @param filename name of the file; empty if the part is no file
     * @param text the bytes as ISO 8859-1
     */
    record Part(String filename, String text) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns the parts by name. Throws {@link OpenAiError} if the body is no form. */
    static Map<String, Part> parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/form-data") || !boundary.find()) {
            throw new OpenAiError(
                    400, "", "invalid_form", "The body must be multipart/form-data with the fields purpose and file.");
        }
        String text = LINE + new String(body, StandardCharsets.ISO_8859_1);
        String mark = LINE + "--" + boundary.group(1);
        Map<String, Part> parts = new HashMap<>();
        int at = text.indexOf(mark);
        while (at >= 0) {
            int start = at + mark.length();
            int end = text.indexOf(mark, start);
            int head = text.indexOf(LINE + LINE, start);
            if (end >= 0 && head >= 0 && head < end) {
                add(
                        parts,
                        text.substring(start, head),
                        text.substring(head + 2 * LINE.length(), Math.max(end, head + 2 * LINE.length())));
            }
            at = end;
        }
        return parts;
    }

    private static void add(Map<String, Part> parts, String head, String content) {
        Matcher name = NAME.matcher(head);
        Matcher file = FILE.matcher(head);
        if (name.find()) {
            parts.put(name.group(1), new Part(file.find() ? file.group(1) : "", content));
        }
    }
}
