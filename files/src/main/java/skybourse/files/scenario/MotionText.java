package skybourse.files.scenario;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.round.motion.GaussMarkov;
import skybourse.round.motion.Motion;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.RoadMotion;
import skybourse.round.motion.Roads;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.TrackPlayback;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reader of the motions of agents in a scenario file.
 *
 * @param source name of the file, for messages
 * @param scenario the scenario
 * @param tables returns the table that a variant names, given the variant and its field
 */
record MotionText(String source, Scenario scenario, BiFunction<ObjectNode, String, OverTimeText.Table> tables) {

    /**
     * Returns the motions of agents that share a variant. With tracks, agent i follows track i of the table. Adds missing fields to the variant.
     *
     * @param field path of the variant in the block
     * @param variant the variant; missing if the agents do not move
     * @param agents the agents
     * @return motions, in the order of the agents
     */
    List<? extends Motion> all(String field, JsonNode variant, List<? extends Agent> agents) {
        if (agents.isEmpty()) {
            return List.of();
        }
        return all(field, variant, agents, false);
    }

    /** Returns the motion of an agent that has its own variant. A variant with tracks names the vehicle whose track the agent follows. */
    Motion own(String field, JsonNode variant, Agent agent) {
        return all(field, variant, List.of(agent), true).getFirst();
    }

    private List<? extends Motion> all(String field, JsonNode variant, List<? extends Agent> agents, boolean isOwn) {
        String kind = variant.isEmpty()
                ? "standing"
                : variant.propertyNames().iterator().next();
        ObjectNode given = variant.path(kind) instanceof ObjectNode object ? object : null;
        if (given == null || kind.equals("standing")) {
            return agents.stream().map(MotionText::standing).toList();
        }
        String at = field + "." + kind;
        return switch (kind) {
            case "tracks" -> isOwn ? List.of(track(at, given)) : tracks(at, given, agents);
            case "roadBound" -> same(new RoadMotion(bound(at, given, Roads.class)), agents);
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
        return new Stationary(agent.position().xMetres(), agent.position().yMetres());
    }

    private static List<Motion> same(Motion motion, List<? extends Agent> agents) {
        return Collections.nCopies(agents.size(), motion);
    }

    private <T> T bound(String field, JsonNode node, Class<T> type) {
        return ScenarioMapper.bind(source, OverTimeText.FIELD + "." + field, node, type);
    }

    /** Returns the track of the named vehicle. If no vehicle is named, there must be only one track, which is returned. */
    private TrackPlayback track(String field, ObjectNode given) {
        OverTimeText.Table table = tables.apply(given, field);
        SequencedMap<String, TrackPlayback> tracks = read(table, field, given);
        String vehicle = given.path("vehicle").asString("");
        TrackPlayback track =
                vehicle.isEmpty() && tracks.size() == 1 ? tracks.firstEntry().getValue() : tracks.get(vehicle);
        if (track == null) {
            List<String> ids = List.copyOf(tracks.keySet());
            throw vehicle.isEmpty()
                    ? new InvalidInputException(
                            source,
                            OverTimeText.FIELD + "." + field + ".vehicle",
                            "must name one of the " + ids.size() + " tracks of " + table.source(),
                            "write for example vehicle: " + ids.getFirst() + ", the first of them.")
                    : new InvalidInputException(
                            source,
                            OverTimeText.FIELD + "." + field + ".vehicle",
                            "must be the id of a track of " + table.source() + ": " + ErrorText.quote(vehicle),
                            ErrorText.suggestion(vehicle, ids, "tracks of the table"));
        }
        return track;
    }

    private SequencedMap<String, TrackPlayback> read(OverTimeText.Table table, String field, ObjectNode given) {
        ObjectNode played = given.deepCopy();
        played.remove("vehicle");
        ObjectNode full = ScenarioMapper.filled(TrackTable.Settings.standard(), played);
        given.setAll(full);
        return TrackTable.read(table.source(), table.bytes(), bound(field, full, TrackTable.Settings.class), scenario);
    }

    private List<TrackPlayback> tracks(String field, ObjectNode given, List<? extends Agent> agents) {
        if (given.has("vehicle")) {
            throw new InvalidInputException(
                    source,
                    OverTimeText.FIELD + "." + field + ".vehicle",
                    "must not be given if each agent has its own track: "
                            + ErrorText.quote(given.path("vehicle").asString()),
                    "use overTime.motion.agents to set the motion of one agent.");
        }
        OverTimeText.Table table = tables.apply(given, field);
        List<TrackPlayback> tracks = List.copyOf(read(table, field, given).values());
        if (tracks.size() < agents.size()) {
            throw new InvalidInputException(
                    table.source(),
                    "must contain a track for each of " + agents.size() + " agents: " + tracks.size(),
                    "give a file with more tracks, or set the motion of the other agents in overTime.motion.agents.");
        }
        return tracks.subList(0, agents.size());
    }
}
