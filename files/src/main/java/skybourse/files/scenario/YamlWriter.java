package skybourse.files.scenario;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/** Writer of JSON trees as readable YAML. Short maps of plain values are on one line. All other containers that are not empty are indented. */
public final class YamlWriter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./()-]+)*");
    private static final Pattern RESERVED =
            Pattern.compile("null|true|false|yes|no|on|off|y|n|nan|inf", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK = Pattern.compile("(?:[!-~](?:[ -~]*[!-~])?(?:\n(?!$)|$))+");
    private static final int LONGEST_LINE = 120;

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /** Returns a tree as a YAML document that ends with a line feed. */
    public static String write(ObjectNode root) {
        var writer = new YamlWriter();
        writer.map(root, "", "");
        return writer.text.toString();
    }

    private void map(ObjectNode map, String firstIndent, String indent) {
        String lead = firstIndent;
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            text.append(lead).append(scalar(entry.getKey())).append(':');
            value(entry.getValue(), indent);
            lead = indent;
        }
    }

    private void value(JsonNode value, String indent) {
        if (value.isString() && isBlock(value.stringValue())) {
            text.append(" |-\n");
            value.stringValue().lines().forEach(line -> text.append(indent + "  " + line + "\n"));
        } else if (!value.isContainer() || isShort(value)) {
            text.append(' ').append(inline(value)).append('\n');
        } else if (value instanceof ObjectNode map) {
            text.append('\n');
            map(map, indent + "  ", indent + "  ");
        } else {
            text.append('\n');
            list((ArrayNode) value, indent + "  ");
        }
    }

    /** Returns whether a text has several lines and can be written as a YAML block without a change. */
    private static boolean isBlock(String value) {
        return value.contains("\n") && BLOCK.matcher(value).matches();
    }

    private void list(ArrayNode list, String indent) {
        for (JsonNode node : list) {
            JsonNode item =
                    node instanceof POJONode object ? ScenarioMapper.MAPPER.valueToTree(object.getPojo()) : node;
            text.append(indent).append("- ");
            if (item instanceof ObjectNode map && !isShort(item)) {
                map(map, "", indent + "  ");
            } else {
                text.append(inline(item)).append('\n');
            }
        }
    }

    /** Returns whether a container is written on one line. This is so if it is empty, or if it is a short map without containers. */
    private static boolean isShort(JsonNode value) {
        if (value.isEmpty()) {
            return true;
        }
        return value instanceof ObjectNode map
                && map.properties().stream().noneMatch(entry -> entry.getValue().isContainer())
                && inline(map).length() <= LONGEST_LINE;
    }

    private static String inline(JsonNode value) {
        if (value instanceof ObjectNode map) {
            return map.properties().stream()
                    .map(entry -> scalar(entry.getKey()) + ": " + inline(entry.getValue()))
                    .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof ArrayNode list) {
            return list.valueStream()
                    .map(YamlWriter::inline)
                    .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
        }
        return value.isString() ? scalar(value.stringValue()) : value.toString();
    }

    /** Returns a text without quotes if no reader can mistake it for another type, otherwise in double quotes. */
    private static String scalar(String value) {
        boolean plain =
                PLAIN.matcher(value).matches() && !RESERVED.matcher(value).matches();
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(seen(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static String seen(char c) {
        boolean unseen = c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
        return unseen ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
    }
}
