package skybourse.files.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks of scenario files that a schema cannot express. Ids must be unique, there must be a leader, and links and newcomers must refer to existing
 * agents.
 */
final class ScenarioChecks {

    private static final String WIRELESS = "wirelessAgents";
    private static final String MOBILE = "mobileAgents";
    private static final String FIXED = "fixedAgents";
    private static final String AERIAL = "aerialAgents";

    private final String source;
    private final ObjectNode tree;

    /** Path of each agent, consisting of its list and index, by id. */
    private final Map<String, String> places = new HashMap<>();

    private final Map<String, List<String>> ids = new HashMap<>();

    private ScenarioChecks(String source, ObjectNode tree) {
        this.source = source;
        this.tree = tree;
    }

    /**
     * Checks a tree that satisfies the schema.
     *
     * @throws InvalidInputException if a reference is not valid; the message names the first error
     */
    static void check(String source, ObjectNode tree) {
        var references = new ScenarioChecks(source, tree);
        references.agents();
        references.links();
        references.newcomers();
    }

    private void agents() {
        JsonNode crowd = tree.path(WIRELESS).path("crowd");
        if (crowd.isObject() && tree.path("network").has("explicit")) {
            throw bad(
                    "network.explicit",
                    "must be a channel model if wirelessAgents is a crowd: explicit",
                    "list the agents, each with an id to which links can refer.");
        }
        for (String list : List.of(WIRELESS, MOBILE, FIXED, AERIAL)) {
            ids.put(list, crowd.isObject() && list.equals(WIRELESS) ? List.of() : named(list));
        }
        if (of(MOBILE).isEmpty() && of(FIXED).isEmpty()) {
            throw bad(
                    MOBILE + " and " + FIXED,
                    "must have at least one leader together: 0",
                    "add a mobile or fixed agent; without a leader there is no market.");
        }
    }

    private List<String> named(String list) {
        List<String> named = new ArrayList<>();
        for (JsonNode agent : tree.path(list)) {
            String id = agent.path("id").asString();
            String place = list + "[" + named.size() + "]";
            String earlier = places.putIfAbsent(id, place);
            if (earlier != null) {
                throw bad(
                        place + ".id",
                        "must be unique: " + ErrorText.quote(id),
                        "choose another id; " + earlier + " has this one.");
            }
            named.add(id);
        }
        return named;
    }

    private void links() {
        JsonNode links = tree.path("network").path("explicit").path("links");
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            String field = "network.explicit.links[" + i + "]";
            String from = links.path(i).path("from").asString();
            String to = links.path(i).path("to").asString();
            requireOneOf(field + ".from", "a wireless or fixed agent", from, WIRELESS, FIXED);
            if (place(from).startsWith(FIXED)) {
                requireOneOf(field + ".to", "an aerial agent", to, AERIAL);
            } else {
                requireOneOf(field + ".to", "a mobile or fixed agent", to, MOBILE, FIXED);
            }
            if (!seen.add(List.of(from, to))) {
                throw bad(
                        field, "must link each pair only once: " + from + " to " + to, "delete one of the two links.");
            }
        }
    }

    private void newcomers() {
        JsonNode like = tree.path(ScenarioText.NEWCOMERS);
        List<String> kinds = List.of("wireless", "mobile", "fixed", "aerial");
        for (String kind : kinds) {
            if (like.has(kind)) {
                String list = kind + "Agents";
                requireOneOf(
                        "newcomers." + kind,
                        "an agent of " + list,
                        like.path(kind).asString(),
                        list);
            }
        }
    }

    private void requireOneOf(String field, String kind, String id, String... lists) {
        if (Stream.of(lists).noneMatch(place(id)::startsWith)) {
            List<String> known =
                    Stream.of(lists).flatMap(list -> of(list).stream()).toList();
            throw nobody(field, "must be the id of " + kind, id, known);
        }
    }

    private InvalidInputException nobody(String field, String rule, String id, List<String> candidates) {
        String advice = places.containsKey(id)
                ? "check the direction; " + ErrorText.quote(id) + " is " + place(id) + "."
                : ErrorText.suggestion(id, candidates, "agents allowed here");
        return bad(field, rule + ": " + ErrorText.quote(id), advice);
    }

    private String place(String id) {
        return places.getOrDefault(id, "");
    }

    private List<String> of(String list) {
        return ids.getOrDefault(list, List.of());
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}
