package skybourse.tier2.clock.refining;

import java.util.Optional;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.TurnOrderFlags;

/**
 * Adapter from a clock policy to a questioner. Two clocks run with {@code shorter} turns. After they have ended, they restart from the ends
 * of the remaining bracket. A stop that is not legal is skipped without an announcement. If a step of the policy is not legal, the auction
 * asks by bisection.
 *
 * @param policy chooses the steps of the clocks
 */
public record ClockPolicyQuestioner(ClockPolicy policy) implements Questioner {

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public Questions begin() {
        return new Laps(policy);
    }

    /** Clocks of one auction; they run repeatedly, each time over a smaller bracket. */
    private static final class Laps implements Questions {

        private final ClockPolicy policy;
        private final Clock buyers = new Clock(Side.BUYERS);
        private final Clock sellers = new Clock(Side.SELLERS);
        private boolean running;

        Laps(ClockPolicy policy) {
            this.policy = policy;
        }

        private static final class Clock {
            final Side side;
            long startTicks;
            long ticks;
            boolean announced;

            Clock(Side side) {
                this.side = side;
            }

            void restart(long at) {
                startTicks = at;
                ticks = at;
                announced = false;
            }

            int queued(RefiningState open) {
                return announced ? open.leastAccepting(side, ticks) : 0;
            }

            /** Returns the number of traders that may accept the price at the other end of the bracket and are not known to accept the present clock price. */
            int waiting(RefiningState open) {
                long end = side == Side.BUYERS ? open.lowTicks(side) : open.highTicks(side);
                return Math.max(0, open.mostAccepting(side, end) - queued(open));
            }

            ClockState.SideState state(RefiningState open) {
                return new ClockState.SideState(startTicks, ticks, waiting(open), queued(open), announced);
            }
        }

        @Override
        public Optional<Question> next(RefiningState open) {
            if (running) {
                Optional<Question> question = onward(open);
                if (running) {
                    return question;
                }
            }
            buyers.restart(Math.min(open.startTicks(Side.BUYERS), open.highTicks(Side.BUYERS)));
            sellers.restart(open.lowTicks(Side.SELLERS));
            running = true;
            return onward(open);
        }

        /** Returns the next question of the running clocks; empty if the clocks have ended, or if the policy chose a step that is not legal. */
        private Optional<Question> onward(RefiningState open) {
            while (true) {
                Optional<Side> turn = TurnOrder.SHORTER.next(facts(open)).side();
                if (turn.isEmpty()) {
                    running = false;
                    return Optional.empty();
                }
                Clock mover = turn.get() == Side.BUYERS ? buyers : sellers;
                if (mover.announced) {
                    ClockState state =
                            new ClockState(mover.side, open.announcements(), buyers.state(open), sellers.state(open));
                    long step = policy.stepTicks(state);
                    if (step < 1 || step > state.largestStepTicks()) {
                        return Optional.empty();
                    }
                    mover.ticks += mover.side == Side.BUYERS ? -step : step;
                }
                mover.announced = true;
                if (open.isLegal(mover.side, mover.ticks)) {
                    return Optional.of(Question.to(mover.side, mover.ticks));
                }
            }
        }

        private int facts(RefiningState open) {
            return TurnOrderFlags.waiting(buyers.waiting(open), sellers.waiting(open))
                    | TurnOrderFlags.queues(buyers.queued(open), sellers.queued(open))
                    | TurnOrderFlags.clocks(buyers.ticks - sellers.ticks)
                    | TurnOrderFlags.announcedSides(buyers.announced, sellers.announced)
                    | TurnOrderFlags.START;
        }
    }
}
