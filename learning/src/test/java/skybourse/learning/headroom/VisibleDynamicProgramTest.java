package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;

class VisibleDynamicProgramTest {

    /**
     * A buyer whose limit is 3, 2 or 1 with probability 0.6, 0.1, 0.3, a seller whose lot costs nothing, clocks from 4 and 0.
     * The buyer is worth 2.3 on average, trades in any case and with the seller costs 4 messages of 0.1 beside those at the
     * buyers' stops below 4. A tick of regret costs 0.1.
     *
     * <p>Stops 3, 1 earn 2.3 - 0.4 - 0.01 - 0.14 = 1.75, the optimum; stops 3, 2, 1 earn 1.73; stops 2, 1 earn 1.71; stops 2, 0
     * earn 1.68. Stops 3, 1 and 2, 1 lead to one visible state, the first with probability 1/4 x 0.4 and limit 1.25, the other
     * with 1/4 x 0.3 and limit 1, when steps are random: 8/7 in the mean. So one-step targets take stops 2, 1 to earn 1.71 + 0.3 / 7
     * and stops 3, 1 to earn 1.75 - 0.3 / 7, and learn what earns less than always the smallest step.
     */
    private static final ClockMarketDistribution BY_HAND = TinyMarkets.of(
                    1, ValueDistribution.table(1, 0.3, 0.1, 0.6), 1, ValueDistribution.table(0, 1), 4, StepSet.of(1, 2))
            .withWeights(new RewardWeights(1, 0.1, 0.1));

    private static final VisibleDynamicProgram HAND_PROGRAM =
            new VisibleDynamicProgram(BY_HAND, new ClockReward(BY_HAND.weights(), new RewardScale(1, 1)));

