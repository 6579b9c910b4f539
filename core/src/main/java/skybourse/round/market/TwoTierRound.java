package skybourse.round.market;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.tier1.game.EnergyCurves;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;

/**
 * Steps of one round of a scenario: links and game are computed once, {@link #sell} evaluates prices, {@link #resell} holds the auction. For
 * callers that play complete rounds. Callers that need only prices use {@code ScenarioGameFactory}, which stores no links.
 *
 * @param scenario the market
 * @param links its links, computed once
 * @param game the game of tier 1 for which prices are computed, with the links in the same order
 * @param buyersGame the game of the wireless agents' own weights, by which they buy; the same object as {@code game} unless {@code rules.weights} is
 *     given
 */
public record TwoTierRound(Scenario scenario, ScenarioLinks links, PricingGame game, PricingGame buyersGame) {

    /** Computes links and game on the calling thread. */
    public static TwoTierRound of(Scenario scenario) {
        return of(scenario, TaskRunner.CALLER);
    }

    /**
     * Computes links and game.
     *
     * @param tasks computes the links in parallel; changes no result
     */
    public static TwoTierRound of(Scenario scenario, TaskRunner tasks) {
        ScenarioLinks links = ScenarioLinks.cached(scenario, tasks);
        return of(scenario, scenario.rules(), links);
    }

    /** Returns the round; the games have the given rules. */
    private static TwoTierRound of(Scenario scenario, Rules rules, ScenarioLinks links) {
        PricingGame game = ScenarioGameFactory.of(scenario.withRules(rules), links);
        PricingGame buyersGame = rules.weights().isEmpty()
                ? game
                : ScenarioGameFactory.of(scenario.withRules(rules.withWeights(Optional.empty())), links);
        return new TwoTierRound(scenario, links, game, buyersGame);
    }

    /**
     * Computes links and game of a subset of a scenario's agents. Their links equal those in the complete scenario, because absent agents do not
     * change the channels of other agents.
     *
     * @param everybody all agents
     * @param present ids of the agents in the round
     * @param expectedResalePrice leaders' expected price of tier 2 in the game, money per unit of work, in [0, 1e18]; the rules of the returned
     *     scenario are unchanged
     * @throws IllegalArgumentException if no wireless agent or no leader is present, or the price is outside its range
     */
    public static TwoTierRound ofPresentAgents(Scenario everybody, Set<String> present, double expectedResalePrice) {
        Scenario scenario = everybody.withAgents(
                in(everybody.wirelessAgents(), present),
                in(everybody.leaders(), present),
                in(everybody.aerialAgents(), present));
        Rules rules = scenario.rules().withExpectedResalePrice(OptionalDouble.of(expectedResalePrice));
        return of(scenario, rules, PresentLinks.of(everybody, scenario));
    }

    private static <A extends Agent> List<A> in(List<A> agents, Set<String> present) {
        return agents.stream().filter(agent -> present.contains(agent.id())).toList();
    }

    /**
     * Returns the round after tier 1, with wireless agents' best responses to the prices.
     *
     * @param prices {@code prices[s]} of leader s of this game, money per bit
     */
    public Round sell(double[] prices) {
        OffloadingRatios ratios = OffloadingRatios.bestResponses(buyersGame, prices);
        double[] ownWork = EnergyCurves.ownWork(game.leaderTable(), scenario.leaders());
        return PriceEvaluation.evaluate(scenario, links, prices, ratios, ownWork);
    }

    /**
     * Returns the result of tier 2 of a round; empty if no fixed agent has a resale demand, or no aerial agent reaches all fixed agents that have one.
     *
     * @param tierOneRound the round after tier 1
     * @param mechanism creates the rule for a market, from its public start clocks
     * @param ties order among equal orders
     */
    public static Optional<ResaleOutcome> resell(
            Round tierOneRound, Function<ResaleMarket, AuctionRule> mechanism, TieOrder ties) {
        return ResaleMarket.of(tierOneRound)
                .map(market -> ResaleOutcome.of(tierOneRound, market, mechanism.apply(market), ties));
    }
}
