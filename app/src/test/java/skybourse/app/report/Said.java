package skybourse.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts of a page, from the data that its script displays. */
public final class Said {

    private static final Pattern DATA = Pattern.compile("(?s)(?:<script>|^)const data = (.*?);\n(?:</script>|$)");

    private Said() {}

    /** Returns the data of a single file or of a {@code data.js}. */
    public static JsonNode data(String page) {
        Matcher data = DATA.matcher(page);
        if (!data.find()) {
            throw new AssertionError("no data in " + page.substring(0, Math.min(200, page.length())));
        }
        return JsonMapper.shared().readTree(data.group(1));
    }

    /** Returns all texts in the order of the page, one per line; a row of a table is a line with bars between its cells. */
    public static String text(String page) {
        List<String> lines = new ArrayList<>();
        for (String part : List.of("head", "main", "foot")) {
            add(lines, data(page).get(part));
        }
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, JsonNode node) {
        if (node.isString()) {
            lines.add(node.stringValue());
        }
        if (!node.isObject()) {
            node.forEach(inner -> add(lines, inner));
        }
        node.properties().forEach(member -> {
            if (member.getKey().equals("rows")) {
                member.getValue().forEach(row -> lines.add(row(row)));
            } else {
                add(lines, member.getValue());
            }
        });
    }

    private static String row(JsonNode row) {
        return row.valueStream()
                .map(cell ->
                        cell.isString() ? cell.stringValue() : cell.path("text").asString())
                .collect(Collectors.joining(" | "));
    }
}
