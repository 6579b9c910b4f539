package skybourse.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.AuctionEnvironment;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;

/**
 * Rounds of scenarios that are sampled as by the command {@code generate} and played as by the command {@code run}. The scenarios have 20, 40 and 60
 * wireless agents in turn. In half of the scenarios, leaders expect a cost of overload; in the others, they ignore it.
 *
 * <p>For tests of an auctioneer on unseen markets. The scenarios do not represent any real place.
 */
public final class SampledRounds {

    private static final List<ScenarioSampler.Counts> SIZES = List.of(
            new ScenarioSampler.Counts(20, 2, 3, 3),
            new ScenarioSampler.Counts(40, 3, 4, 4),
            new ScenarioSampler.Counts(60, 4, 5, 5));

    private static final int MOST_EMPTY = 20;

    private SampledRounds() {}

    /**
     * Returns rounds whose auction has a choice of steps and attainable gains; other scenarios are skipped.
     *
     * @param purpose purpose of the random stream, such as {@code "training"}
     * @param count number of rounds, at least 1
     * @param tasks solves rounds in parallel; changes no result
     */
    public static List<ScenarioRound> of(String purpose, int count, TaskRunner tasks) {
        RandomStreams streams = new RandomStreams(0);
        return of(count, tasks, i -> {
            long drawn = streams.stream("drawn-scenarios/" + purpose, i).nextLong();
            return scenario(i, drawn >>> 1);
        });
    }

    /**
     * Returns rounds of given scenarios whose auction has a choice of steps and attainable gains; other scenarios are skipped.
     *
     * @param count number of rounds, at least 1
     * @param tasks solves rounds in parallel; changes no result
     * @param scenarios returns the scenario with a number from 0; safe for several threads
     * @throws IllegalArgumentException if none of the first {@code 21 count} scenarios has such a round
     */
    public static List<ScenarioRound> of(int count, TaskRunner tasks, IntFunction<Scenario> scenarios) {
        List<ScenarioRound> rounds = new ArrayList<>();
        for (int from = 0; rounds.size() < count; from += count) {
            int first = from;
            if (rounds.isEmpty() && from > MOST_EMPTY * count) {
                throw new IllegalArgumentException(
                        "scenarios must lead to rounds with a choice of steps: none of " + from);
            }
            ScenarioRound.existing(count, tasks, i -> ScenarioRound.ofRunCommand(scenarios.apply(first + i))).stream()
                    .filter(round -> isWorthLearning(round.market()))
                    .forEach(rounds::add);
        }
        return List.copyOf(rounds.subList(0, count));
    }

    private static Scenario scenario(int number, long seed) {
        Scenario sampled =
                ScenarioSampler.standard(SIZES.get(number % SIZES.size())).sample("drawn", seed);
        boolean isCounted = number / SIZES.size() % 2 == 0;
        OverloadPricing pricing = isCounted ? OverloadPricing.EXPECTED_COST : OverloadPricing.IGNORE;
        return sampled.withRules(sampled.rules().withOverloadPricing(pricing));
    }

    /** Returns whether a market has a choice of steps and attainable gains. */
    static boolean isWorthLearning(AuctionMarket market) {
        return AuctionEnvironment.hasAChoice(market, ActionSet.standard(), ScenarioMarkets.TURNS)
                && market.clairvoyantWelfareTicks() > 0;
    }
}
