package skybourse.venue.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;

/**
 * Settings for agents that join and are not listed in the scenario file. Each newcomer has a model, which is an agent of the scenario file. It has
 * all properties of its model, including position and links, except for its id and its terms.
 *
 * @param most largest number of newcomers of all kinds together; 0 if no agent can join
 * @param like id of the model for each kind: wireless, mobile, fixed or aerial; kinds without a model cannot join
 */
public record NewcomerSettings(int most, SortedMap<String, String> like) {

    /** No newcomers. */
    public static final NewcomerSettings NONE = new NewcomerSettings(0, new TreeMap<>());

    public NewcomerSettings {
        like = Collections.unmodifiableSortedMap(like);
    }

    /** Returns all agents of a scenario, in its order. */
    public static List<Agent> all(Scenario scenario) {
        return Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .<Agent>flatMap(List::stream)
                .toList();
    }

    /** Returns the largest number of newcomers of a kind. */
    public int most(String kind) {
        return like.containsKey(kind) ? most : 0;
    }

    /** Returns the largest number of newcomers that are leaders. */
    public int mostLeaders() {
        return Math.max(most("mobile"), most("fixed"));
    }

    /**
     * Returns the model of newcomers of a kind.
     *
     * @throws IllegalStateException if no agent can join as this kind
     */
    public Agent like(Scenario scenario, String kind) {
        return all(scenario).stream()
                .filter(agent -> agent.id().equals(like.get(kind)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no agent can join this market as " + kind));
    }
}
