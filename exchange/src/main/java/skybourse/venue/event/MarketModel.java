package skybourse.venue.event;

import java.util.List;
import java.util.Optional;
import skybourse.base.agent.Agent;

/** Kind of a market: its agents, and what its rounds sell. */
public sealed interface MarketModel permits TwoTierModel, InferenceModel {

    /**
     * Agent that the market file lists. It has a seat in the market.
     *
     * @param id id of the agent
     * @param kind {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}; in an inference market {@code buyer} or {@code seller}
     * @param agent the agent of the scenario; empty in an inference market
     */
    record ListedAgent(String id, String kind, Optional<Agent> agent) {}

    /** Returns the name of the market, a label. */
    String name();

    /** Returns the value of a ledger unit, money; above 0. */
    double ledgerUnitMoney();

    /** Returns the agents that the market file lists, in its order. */
    List<ListedAgent> listedAgents();
}
