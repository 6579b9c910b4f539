package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import skybourse.learning.learners.Environment;
import skybourse.learning.learners.EnvironmentContract;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.StronglyBalanced;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.refining.BestQuestions;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.LeastProof;
import skybourse.tier2.clock.refining.RefiningDutch;

/**
 * The environment and a network that asks: against the rule itself and the exact program. That no sequence of answers gains, whatever is
 * asked, is EveryAnswerTest.
 */
class RefiningEnvironmentTest {

    private static final DropOutMarket UNIFORM = ExactStudy.markets().get("uniform-5x3");
    private static final ValueDistribution VALUES = ValueDistribution.table(1, .1, .2, .1, .2, .2, .2);
    private static final ValueDistribution COSTS = ValueDistribution.table(1, .3, .2, .2, .1, .1, .1);
    private static final DropOutMarket SMALL = new DropOutMarket(new MarketComponent(2, VALUES, 2, COSTS), 0, 6);

    @Nested
    class Uniform implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new RefiningEnvironment(RefiningProblem.of(UNIFORM, Aids.BOTH));
        }
    }

    /** Each market pays what the rule counts under the same network, and the number of the market alone while it trains. */
    @Test
    void anEpisodePaysTheMessagesOfTheRule() {
        for (String name : new String[] {"uniform-5x3", "concentrated-20x10"}) {
            DropOutMarket market = ExactStudy.markets().get(name);
            var plain = new RefiningProblem(market, .01, StateForm.Clocks.PLAIN, TrainingReward.PLAIN);
            var training = new RefiningProblem(market, .01, StateForm.Clocks.PLAIN, TrainingReward.HINDSIGHT);
            Set<Integer> seen = new HashSet<>();
            for (int seed = 0; seed < 60; seed++) {
                TrainedPolicy policy = DrawnNetwork.of(plain, seed % 10);
                MarketDraw draw = RefiningEnvironment.draw(plain, seed);
                long messages = plain.rule(new LearnedQuestioner(plain, policy, 1))
                        .clear(draw.book(), new TieOrder.ById())
                        .effort()
                        .messages();
                long proof = LeastProof.messages(draw, market.highTicks(), market.lowTicks());
                assertThat(DrawnNetwork.play(new RefiningEnvironment(plain), policy, seed, seen))
                        .isCloseTo(-.01 * messages, within(1e-12));
                assertThat(DrawnNetwork.play(new RefiningEnvironment(training), policy, seed, seen))
                        .isCloseTo(-.01 * (messages - proof), within(1e-12));
                assertThat(proof).isLessThanOrEqualTo(messages);
            }
            assertThat(seen).hasSizeGreaterThan(6);
        }
    }

    /** Whatever a network asks, with whatever budget, everybody's trades are those of SBBA. */
    @Test
    void theOutcomeIsThatOfSbbaUnderAnyNetwork() {
        for (String name : new String[] {"uniform-5x3", "concentrated-20x10"}) {
            DropOutMarket market = ExactStudy.markets().get(name);
            var problem = new RefiningProblem(market, 1, StateForm.Clocks.FOURIER, TrainingReward.PLAIN);
            for (int seed = 0; seed < 100; seed++) {
                var questioner = new LearnedQuestioner(problem, DrawnNetwork.of(problem, seed), 1);
                MarketDraw draw = RefiningEnvironment.draw(problem, seed);
                TieOrder ties = new TieOrder.ByLot(3, seed);
                List<String> expected = trades(new StronglyBalanced().clear(draw.book(), ties));
                for (int budget : new int[] {0, 2, 5, Integer.MAX_VALUE}) {
                    var rule = new RefiningDutch(market.highTicks(), market.lowTicks(), questioner, budget);
                    assertThat(trades(rule.clear(draw.book(), ties))).isEqualTo(expected);
                }
            }
        }
    }

    /** Who trades and at which price, not who with whom. */
    private static List<String> trades(AuctionOutcome outcome) {
        return outcome.trades().stream()
                .flatMap(trade -> List.of(
                        trade.bid().participant() + " pays " + trade.buyerPriceHalfTicks(),
                        trade.ask().participant() + " gets " + trade.sellerPriceHalfTicks())
                        .stream())
                .sorted()
                .toList();
    }

    /** Every market of a small law is played by the rule itself; no network takes fewer messages than the exact program. */
    @Test
    void theExactValueIsTheMeanOverAllMarketsAndNeverBeatsTheOptimum() {
        RefiningProblem problem = RefiningProblem.of(SMALL, Aids.BOTH);
        double best = BestQuestions.solve(SMALL.traders(), 6, 0, BestQuestions.Asking.BOTH_SIDES, 200_000)
                .orElseThrow()
                .messages();
        double byActions = problem.leastByActions().orElseThrow();
        assertThat(byActions).isGreaterThanOrEqualTo(best - 1e-12);
        Set<Double> values = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            TrainedPolicy policy = DrawnNetwork.of(problem, seed);
            double exact = -problem.value(policy, 1) / problem.perMessage();
            assertThat(exact).isCloseTo(mean(problem, policy), within(1e-11));
            assertThat(exact).isGreaterThanOrEqualTo(byActions - 1e-12);
            values.add(exact);
        }
        assertThat(values).hasSizeGreaterThan(6);
    }

    private static double mean(RefiningProblem problem, TrainedPolicy policy) {
        RefiningDutch rule = problem.rule(new LearnedQuestioner(problem, policy, 1));
        double sum = 0;
        for (int i = 0; i < 6 * 6 * 6 * 6; i++) {
            long[] bids = {1 + i % 6, 1 + i / 6 % 6};
            long[] asks = {1 + i / 36 % 6, 1 + i / 216};
            sum += VALUES.probability(bids[0])
                    * VALUES.probability(bids[1])
                    * COSTS.probability(asks[0])
                    * COSTS.probability(asks[1])
                    * rule.count(bids, asks).effort().messages();
        }
        return sum;
    }

    @Test
    void theMeanReturnIsTheExactValue() {
        RefiningProblem problem = RefiningProblem.of(UNIFORM, Aids.NONE);
        TrainedPolicy policy = DrawnNetwork.of(problem, 4);
        Environment environment = new RefiningEnvironment(problem);
        int episodes = 2_000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < episodes; seed++) {
            double paid = DrawnNetwork.play(environment, policy, seed, new HashSet<>());
            sum += paid;
            squares += paid * paid;
        }
        double mean = sum / episodes;
        double error = Math.sqrt((squares / episodes - mean * mean) / episodes);
        assertThat(mean).isCloseTo(problem.value(policy, 1), within(4 * error));
        assertThat(error).isLessThan(.03);
    }

    @Test
    void bisectionCostsOne() {
        RefiningProblem problem = RefiningProblem.of(UNIFORM, Aids.NONE);
        assertThat(problem.perMessage()
                        * RefiningProblem.messages(UNIFORM, new Bisection()).orElseThrow())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        RefiningProblem problem = RefiningProblem.of(SMALL, Aids.NONE);
        Environment environment = new RefiningEnvironment(problem);
        assertThatThrownBy(() -> environment.step(0)).isInstanceOf(IllegalStateException.class);
        environment.reset(1);
        assertThatThrownBy(() -> environment.step(problem.actions()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("action must be legal: 33");
        RefiningProblem other = RefiningProblem.of(SMALL, Aids.BOTH);
        assertThatThrownBy(() -> new LearnedQuestioner(other, DrawnNetwork.of(problem, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy must see 30 numbers and choose from 33 actions: 6, 33");
        var oneSeller = new DropOutMarket(new MarketComponent(2, VALUES, 1, COSTS), 0, 6);
        assertThatThrownBy(() -> RefiningProblem.of(oneSeller, Aids.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A training of a few seconds asks less than bisection does, never less than its actions allow. */
    @Test
    void learningAsksLessThanBisection() {
        ExactStudy.Asked asked = new ExactStudy("plain", 4, 1)
                .refined(ExactStudy.markets().get("narrow-3x2"))
                .orElseThrow();
        ExactStudy.Found found = asked.found();
        assertThat(found.byActions()).isBetween(found.best(), found.base());
        assertThat(found.last()).isBetween(found.byActions() - 1e-9, found.base());
        assertThat(found.judged()).isLessThanOrEqualTo(found.last());
        assertThat(asked.byLaw()).isBetween(found.best(), asked.estimate());
    }
}
