package skybourse.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.episodes.ActionSet;
import skybourse.learning.episodes.AuctionEnvironment;
import skybourse.learning.episodes.AuctionMarket;
import skybourse.learning.episodes.ScenarioMarkets;
import skybourse.learning.episodes.ScenarioRound;

/**
 * Rounds of scenarios drawn one by one as {@code generate} draws them and played as {@code run} plays them: 20, 40 and 60 wireless agents by
 * turns, in half of them leaders count what overselling costs, in the others it costs them nothing.
 *
 * <p>Right where an auctioneer shall meet markets that it has never seen. Wrong as a picture of any real place.
 */
public final class DrawnRounds {

    private static final List<ScenarioSampler.Counts> SIZES = List.of(
            new ScenarioSampler.Counts(20, 2, 3, 3),
            new ScenarioSampler.Counts(40, 3, 4, 4),
            new ScenarioSampler.Counts(60, 4, 5, 5));

    private static final int MOST_EMPTY = 20;

    private DrawnRounds() {}

    /**
     * Draws rounds in whose auction steps can be chosen and something can be gained; scenarios that lead to none are passed over.
     *
     * @param purpose such as {@code "training"}: other purposes give other scenarios
     * @param count how many rounds, at least 1
     * @param tasks runs the solves
     */
    public static List<ScenarioRound> of(String purpose, int count, TaskRunner tasks) {
        RandomStreams streams = new RandomStreams(0);
        return of(count, tasks, i -> {
            long drawn = streams.stream("drawn-scenarios/" + purpose, i).nextLong();
            return scenario(i, drawn >>> 1);
        });
    }

    /**
     * Solves rounds in whose auction steps can be chosen and something can be gained; scenarios that lead to none are passed over.
     *
     * @param count how many rounds, at least 1
     * @param tasks runs the solves
     * @param scenarios returns the scenario with a number from 0
     * @throws IllegalArgumentException if none of the first 20 {@code count} scenarios leads to such a round
     */
    public static List<ScenarioRound> of(int count, TaskRunner tasks, IntFunction<Scenario> scenarios) {
        List<ScenarioRound> rounds = new ArrayList<>();
        for (int from = 0; rounds.size() < count; from += count) {
            int first = from;
            if (rounds.isEmpty() && from > MOST_EMPTY * count) {
                throw new IllegalArgumentException(
                        "scenarios must lead to rounds with a choice of steps: none of " + from);
            }
            ScenarioRound.found(count, tasks, i -> ScenarioRound.asRun(scenarios.apply(first + i))).stream()
                    .filter(round -> isWorthLearning(round.market()))
                    .forEach(rounds::add);
        }
        return List.copyOf(rounds.subList(0, count));
    }

    private static Scenario scenario(int number, long seed) {
        Scenario drawn =
                ScenarioSampler.standard(SIZES.get(number % SIZES.size())).sample("drawn", seed);
        boolean isCounted = number / SIZES.size() % 2 == 0;
        OverloadPricing pricing = isCounted ? OverloadPricing.EXPECTED_COST : OverloadPricing.IGNORE;
        return drawn.withRules(drawn.rules().withOverloadPricing(pricing));
    }

    /** Tells whether steps can be chosen and something can be gained. */
    static boolean isWorthLearning(AuctionMarket market) {
        return AuctionEnvironment.hasAChoice(market, ActionSet.standard(), ScenarioMarkets.TURNS)
                && market.clairvoyantWelfareTicks() > 0;
    }
}
