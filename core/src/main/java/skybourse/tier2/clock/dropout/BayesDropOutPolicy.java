package skybourse.tier2.clock.dropout;

import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.StepSet;

/**
 * Bayes-optimal drop-out policy among those that observe only the clocks and the numbers of traders. Limit prices are independent samples
 * from a prior. The policy is computed by dynamic programming. If messages cost nothing, one-tick moves suffice, because a larger move
 * equals several of them in which observations are ignored.
 *
 * <p>With a wrong prior the policy may gain less than a policy without a prior. If the dynamic program has more than {@value #MOST_STATES}
 * states, or a clock is outside the range of the start clocks given to the constructor, both clocks move to one of at most 512 evenly
 * spaced prices. It is the one with the largest expected gains, without the cost of messages, and is computed again after each move.
 *
 * <p>Thread-safe. The program is solved when it is first needed.
 */
public final class BayesDropOutPolicy implements DropOutPolicy {

    /** Largest number of states of a program. */
    public static final long MOST_STATES = 1L << 22;

    private final DropOutPrior prior;
    private final long lowTicks;
    private final long highTicks;
    private final DropOutReward reward;
    private final StepSet steps;
    private @Nullable Program program;

    /**
     * Creates the policy with the largest expected gains from trade, with one-tick moves.
     *
     * @param prior distribution of the traders
     * @param lowTicks start of the buyers' clock
     * @param highTicks start of the sellers' clock
     */
    public BayesDropOutPolicy(DropOutPrior prior, long lowTicks, long highTicks) {
        this(prior, lowTicks, highTicks, DropOutReward.GAINS, StepSet.of(1));
    }

    /**
     * Creates the policy with the largest expected reward.
     *
     * @param prior distribution of the traders
     * @param lowTicks start of the buyers' clock
     * @param highTicks start of the sellers' clock
     * @param reward reward of the policy
     * @param steps allowed moves; of the moves that reach the other clock, only the smallest is used, shortened to the gap
     */
    public BayesDropOutPolicy(DropOutPrior prior, long lowTicks, long highTicks, DropOutReward reward, StepSet steps) {
        this.prior = prior;
        this.lowTicks = lowTicks;
        this.highTicks = highTicks;
        this.reward = reward;
        this.steps = steps;
    }

    @Override
    public String name() {
        return "bayes";
    }

