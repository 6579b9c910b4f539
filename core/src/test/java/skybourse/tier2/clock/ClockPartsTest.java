package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.fast.ClockStopGrid;

/** Steps, stops, facts and names of clocks. */
class ClockPartsTest {

    @Test
    void stepsGrowWithTheGap() {
        assertThat(StepSet.forGap(50).ticks()).containsExactly(1L, 2L, 3L, 5L, 8L, 13L, 21L, 34L);
        assertThat(StepSet.forGap(74).ticks().getFirst()).isEqualTo(1);
        assertThat(StepSet.forGap(75).ticks()).containsExactly(2L, 4L, 6L, 10L, 16L, 26L, 42L, 68L);
        assertThat(StepSet.rho(50, 1)).isEqualTo(1);
        assertThat(StepSet.rho(50, 500)).isEqualTo(10);
        assertThatThrownBy(() -> StepSet.of()).hasMessageContaining("number of ticks");
        assertThatThrownBy(() -> StepSet.of(0, 1)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> StepSet.of(1, 1)).hasMessageContaining("ascending");
    }

    @Test
    void stepsBeyondTheOtherClockAreCut() {
        StepSet steps = StepSet.of(1, 3, 6);
        assertThat(steps.size()).isEqualTo(3);
        assertThat(steps.legal(1)).isEqualTo(1);
        assertThat(steps.legal(2)).isEqualTo(2);
        assertThat(steps.legal(3)).isEqualTo(2);
        assertThat(steps.legal(4)).isEqualTo(3);
        assertThat(steps.legalMask(3)).containsExactly(true, true, false);
        assertThat(steps.stepTicks(1, 2)).isEqualTo(2);
        assertThat(steps.stepTicks(1, 5)).isEqualTo(3);
        assertThatThrownBy(() -> new FixedStep(0)).hasMessageContaining("ticks");
        assertThatThrownBy(() -> new GeometricStep(0)).hasMessageContaining("part");
        assertThat(new FixedStep(1).steps()).isEqualTo("of 1 tick");
        assertThat(new FixedStep(2).steps()).isEqualTo("of 2 ticks");
        assertThat(new GeometricStep(3).name()).isEqualTo("geometric-3");
    }

    /** A limit's stop is the first of all stops, complete and cut, that accepts it. */
    @Test
    void stopOfLimitIsFirstThatAcceptsIt() {
        Cases.forAll(
                (random, size) -> {
                    long step = random.nextLong(1, 6);
                    return new ClockStopGrid(
                            random.nextBoolean() ? Side.BUYERS : Side.SELLERS,
                            random.nextLong(20),
                            step,
                            size,
                            random.nextLong(step));
                },
                grid -> {
                    for (long limit = -70; limit < 90; limit++) {
                        assertThat(grid.stopOf(limit)).isEqualTo(firstAccepting(grid, limit));
                    }
                });
    }

    private static int firstAccepting(ClockStopGrid grid, long limit) {
        for (int stop = 0; stop < grid.never(); stop++) {
            // the cut stop of a level comes before the next complete one
            boolean exists = stop % 2 == 0 || grid.cutTicks() > 0;
            long clock = grid.ticks(stop);
            if (exists && (grid.side() == Side.BUYERS ? limit >= clock : limit <= clock)) {
                return stop;
            }
        }
        return grid.never();
    }

    @Test
    void announcementCountsMessagesToWaitingAndFromAccepting() {
        var announcement = new Announcement(
                Side.BUYERS, 7, 4, List.of(new Bid("b1", 1, 9), new Bid("b1", 2, 8), new Bid("b2", 1, 7)), 3, 0);
        assertThat(announcement.messages()).isEqualTo(6);
        assertThat(new Announcement(Side.BUYERS, 7, 4, List.of(), 0, 0).messages())
                .isEqualTo(4);
    }

