package skybourse.learning.training;

import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.Environment;
import skybourse.learning.learners.TimeStep;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.dropout.DropOutPolicy;

/**
 * One drop-out auction after another as a problem to learn, one episode a market; who is served first is the order of the draw. The messages
 * of both start clocks are paid with the first step, so that the rewards of an episode are those of the whole auction.
 */
public final class DropOutEnvironment implements Environment {

    private final DropOutProblem problem;
    private final UnitMarket drawn;
    private final double meanBestTicks;
    private long buyersClock;
    private long sellersClock;
    private int buyers;
    private int sellers;
    private double earned;
    private boolean running;

    /** Makes an environment; {@link #reset} must come before the first step. */
    public DropOutEnvironment(DropOutProblem problem) {
        this.problem = problem;
        var traders = problem.market().traders();
        drawn = new UnitMarket(traders.buyers(), traders.sellers());
        meanBestTicks = traders.clairvoyantWelfareTicks();
    }

    @Override
    public int stateSize() {
        return problem.stateSize();
    }

    @Override
    public int actions() {
        return problem.actions();
    }

    /** Draws the market that a seed fixes. */
    static void draw(DropOutProblem problem, long seed, UnitMarket into) {
        MarketDraw draw = problem.market().traders().draw(new RandomStreams(seed).stream("drop-out-market", 0));
        into.clocks(problem.market().highTicks(), problem.market().lowTicks());
        into.size(draw.bidTicks().length, draw.askTicks().length);
        System.arraycopy(draw.bidTicks(), 0, into.valueTicks(), 0, into.buyers());
        System.arraycopy(draw.askTicks(), 0, into.costTicks(), 0, into.sellers());
    }

    @Override
    public TimeStep.First reset(long seed) {
        draw(problem, seed, drawn);
        buyersClock = problem.market().lowTicks();
        sellersClock = problem.market().highTicks();
        buyers = drawn.buyers();
        sellers = drawn.sellers();
        earned = -problem.reward().perMessage() * (buyers + sellers);
        running = true;
        return new TimeStep.First(observation(), legal());
    }

    private float[] observation() {
        return problem.numbers(buyersClock, sellersClock, buyers, sellers);
    }

    private boolean[] legal() {
        return problem.legal(sellersClock - buyersClock);
    }

    @Override
    public TimeStep step(int action) {
        if (!running) {
            throw new IllegalStateException("an episode must be running");
        }
        if (action < 0 || action >= actions() || !legal()[action]) {
            throw new IllegalArgumentException("action must be legal: " + action);
        }
        move(problem.move(action, sellersClock - buyersClock));
        running = buyersClock < sellersClock && buyers > 0 && sellers > 0;
        if (!running) {
            end();
        }
        double due = earned;
        earned = 0;
        return running ? new TimeStep.Mid(due, observation(), legal()) : new TimeStep.Terminated(due, observation());
    }

    /** Moves a clock: one message to each in, one from each that leaves. */
    private void move(DropOutPolicy.Move move) {
        int told;
        int left;
        if (move.side() == Side.BUYERS) {
            told = buyers;
            buyersClock += move.ticks();
            buyers = in(Side.BUYERS);
            left = told - buyers;
        } else {
            told = sellers;
            sellersClock -= move.ticks();
            sellers = in(Side.SELLERS);
            left = told - sellers;
        }
        earned -= problem.reward().perMessage() * (told + left);
    }

    private int in(Side side) {
        int count = 0;
        for (int i = 0; i < (side == Side.BUYERS ? drawn.buyers() : drawn.sellers()); i++) {
            count += isIn(side, i) ? 1 : 0;
        }
        return count;
    }

    private boolean isIn(Side side, int trader) {
        return side == Side.BUYERS
                ? drawn.valueTicks()[trader] >= buyersClock
                : drawn.costTicks()[trader] <= sellersClock;
    }

    /** Settles an auction that has ended. */
    private void end() {
        int trades = Math.min(buyers, sellers);
        if (trades > 0) {
            long gains = sum(Side.BUYERS, drawn.valueTicks(), trades) - sum(Side.SELLERS, drawn.costTicks(), trades);
            earned += problem.reward().perTick() * gains - problem.reward().perMessage() * (buyers + sellers);
        }
        if (problem.training().looksBack()) {
            earned += problem.reward().perTick() * (meanBestTicks - drawn.clairvoyantWelfareTicks());
        }
    }

    /** Sums the limits of the first few who are in. */
    private long sum(Side side, long[] limits, int count) {
        long sum = 0;
        int left = count;
        for (int i = 0; left > 0; i++) {
            if (isIn(side, i)) {
                sum += limits[i];
                left--;
            }
        }
        return sum;
    }
}