    @Override
    public boolean needsPrior() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BayesDropOutPolicy moves
                && prior.equals(moves.prior)
                && lowTicks == moves.lowTicks
                && highTicks == moves.highTicks
                && reward.equals(moves.reward)
                && steps.equals(moves.steps);
    }

    @Override
    public int hashCode() {
        return prior.hashCode();
    }

    @Override
    public boolean dependsOnLeavers() {
        return false;
    }

    @Override
    public Move next(DropOutState state) {
        int buyers = state.activeCount(Side.BUYERS);
        int sellers = state.activeCount(Side.SELLERS);
        long from = state.clockTicks(Side.BUYERS);
        long to = state.clockTicks(Side.SELLERS);
        if (states(buyers, sellers) > MOST_STATES || from < lowTicks || to > highTicks) {
            return new PostedPricePolicy(bestPrice(from, to, buyers, sellers)).next(state);
        }
        return program(buyers, sellers).best((int) (from - lowTicks), (int) (to - lowTicks), buyers, sellers);
    }

    private long bestPrice(long from, long to, int buyers, int sellers) {
        long best = from;
        double most = -1;
        long step = Math.max(1, (to - from) / 256);
        for (long price = from; price <= to; price += step) {
            int buying = (int) Math.round(buyers * prior.share(Side.BUYERS, price) / prior.share(Side.BUYERS, from));
            int selling = (int) Math.round(sellers * prior.share(Side.SELLERS, price) / prior.share(Side.SELLERS, to));
            double gains = prior.gainsTicks(price, buying, selling);
            if (gains > most) {
                best = price;
                most = gains;
            }
        }
        return best;
    }

    /**
     * Returns a program for at least these numbers of traders. If the stored program is too small, it is replaced by one that covers both,
     * or, if that had too many states, by one for these numbers.
     */
    private synchronized Program program(int buyers, int sellers) {
        Program made = program;
        if (made == null || made.buyers < buyers || made.sellers < sellers) {
            int mostBuyers = made == null ? buyers : Math.max(buyers, made.buyers);
            int mostSellers = made == null ? sellers : Math.max(sellers, made.sellers);
            boolean both = states(mostBuyers, mostSellers) <= MOST_STATES;
            made = new Program(both ? mostBuyers : buyers, both ? mostSellers : sellers);
            program = made;
        }
        return made;
    }

    private double states(int buyers, int sellers) {
        return Math.pow((double) (highTicks - lowTicks + 1), 2) * (buyers + 1.0) * (sellers + 1);
    }

    /** Best move in each state. A state is both clocks, in ticks above {@code lowTicks}, and the numbers of active traders. */
    private final class Program {

        private final int gap = (int) (highTicks - lowTicks);
        private final int buyers;
        private final int sellers;
        // Best move of each state, in ticks. A negative value is a move of the sellers' clock.
        private final int[] moves;
        private final double[] values;

        Program(int buyers, int sellers) {
            this.buyers = buyers;
            this.sellers = sellers;
            moves = new int[(gap + 1) * (gap + 1) * (buyers + 1) * (sellers + 1)];
            values = new double[moves.length];
            for (int at = 0; at <= gap; at++) {
                for (int n = 1; n <= buyers; n++) {
                    for (int m = 1; m <= sellers; m++) {
                        values[index(at, at, n, m)] = reward.perTick() * prior.gainsTicks(lowTicks + at, n, m)
                                - reward.perMessage() * (n + m);
                    }
                }
            }
            for (int from = gap - 1; from >= 0; from--) {
                for (int to = from + 1; to <= gap; to++) {
                    solve(from, to);
                }
            }
        }

        /**
         * Solves all states of two clocks; the states of nearer clocks must be solved. Of moves with equal values it chooses the buyers'
         * moves first, then the smallest one.
         */
        private void solve(int from, int to) {
            for (int n = 1; n <= buyers; n++) {
                for (int m = 1; m <= sellers; m++) {
                    values[index(from, to, n, m)] = Double.NEGATIVE_INFINITY;
                }
            }
            for (Side side : Side.values()) {
                for (int i = 0; i < steps.legal(to - from); i++) {
                    move(from, to, side, (int) steps.stepTicks(i, to - from));
                }
            }
        }

        /** Stores a move for all states with these clocks in which it is better than the best move so far. */
        private void move(int from, int to, Side side, int ticks) {
            boolean rises = side == Side.BUYERS;
            long at = lowTicks + (rises ? from : to);
            double stays = DropOutPrior.stayProbability(prior, side, at, rises ? at + ticks : at - ticks);
            double[][] chance = binomials(rises ? buyers : sellers, stays);
            for (int n = 1; n <= buyers; n++) {
                for (int m = 1; m <= sellers; m++) {
                    double value = 0;
                    for (int stay = 1; rises && stay <= n; stay++) {
                        value += chance[n][stay] * values[index(from + ticks, to, stay, m)];
                    }
                    for (int stay = 1; !rises && stay <= m; stay++) {
                        value += chance[m][stay] * values[index(from, to - ticks, n, stay)];
                    }
                    value -= reward.perMessage() * (2 - stays) * (rises ? n : m);
                    int index = index(from, to, n, m);
                    if (value > values[index]) {
                        values[index] = value;
                        moves[index] = rises ? ticks : -ticks;
                    }
                }
            }
        }

        /** Returns the probability that k of n traders stay, at index {@code [n][k]}, for n up to {@code most}. */
        private static double[][] binomials(int most, double stays) {
            double[][] chance = new double[most + 1][most + 1];
            chance[0][0] = 1;
            for (int n = 1; n <= most; n++) {
                for (int stay = 0; stay <= n; stay++) {
                    chance[n][stay] =
                            (1 - stays) * chance[n - 1][stay] + (stay == 0 ? 0 : stays * chance[n - 1][stay - 1]);
                }
            }
            return chance;
        }

        private int index(int from, int to, int n, int m) {
            return ((from * (gap + 1) + to) * (buyers + 1) + n) * (sellers + 1) + m;
        }

        Move best(int from, int to, int n, int m) {
            int ticks = moves[index(from, to, n, m)];
            return ticks > 0 ? new Move(Side.BUYERS, ticks) : new Move(Side.SELLERS, -ticks);
        }
    }
}
