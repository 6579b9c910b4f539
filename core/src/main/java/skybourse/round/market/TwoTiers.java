package skybourse.round.market;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import skybourse.base.agent.Agent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;

/**
 * One round of a scenario, step by step: its links and its game are worked out once, prices make it a round that was sold, an
 * auction makes it one that was resold. Right for whoever plays whole rounds; who wants prices alone asks {@link ScenarioGame}
 * and keeps no links.
 *
 * @param scenario the world
 * @param links its links, kept
 * @param game the game of tier 1, its links in their order
 */
public record TwoTiers(Scenario scenario, Reach links, PricingGame game) {

    /** Works out links and game on the calling thread. */
    public static TwoTiers of(Scenario scenario) {
        return of(scenario, TaskRunner.CALLER);
    }

    /** Works out links and game; tasks work out the links. */
    public static TwoTiers of(Scenario scenario, TaskRunner tasks) {
        Reach links = Reach.kept(scenario, tasks);
        return new TwoTiers(scenario, links, ScenarioGame.of(scenario, links));
    }

    /**
     * Works out the round of some agents of a scenario, whose links are those among all of them: who is away moves nobody's channel.
     *
     * @param everybody all agents
     * @param present ids of those in the round
     * @param expectedResalePrice what leaders expect a unit of work to cost them in tier 2, money per unit of work
     */
    public static TwoTiers among(Scenario everybody, Set<String> present, double expectedResalePrice) {
        Scenario scenario = everybody.withAgents(
                in(everybody.wirelessAgents(), present),
                in(everybody.leaders(), present),
                in(everybody.aerialAgents(), present));
        Scenario priced =
                scenario.withRules(scenario.rules().withExpectedResalePrice(OptionalDouble.of(expectedResalePrice)));
        Reach links = PresentReach.of(everybody, scenario);
        return new TwoTiers(scenario, links, ScenarioGame.of(priced, links));
    }

    private static <A extends Agent> List<A> in(List<A> agents, Set<String> present) {
        return agents.stream().filter(agent -> present.contains(agent.id())).toList();
    }

    /**
     * Returns the round as tier 1 leaves it, everyone sending what is best at the prices.
     *
     * @param prices of this game, money per bit
     */
    public Round sold(double[] prices) {
        return RoundEvaluation.evaluate(scenario, links, prices, SentRatios.at(game, prices));
    }

    /**
     * Returns what tier 2 makes of a round; empty where nobody is overloaded or nobody can take the overload.
     *
     * @param sold the round as tier 1 left it
     * @param mechanism makes the rule for a market, from its public start clocks
     * @param ties who comes first among equals
     */
    public static Optional<Resold> resold(Round sold, Function<ResaleMarket, AuctionRule> mechanism, TieOrder ties) {
        return ResaleMarket.of(sold).map(market -> Resold.of(sold, market, mechanism.apply(market), ties));
    }
}