    @Test
    void packedFactsAreReadBack() {
        Cases.forAll((random, size) -> random.ints(5, 0, 3).toArray(), drawn -> {
            Side side = drawn[4] == 0 ? Side.BUYERS : Side.SELLERS;
            TurnOrderFlags facts = new TurnOrderFlags(TurnOrderFlags.waiting(drawn[0], drawn[1])
                    | TurnOrderFlags.queues(drawn[2], drawn[3])
                    | TurnOrderFlags.clocks(drawn[0] - drawn[2])
                    | TurnOrderFlags.announcedSides(drawn[1] == 1, drawn[2] == 1)
                    | TurnOrderFlags.last(side, drawn[3] == 1));
            assertThat(facts.nobodyWaits(Side.BUYERS)).isEqualTo(drawn[0] == 0);
            assertThat(facts.nobodyWaits(Side.SELLERS)).isEqualTo(drawn[1] == 0);
            assertThat(facts.queueIsShorter(Side.BUYERS)).isEqualTo(drawn[2] < drawn[3]);
            assertThat(facts.queueIsShorter(Side.SELLERS)).isEqualTo(drawn[3] < drawn[2]);
            assertThat(facts.clocksMet()).isEqualTo(drawn[0] <= drawn[2]);
            assertThat(facts.clocksCrossed()).isEqualTo(drawn[0] < drawn[2]);
            assertThat(facts.announcedSides(Side.BUYERS)).isEqualTo(drawn[1] == 1);
            assertThat(facts.announcedSides(Side.SELLERS)).isEqualTo(drawn[2] == 1);
            assertThat(facts.lastSide()).isEqualTo(side);
            assertThat(facts.lastAccepted()).isEqualTo(drawn[3] == 1);
        });
    }

    /** The state that a policy sees, a run that its policy ended, and its messages so far. */
    @Test
    void aRunReportsItsStateAndItsMessages() {
        OrderBook book = OrderBook.unitDemand(new long[] {9, 5}, new long[] {2, 8});
        var rule = new DoubleDutch(10, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(2));
        DoubleDutchRun run = rule.start(book, new TieOrder.ById());
        assertThat(run.policyIsAsked()).isFalse();
        run.announce();
        assertThat(run.nextSide()).contains(Side.SELLERS);
        assertThat(run.policyIsAsked()).isFalse();
        run.announce();
        assertThat(run.policyIsAsked()).isTrue();
        assertThat(run.state().active()).isEqualTo(Side.SELLERS);
        assertThat(run.state().step()).isEqualTo(2);
        run.announce();
        ClockState state = run.state();
        assertThat(state.sellers().clockTicks()).isEqualTo(2);
        assertThat(state.sellers().queuedLots()).isEqualTo(1);
        assertThat(state.sellers().waiting()).isEqualTo(1);
        assertThat(state.active()).isEqualTo(Side.BUYERS);
        assertThat(state.largestStepTicks()).isEqualTo(8);
        assertThat(run.announce(9)).isEmpty();
        assertThat(run.nextSide()).isEmpty();
        assertThat(run.outcome().effort().announcements()).isEqualTo(3);
        // one announcement to two buyers; two to two sellers, one of which accepts
        assertThat(run.outcome().effort().messages()).isEqualTo(2 + 2 + 2 + 1);
        assertThat(rule.start(book, new TieOrder.ById())
                        .copy()
                        .outcome()
                        .effort()
                        .announcements())
                .isZero();
    }

    @Test
    void randomStepsDependOnSeedRoundAndStep() {
        var random = new RandomStreams(3).stream("clock-step/7", 0);
        ClockState.SideState buyers = new ClockState.SideState(50, 50, 1, 0, true);
        ClockState.SideState sellers = new ClockState.SideState(0, 0, 1, 0, true);
        var state = new ClockState(Side.BUYERS, 0, buyers, sellers);
        assertThat(new RandomStep(3, 7).stepTicks(state))
                .isEqualTo(StepSet.forGap(50).stepTicks(random.nextInt(8), 50));
    }
}
