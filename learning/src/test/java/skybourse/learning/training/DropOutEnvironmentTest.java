package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.Environment;
import skybourse.learning.learners.EnvironmentContract;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.DropOutClocksTest;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.dropout.MoreInMoves;

/** The environment and a network that plays: against the auction itself, the exact value and every report. */
class DropOutEnvironmentTest {

    private static final DropOutMarket UNIFORM = ExactStudy.markets().get("uniform-5x3");

    @Nested
    class Uniform implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new DropOutEnvironment(DropOutProblem.of(UNIFORM, Aids.BOTH));
        }
    }

    /** Each market pays what the auction itself brings under the same network, and the number of the market alone while it trains. */
    @Test
    void anEpisodePaysWhatTheAuctionBrings() {
        for (String name : new String[] {"uniform-5x3", "concentrated-5x3"}) {
            DropOutMarket market = ExactStudy.markets().get(name);
            DropOutProblem plain = DropOutProblem.of(market, Aids.NONE);
            DropOutProblem training = DropOutProblem.of(
                    market, new Aids(TrainingReward.HINDSIGHT, StateForm.Clocks.PLAIN, Aids.Start.DRAWN));
            Set<Integer> seen = new HashSet<>();
            UnitMarket drawn = new UnitMarket(5, 3);
            for (int seed = 0; seed < 60; seed++) {
                TrainedPolicy policy = DrawnNetwork.of(plain, seed % 10);
                DropOutEnvironment.draw(plain, seed, drawn);
                OrderBook book = drawn.market().book();
                AuctionOutcome outcome = new DropOutClocks(
                                market.highTicks(), market.lowTicks(), new LearnedDropOutPolicy(plain, policy, 1))
                        .clear(book, new TieOrder.ById());
                double brings = plain.reward().perTick() * outcome.welfareTicks(book)
                        - plain.reward().perMessage() * outcome.effort().messages();
                double baseline = plain.reward().perTick()
                        * (market.traders().clairvoyantWelfareTicks() - drawn.clairvoyantWelfareTicks());
                assertThat(DrawnNetwork.play(new DropOutEnvironment(plain), policy, seed, seen))
                        .isCloseTo(brings, within(1e-12));
                assertThat(DrawnNetwork.play(new DropOutEnvironment(training), policy, seed, seen))
                        .isCloseTo(brings + baseline, within(1e-12));
            }
            assertThat(seen).hasSizeGreaterThan(8);
        }
    }

    @Test
    void theMeanReturnIsTheExactValue() {
        DropOutProblem problem = DropOutProblem.of(UNIFORM, Aids.BOTH);
        TrainedPolicy policy = DrawnNetwork.of(problem, 4);
        int episodes = 4_000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < episodes; seed++) {
            double paid = DrawnNetwork.play(new DropOutEnvironment(problem), policy, seed, new HashSet<>());
            sum += paid;
            squares += paid * paid;
        }
        double mean = sum / episodes;
        double error = Math.sqrt((squares / episodes - mean * mean) / episodes);
        assertThat(mean).isCloseTo(problem.value(policy, 1), within(4 * error));
        assertThat(error).isLessThan(.01);
    }

    @Test
    void noReportGainsUnderANetwork() {
        RandomStreams streams = new RandomStreams(21);
        ValueDistribution limits = ValueDistribution.uniform(1, 5);
        var small = new DropOutMarket(new MarketComponent(3, limits, 3, limits), 1, 5);
        DropOutProblem problem = DropOutProblem.of(small, Aids.BOTH);
        long tried = 0;
        for (int i = 0; i < 20; i++) {
            var policy = new LearnedDropOutPolicy(problem, DrawnNetwork.of(problem, i), 1);
            OrderBook truth = DropOutClocksTest.market(streams.stream("three", i), 3, 3, 2, 5);
            tried += DropOutClocksTest.everyReport(truth, 5, i, List.of(policy));
        }
        assertThat(tried).isGreaterThan(5_000);
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        DropOutProblem problem = DropOutProblem.of(UNIFORM, Aids.NONE);
        Environment environment = new DropOutEnvironment(problem);
        environment.reset(1);
        assertThatThrownBy(() -> environment.step(problem.actions()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("action must be legal: 16");
        DropOutProblem other = DropOutProblem.of(UNIFORM, Aids.BOTH);
        assertThatThrownBy(() -> new LearnedDropOutPolicy(other, DrawnNetwork.of(problem, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy must see 28 numbers and choose from 16 actions: 4, 16");
        assertThatThrownBy(() -> DropOutProblem.of(new DropOutMarket(UNIFORM.traders(), 2, 50), Aids.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lowest limit of buyers");
    }

    /** A training of a few seconds brings more than any rule that knows nothing, never more than its steps allow. */
    @Test
    void learningBringsMoreThanKnowingNothing() {
        ExactStudy.Found found = new ExactStudy("plain", 4, 1).dropOut(UNIFORM);
        assertThat(found.base()).isCloseTo(.79799, within(5e-6));
        assertThat(found.best()).isCloseTo(.86694, within(5e-6));
        assertThat(found.byActions()).isBetween(found.base(), found.best());
        DropOutProblem problem = DropOutProblem.of(UNIFORM, Aids.NONE);
        for (long ticks = 1; ticks < 50; ticks++) {
            double knowsNothing = UNIFORM.value(new MoreInMoves(ticks)).of(problem.reward());
            assertThat(found.last()).isBetween(knowsNothing + .05, found.byActions() + 1e-12);
        }
        assertThat(found.judged()).isGreaterThanOrEqualTo(found.last());
    }
}
