package skybourse.venue.event;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings for agents that join and are not listed in the market file. Each newcomer has a model, which is an agent of the market file. It has
 * all properties of its model, including position and links, except for its id and its terms.
 *
 * @param most largest number of newcomers of all kinds together; 0 if no agent can join
 * @param like id of the model for each kind, as in {@link MarketModel.ListedAgent#kind}; kinds without a model cannot join
 */
public record NewcomerSettings(int most, SortedMap<String, String> like) {

    /** No newcomers. */
    public static final NewcomerSettings NONE = new NewcomerSettings(0, new TreeMap<>());

    public NewcomerSettings {
        like = Collections.unmodifiableSortedMap(like);
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
     * Returns the agent that is the model of newcomers of a kind.
     *
     * @throws IllegalStateException if no agent can join as this kind
     */
    public MarketModel.ListedAgent like(MarketModel market, String kind) {
        return market.listedAgents().stream()
                .filter(listed -> listed.id().equals(like.get(kind)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no agent can join this market as " + kind));
    }
}