    @Test
    void fixedStepsHaveManualValues() {
        assertThat(HAND_PROGRAM.value(HAND_PROGRAM.constant(0))).isCloseTo(1.73, within(1e-12));
        assertThat(HAND_PROGRAM.value(HAND_PROGRAM.constant(1))).isCloseTo(1.68, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueTargetKind.class,
            names = {"ONE_STEP_PAID_AT_THE_END", "ONE_STEP_PAID_WHEN_SETTLED"})
    void oneStepTargetsOverestimateAndLearnLessThanSmallestStep(ValueTargetKind targets) {
        var learned = HAND_PROGRAM.learn(targets, HAND_PROGRAM.uniform(), HAND_PROGRAM.constant(0));
        assertThat(learned.value()).isCloseTo(1.71 + 0.3 / 7, within(1e-12));
        assertThat(HAND_PROGRAM.value(learned.policy())).isCloseTo(1.71, within(1e-12));
    }

    @Test
    void wholeEpisodeTargetsAreOptimalAfterOneRound() {
        var learned =
                HAND_PROGRAM.learn(ValueTargetKind.WHOLE_EPISODE, HAND_PROGRAM.uniform(), HAND_PROGRAM.constant(0));
        assertThat(learned.value()).isCloseTo(1.73, within(1e-12));
        assertThat(HAND_PROGRAM.value(learned.policy())).isCloseTo(1.75, within(1e-12));
    }

    @Test
    void valuesEqualThoseOfTheExactProgram() {
        for (String name : List.of("normal-3x2", "narrow-3x2")) {
            ClockMarketDistribution market = BenchmarkMarkets.named(name).orElseThrow();
            ClockReward reward = ClockReward.of(market);
            var program = new VisibleDynamicProgram(market, reward);
            int[] mixed = new int[program.states()];
            Map<List<Object>, Integer> steps = new HashMap<>();
            var random = new RandomStreams(3).stream("mixed", 0);
            for (int state = 0; state < mixed.length; state++) {
                mixed[state] = random.nextInt(3);
                steps.put(List.of(program.turn(state), program.announcements(state)), mixed[state]);
            }
            assertThat(program.value(mixed))
                    .isCloseTo(value(market, reward, new TablePolicy(market, steps)), within(1e-12));
            assertThat(program.value(program.constant(1)))
                    .isCloseTo(value(market, reward, new FixedStep(2)), within(1e-12));
        }
    }

    private static double value(ClockMarketDistribution market, ClockReward reward, ClockPolicy policy) {
        return PolicyValue.exact(market, reward, policy, 10_000_000).orElseThrow();
    }

    private record TablePolicy(ClockMarketDistribution market, Map<List<Object>, Integer> table)
            implements ClockPolicy {
        @Override
        public String name() {
            return "tabled";
        }

        @Override
        public long stepTicks(ClockState state) {
            long gap = state.largestStepTicks();
            int index = table.get(List.of(visibleState(state), state.step()));
            return market.steps().stepTicks(Math.min(index, market.steps().legal(gap) - 1), gap);
        }
    }

    private static TurnState visibleState(ClockState state) {
        return new TurnState(
                state.active(),
                place(state.buyers()),
                place(state.sellers()),
                state.buyers().waiting(),
                state.sellers().waiting());
    }

    private static int place(ClockState.SideState side) {
        return side.announced() ? (int) Math.abs(side.clockTicks() - side.startTicks()) : -1;
    }

    /** Random markets, with random steps and with the greedy policy and 40 % random steps. */
    @ParameterizedTest
    @EnumSource(ValueTargetKind.class)
    void learnedStepsAreBestOnAverage(ValueTargetKind targets) {
        var streams = new RandomStreams(7);
        int compared = 0;
        for (int i = 0; compared < 12; i++) {
            ClockMarketDistribution market = TinyMarkets.random(streams.stream("tiny", i), 12);
            if (market.components().getFirst().clairvoyantWelfareTicks() > 1e-9) {
                ClockReward reward = ClockReward.of(market);
                var program = new VisibleDynamicProgram(market, reward);
                int[] first = program.constant(0);
                var learned = program.learn(targets, program.uniform(), first);
                new Enumeration(market, reward, program, targets, first, 1).compare(learned);
                int[] second = learned.policy();
                learned = program.learn(targets, program.histories(second, 0.4), second);
                new Enumeration(market, reward, program, targets, second, 0.4).compare(learned);
                compared++;
            }
        }
    }

    /** A running auction, and the probability of the limits and steps that lead to it. */
    private record Branch(DoubleDutchRun run, OrderBook book, double weight, List<Announcement> announcements) {

        Branch after(long step, double share) {
            DoubleDutchRun next = run.copy();
            List<Announcement> longer = new ArrayList<>(announcements);
            longer.add(next.announce(step).orElseThrow());
            return new Branch(next, book, weight * share, longer);
        }

        boolean ended() {
            return run.nextSide().isEmpty();
        }

        /** Returns the gains of the pairs in both queues, in ticks. */
        double settledTicks() {
            List<Order> buyers = queue(Side.BUYERS);
            List<Order> sellers = queue(Side.SELLERS);
            return IntStream.range(0, Math.min(buyers.size(), sellers.size()))
                    .mapToDouble(
                            k -> buyers.get(k).limitTicks() - sellers.get(k).limitTicks())
                    .sum();
        }

        private List<Order> queue(Side side) {
            return announcements.stream()
                    .filter(announcement -> announcement.side() == side)
                    .flatMap(announcement -> announcement.accepted().stream())
                    .toList();
        }
    }

    /** The same by enumeration of all auctions on every vector of limits. It uses only the policies of the program. */
    private static final class Enumeration {

        private final ClockMarketDistribution market;
        private final ClockReward reward;
        private final VisibleDynamicProgram program;
        private final ValueTargetKind targets;
        private final int[] policy;
        private final double randomShare;
        private final Map<List<Object>, Integer> numbers = new HashMap<>();
        private final Map<Integer, List<Branch>> reached = new HashMap<>();
        private final Map<Integer, Double> values = new HashMap<>();

        Enumeration(
                ClockMarketDistribution market,
                ClockReward reward,
                VisibleDynamicProgram program,
                ValueTargetKind targets,
                int[] policy,
                double randomShare) {
            this.market = market;
            this.reward = reward;
            this.program = program;
            this.targets = targets;
            this.policy = policy;
            this.randomShare = randomShare;
            for (int state = 0; state < program.states(); state++) {
                numbers.put(List.of(program.turn(state), program.announcements(state)), state);
            }
        }

        void compare(VisibleDynamicProgram.ImprovedPolicy learned) {
            TinyMarkets.forEach(market.components().getFirst(), (draw, probability) -> {
                OrderBook book = draw.book();
                DoubleDutchRun run = market.rule(new FixedStep(1)).start(book, new TieOrder.Lottery(3, 0));
                reach(new Branch(run, book, probability, List.of()));
            });
            assertThat(reached.keySet().stream().filter(state -> steps(state).length > 1))
                    .isNotEmpty();
            for (int state = program.states() - 1; state >= 0; state--) {
                if (reached.containsKey(state)) {
                    double[] means = means(state);
                    double best = IntStream.range(0, means.length)
                            .mapToDouble(i -> means[i])
                            .max()
                            .orElseThrow();
                    assertThat(means[learned.policy()[state]]).isCloseTo(best, within(1e-9));
                    values.put(state, best);
                }
            }
            if (targets != ValueTargetKind.WHOLE_EPISODE) {
                assertThat(learned.value()).isCloseTo(values.get(0), within(1e-9));
            }
        }

        private void reach(Branch branch) {
            if (branch.ended()) {
                assertThat(branch.settledTicks())
                        .isEqualTo((double) branch.run.outcome().welfareTicks(branch.book));
                return;
            }
            int state = state(branch);
            reached.computeIfAbsent(state, key -> new ArrayList<>()).add(branch);
            long[] steps = steps(state);
            for (int i = 0; i < steps.length; i++) {
                double share = randomShare / steps.length + (i == chosen(state) ? 1 - randomShare : 0);
                if (share > 0) {
                    reach(branch.after(steps[i], share));
                }
            }
        }

        private int state(Branch branch) {
            return numbers.get(List.of(visibleState(branch.run.state()), branch.announcements.size()));
        }

        private long[] steps(int state) {
            TurnState turn = program.turn(state);
            int gap = turn.gap((int) market.gapTicks());
            return turn.place() < 0
                    ? new long[1]
                    : IntStream.range(0, market.steps().legal(gap))
                            .mapToLong(i -> market.steps().stepTicks(i, gap))
                            .toArray();
        }

        private int chosen(int state) {
            return Math.min(policy[state], steps(state).length - 1);
        }

        private double[] means(int state) {
            long[] steps = steps(state);
            double[] means = new double[steps.length];
            double weights = 0;
            for (Branch branch : reached.get(state)) {
                weights += branch.weight;
                for (int i = 0; i < steps.length; i++) {
                    means[i] += branch.weight * target(branch, branch.after(steps[i], 1));
                }
            }
            for (int i = 0; i < means.length; i++) {
                means[i] /= weights;
            }
            return means;
        }

        private double target(Branch before, Branch after) {
            double now = reward.announcement(after.announcements.getLast());
            double next = after.ended()
                    ? 0
                    : targets == ValueTargetKind.WHOLE_EPISODE ? rest(after) : values.get(state(after));
            double paidTicks = targets == ValueTargetKind.ONE_STEP_PAID_WHEN_SETTLED
                    ? after.settledTicks() - before.settledTicks()
                    : after.ended() ? after.settledTicks() : 0;
            return now + next + reward.welfare(paidTicks);
        }

        /** Returns the remaining reward of the current policy. */
        private double rest(Branch branch) {
            int state = state(branch);
            return target(branch, branch.after(steps(state)[chosen(state)], 1));
        }
    }
}
