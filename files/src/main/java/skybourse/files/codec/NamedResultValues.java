package skybourse.files.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import tools.jackson.databind.JsonNode;

/**
 * Numbers and texts of the result of a run by name, for comparisons of runs. Names are field names that are split into lower-case words.
 *
 * @param totals numbers of the round, by name
 * @param means mean of each number over the leaders, the wireless agents or the aerial agents, by list and name; booleans count as 1 or 0
 * @param words texts and booleans of the round, by name
 */
public record NamedResultValues(Map<String, Double> totals, Map<String, Double> means, Map<String, String> words) {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** Names that are left out because they describe the provenance of the result. */
    private static final Set<String> ELSEWHERE =
            Set.of("seed", "schema", "version", "command", "scenario sha256", "scenario: description");

    /**
     * Reads a result of this version.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @throws InvalidInputException if the file is not valid or contains neither leaders nor agents
     */
    public static NamedResultValues read(String source, byte[] bytes) {
        JsonNode tree = YamlOrJsonReader.read(source, bytes);
        var result = new NamedResultValues(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        result.take("", tree);
        for (String list : List.of("leaders", "agents")) {
            result.average(list, tree.path(list));
        }
        result.average("aerial agents", tree.path("resale").path("aerialAgents"));
        if (result.means.isEmpty()) {
            throw new InvalidInputException(
                    source,
                    "must be the result of a run: it has no leaders",
                    "restore the file; it was changed after the run.");
        }
        return result;
    }

    private void take(String prefix, JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = words(field.getKey());
            String full = prefix.isEmpty() || prefix.equals("totals") ? name : prefix + ": " + name;
            JsonNode value = field.getValue();
            if (value.isObject()) {
                take(name, value);
            } else if (value.isNumber() && !ELSEWHERE.contains(full)) {
                totals.put(full, value.asDouble());
            } else if ((value.isString() || value.isBoolean()) && !ELSEWHERE.contains(full)) {
                words.put(full, value.asString());
            }
        }
    }

    private void average(String list, JsonNode members) {
        Map<String, List<Double>> values = members.valueStream()
                .flatMap(member -> member.properties().stream())
                .flatMap(field -> number(field.getValue()).map(value -> Map.entry(words(field.getKey()), value)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        values.forEach((name, all) -> means.put(
                list + ": " + name,
                all.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    }

    private static Stream<Double> number(JsonNode value) {
        if (value.isBoolean()) {
            return Stream.of(value.asBoolean() ? 1.0 : 0.0);
        }
        return value.isNumber() ? Stream.of(value.asDouble()) : Stream.empty();
    }

    private static String words(String name) {
        return HUMP.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
