package skybourse.tier2.clock;

import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.Side;

/**
 * The best of all policies that see clocks and numbers, for traders drawn independently from a prior: one-tick moves by dynamic program.
 * A larger move is never better, as it is some small ones without looking in between.
 *
 * <p>Right where the prior is. Wrong where it is not: then it may do worse than one that knows nothing. Where the program has more than
 * {@value #MOST_STATES} states, a clock jumps to the price that is best in expectation, planned anew after each jump.
 *
 * <p>Immutable but for the program, which is made when it is first needed; for any number of threads.
 */
public final class BayesMoves implements DropOutPolicy {

    /** Most states of a program. */
    public static final long MOST_STATES = 1L << 22;

    private final DropOutPrior prior;
    private final long lowTicks;
    private final long highTicks;
    private @Nullable Program program;

    /**
     * Prepares the policy.
     *
     * @param prior what is known of the traders
     * @param lowTicks where the buyers' clock starts
     * @param highTicks where the sellers' clock starts
     */
    public BayesMoves(DropOutPrior prior, long lowTicks, long highTicks) {
        this.prior = prior;
        this.lowTicks = lowTicks;
        this.highTicks = highTicks;
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
        return other instanceof BayesMoves moves
                && prior.equals(moves.prior)
                && lowTicks == moves.lowTicks
                && highTicks == moves.highTicks;
    }

    @Override
    public int hashCode() {
        return prior.hashCode();
    }

    @Override
    public boolean readsLeavers() {
        return false;
    }

    @Override
    public Move next(DropOutState state) {
        int buyers = state.in(Side.BUYERS);
        int sellers = state.in(Side.SELLERS);
        long from = state.clockTicks(Side.BUYERS);
        long to = state.clockTicks(Side.SELLERS);
        if (states(buyers, sellers) > MOST_STATES || from < lowTicks || to > highTicks) {
            return new MeetAt(bestPrice(from, to, buyers, sellers)).next(state);
        }
        return new Move(
                program(buyers, sellers).best((int) (from - lowTicks), (int) (to - lowTicks), buyers, sellers), 1);
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

    /** Returns the program of at least these numbers; one of more is kept as long as it is small enough. */
    private synchronized Program program(int buyers, int sellers) {
        Program made = program;
        if (made == null || made.buyers < buyers || made.sellers < sellers) {
            int mostBuyers = made == null ? buyers : Math.max(buyers, made.buyers);
            int mostSellers = made == null ? sellers : Math.max(sellers, made.sellers);
            boolean both = states(mostBuyers, mostSellers) <= MOST_STATES;
            made = new Program(
                    prior,
                    lowTicks,
                    (int) (highTicks - lowTicks),
                    both ? mostBuyers : buyers,
                    both ? mostSellers : sellers);
            program = made;
        }
        return made;
    }

    private double states(int buyers, int sellers) {
        return Math.pow((double) (highTicks - lowTicks + 1), 2) * (buyers + 1.0) * (sellers + 1);
    }

    /** The best side to move in each state of clocks and numbers in, clocks counted from the lowest. */
    private static final class Program {

        private final int gap;
        private final int buyers;
        private final int sellers;
        private final boolean[] sellersMove;

        Program(DropOutPrior prior, long lowTicks, int gap, int buyers, int sellers) {
            this.gap = gap;
            this.buyers = buyers;
            this.sellers = sellers;
            sellersMove = new boolean[(gap + 1) * (gap + 1) * (buyers + 1) * (sellers + 1)];
            double[][][] closer = new double[gap + 1][buyers + 1][sellers + 1];
            for (int at = 0; at <= gap; at++) {
                for (int n = 1; n <= buyers; n++) {
                    for (int m = 1; m <= sellers; m++) {
                        closer[at][n][m] = prior.gainsTicks(lowTicks + at, n, m);
                    }
                }
            }
            double[][][] buyersStay = new double[gap][][]; // from at to at + 1
            double[][][] sellersStay = new double[gap][][]; // from at + 1 to at
            for (int at = 0; at < gap; at++) {
                buyersStay[at] = binomials(buyers, ratio(prior, Side.BUYERS, lowTicks + at, lowTicks + at + 1));
                sellersStay[at] = binomials(sellers, ratio(prior, Side.SELLERS, lowTicks + at + 1, lowTicks + at));
            }
            for (int apart = 1; apart <= gap; apart++) {
                double[][][] now = new double[gap + 1 - apart][buyers + 1][sellers + 1];
                for (int from = 0; from + apart <= gap; from++) {
                    for (int n = 1; n <= buyers; n++) {
                        for (int m = 1; m <= sellers; m++) {
                            double rise = 0;
                            for (int stay = 1; stay <= n; stay++) {
                                rise += buyersStay[from][n][stay] * closer[from + 1][stay][m];
                            }
                            double fall = 0;
                            for (int stay = 1; stay <= m; stay++) {
                                fall += sellersStay[from + apart - 1][m][stay] * closer[from][n][stay];
                            }
                            sellersMove[index(from, from + apart, n, m)] = fall > rise;
                            now[from][n][m] = Math.max(rise, fall);
                        }
                    }
                }
                closer = now;
            }
        }

        private static double ratio(DropOutPrior prior, Side side, long from, long to) {
            double share = prior.share(side, from);
            return share == 0 ? 0 : prior.share(side, to) / share;
        }

        /** Returns the chance that so many of so many stay: {@code [of][stay]}. */
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

        Side best(int from, int to, int n, int m) {
            return sellersMove[index(from, to, n, m)] ? Side.SELLERS : Side.BUYERS;
        }
    }
}
