package skybourse.app.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.round.motion.GaussMarkov;
import skybourse.round.motion.Motion;
import skybourse.round.motion.Playback;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.RoadBound;
import skybourse.round.motion.Roads;
import skybourse.round.motion.Standing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How agents move, as a scenario file has it.
 *
 * @param source the file's name, for messages
 * @param scenario the market at its start
 * @param tables reads the table that a variant in a field names
 */
record MotionText(String source, Scenario scenario, BiFunction<ObjectNode, String, OverTimeText.Table> tables) {

    /**
     * Returns how each of some agents moves.
     *
     * @param field where the variant stands in the block
     * @param variant one variant; missing where they stand
     */
    List<? extends Motion> all(String field, JsonNode variant, List<? extends Agent> agents) {
        if (agents.isEmpty()) {
            return List.of();
        }
        String kind = variant.isEmpty()
                ? "standing"
                : variant.propertyNames().iterator().next();
        ObjectNode given = variant.path(kind) instanceof ObjectNode object ? object : null;
        if (given == null || kind.equals("standing")) {
            return agents.stream().map(MotionText::standing).toList();
        }
        String at = field + "." + kind;
        return switch (kind) {
            case "tracks" -> tracks(at, given, agents);
            case "roadBound" -> same(new RoadBound(bound(at, given, Roads.class)), agents);
            case "gaussMarkov" -> {
                ObjectNode full = given.deepCopy();
                full.put("stepSeconds", scenario.rules().roundSeconds());
                yield same(bound(at, full, GaussMarkov.class), agents);
            }
            default -> {
                if (!given.has("longestRestSeconds")) {
                    given.put("longestRestSeconds", 0.0);
                }
                yield same(bound(at, given, RandomWaypoint.class), agents);
            }
        };
    }

    private static Motion standing(Agent agent) {
        return new Standing(agent.position().xMetres(), agent.position().yMetres());
    }

    private static List<Motion> same(Motion motion, List<? extends Agent> agents) {
        return Collections.nCopies(agents.size(), motion);
    }

    private <T> T bound(String field, JsonNode node, Class<T> type) {
        return ScenarioMapper.bound(source, OverTimeText.FIELD + "." + field, node, type);
    }

    private List<Playback> tracks(String field, ObjectNode given, List<? extends Agent> agents) {
        OverTimeText.Table table = tables.apply(given, field);
        ObjectNode full = ScenarioMapper.filled(TrackTable.Settings.standard(), given);
        given.setAll(full);
        TrackTable.Settings settings = bound(field, full, TrackTable.Settings.class);
        List<Playback> tracks = new ArrayList<>(TrackTable.read(table.source(), table.bytes(), settings, scenario));
        if (tracks.size() < agents.size()) {
            throw new InvalidInputException(
                    table.source(),
                    "",
                    "must hold a track for each of " + agents.size() + " agents: " + tracks.size(),
                    "another file was meant, or overTime.motion.agents with a motion for those that are left");
        }
        return tracks.subList(0, agents.size());
    }
}
