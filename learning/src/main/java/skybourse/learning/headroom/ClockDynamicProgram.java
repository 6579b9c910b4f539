package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.learning.headroom.StochasticPolicy.StepDistribution;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.ClockState.SideState;

/**
 * Exact dynamic program of an auction with independent limit prices. It computes the expected reward of each state for the best steps or for a given
 * policy. It applies to one component of a mixture. It is suitable for small markets, because the number of states grows with the unmatched tail.
 *
 * <p>The number of waiting traders that accept at the next stop has a binomial distribution. Pair k is settled as soon as both queues have k entries.
 * Its expected surplus is then part of the reward. A state consists of the clocks, the active side, the numbers of waiting traders, and the unmatched
 * tail of the longer queue. The tail stores, for each entry, the two stops between which its limit price is. Entries that accepted at the same stop
 * are exchangeable, because ties are broken by lottery. A given policy also observes the number of announcements, so its program has this number in
 * the state.
 */
final class ClockDynamicProgram {

    private static final int LARGEST_GAP = 254;
    private static final int MOST_TRADERS = 31;
    private static final int MOST_TAILS = 1 << 27;

    private final ClockMarketDistribution market;
    private final UnitDemandMarketDistribution component;
    private final ClockReward reward;
    private final @Nullable ClockPolicy policy;
    private final long mostStates;
    private final int startGap;
    private final SideBelief buyers;
    private final SideBelief sellers;
    private final ValueTable states = new ValueTable();
    private final ValueTable answers = new ValueTable();
    private final List<ClockState> asked = new ArrayList<>();
    private final List<StepDistribution> given = new ArrayList<>();
    private final QueueTailNumbering tails = new QueueTailNumbering();

    /** Thrown when a program has more states than allowed. */
    static final class TooManyStates extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Creates the program of {@code policy}. If it is null, the program finds the best of the market's steps in each state. */
    ClockDynamicProgram(
            ClockMarketDistribution market,
            UnitDemandMarketDistribution component,
            ClockReward reward,
            @Nullable ClockPolicy policy,
            long mostStates) {
        if (!fits(market)) {
            throw new IllegalArgumentException("market must have a gap of at most " + LARGEST_GAP
                    + " ticks and at most " + MOST_TRADERS + " traders a side: " + market.name());
        }
        this.market = market;
        this.component = component;
        this.reward = reward;
        this.policy = policy;
        this.mostStates = mostStates;
        startGap = (int) market.gapTicks();
        buyers = new SideBelief(Side.BUYERS, market.buyersStartTicks(), startGap, component.buyerValues());
        sellers = new SideBelief(Side.SELLERS, market.sellersStartTicks(), startGap, component.sellerCosts());
    }

    static boolean fits(ClockMarketDistribution market) {
        return market.gapTicks() <= LARGEST_GAP && Math.max(market.mostBuyers(), market.mostSellers()) <= MOST_TRADERS;
    }

    /** Returns the expected reward of an auction. */
    double solve() throws TooManyStates {
        return value(TurnState.first(component), 0, 0);
    }

    int states() {
        return states.size();
    }

    /** Returns the best step in a state that the program has solved; {@code tail} is a result of {@link #tailAfter}. */
    int stepTicks(TurnState turn, int tail) {
        int found = states.find(key(turn, tail, 0));
        if (found < 0) {
            throw new IllegalStateException("no limits lead to this state: " + turn);
        }
        return states.step(found);
    }

    int place(Announcement announcement) {
        return law(announcement.side()).place(announcement.stopTicks());
    }

    private double value(@Nullable TurnState turn, int tail, int announcements) throws TooManyStates {
        if (turn == null) {
            return 0;
        }
        long key = key(turn, tail, policy == null ? 0 : announcements);
        int found = states.find(key);
        if (found >= 0) {
            return states.value(found);
        }
        double best;
        int bestStep = 0;
        if (turn.place() < 0) {
            best = announced(turn, tail, 0, announcements);
        } else if (policy != null) {
            best = expected(answer(policy, turn, announcements), turn, tail, announcements);
        } else {
            best = Double.NEGATIVE_INFINITY;
            int gap = turn.gap(startGap);
            for (int i = 0; i < market.steps().legal(gap); i++) {
                int step = (int) market.steps().stepTicks(i, gap);
                double value = announced(turn, tail, turn.place() + step, announcements);
                if (value > best) {
                    best = value;
                    bestStep = step;
                }
            }
        }
        if (states.size() >= mostStates || tails.count() >= MOST_TAILS) {
            throw new TooManyStates();
        }
        states.add(key, best, bestStep);
        return best;
    }

    /** Returns the expected reward of an announcement and of all later ones. */
    private double announced(TurnState turn, int tail, int place, int announcements) throws TooManyStates {
        SideBelief belief = law(turn.side());
        double acceptance = belief.acceptance(turn.place(), place);
        double expected = turn.waiting() * acceptance;
        double value = reward.announcement(
                expected == 0 ? 0 : expected * belief.regretTicks(turn.place(), place), turn.waiting() + expected);
        double[] share = Binomial.of(turn.waiting(), acceptance);
        for (int accepted = 0; accepted < share.length; accepted++) {
            if (share[accepted] > 0) {
                double surplus = surplusTicks(turn, tail, place, accepted);
                TurnState next = turn.after(place, accepted, component, startGap);
                int nextTail = next == null ? 0 : tailAfter(turn, tail, place, accepted);
                value += share[accepted] * (reward.welfare(surplus) + value(next, nextTail, announcements + 1));
            }
        }
        return value;
    }

    /** Returns the expected surplus of the pairs that an announcement settles. */
    private double surplusTicks(TurnState turn, int tail, int place, int accepted) {
        int settled = settled(turn, accepted);
        if (settled == 0) {
            return 0;
        }
        SideBelief other = law(turn.side().other());
        double others = 0;
        int left = tail;
        for (int i = 0; i < settled; i++) {
            int entry = tails.first(left);
            others += other.meanTicks(entry / (startGap + 2) - 1, entry % (startGap + 2));
            left = tails.rest(left);
        }
        double own = settled * law(turn.side()).meanTicks(turn.place(), place);
        return turn.side() == Side.BUYERS ? own - others : others - own;
    }

    /** Returns the key in {@link QueueTailNumbering} of the unmatched tail after {@code accepted} traders have accepted an announcement. */
    int tailAfter(TurnState turn, int tail, int place, int accepted) {
        int settled = settled(turn, accepted);
        int left = tail;
        for (int i = 0; i < settled; i++) {
            left = tails.rest(left);
        }
        int entry = (turn.place() + 1) * (startGap + 2) + place;
        return tails.with(left, entry, accepted - settled);
    }

    /** Returns how many of the accepting traders are paired with an entry of the other queue. */
    private int settled(TurnState turn, int accepted) {
        int lead = component.buyers() - turn.buyersWaiting() - component.sellers() + turn.sellersWaiting();
        return Math.min(accepted, Math.max(0, turn.side() == Side.BUYERS ? -lead : lead));
    }

    private double expected(StepDistribution chances, TurnState turn, int tail, int announcements)
            throws TooManyStates {
        double expected = 0;
        for (int i = 0; i < chances.ticks().length; i++) {
            double chance = chances.probabilities()[i];
            if (chance > 0) {
                int place = turn.place() + (int) chances.ticks()[i];
                expected += chance * announced(turn, tail, place, announcements);
            }
        }
        return expected;
    }

    /** Returns the policy's distribution of steps. The policy is called once for each state that it can distinguish. */
    private StepDistribution answer(ClockPolicy policy, TurnState turn, int announcements) {
        long key = key(turn, 0, announcements);
        int found = answers.find(key);
        if (found >= 0) {
            return given.get(answers.step(found));
        }
        ClockState state = state(turn, announcements);
        StepDistribution chances = chances(policy, state);
        answers.add(key, 0, given.size());
        asked.add(state);
        given.add(chances);
        return chances;
    }

    private static StepDistribution chances(ClockPolicy policy, ClockState state) {
        StepDistribution chances = policy instanceof StochasticPolicy drawing
                ? drawing.chances(state)
                : StepDistribution.certain(policy.stepTicks(state));
        for (long step : chances.ticks()) {
            if (step < 1 || step > state.largestStepTicks()) {
                throw new IllegalArgumentException(
                        "step of " + policy.name() + " must be in [1, " + state.largestStepTicks() + "]: " + step);
            }
        }
        return chances;
    }

    /**
     * Calls the policy again in all states, in reverse order. Throws if a step differs from the first call, because the computed value would then not
     * be that of the policy.
     */
    void requireSameAnswers() {
        ClockPolicy again = policy;
        for (int i = asked.size() - 1; again != null && i >= 0; i--) {
            ClockState state = asked.get(i);
            given.get(i).requireSame(chances(again, state), again, state);
        }
    }

    private ClockState state(TurnState turn, int announcements) {
        return new ClockState(
                turn.side(),
                announcements,
                sideState(
                        market.buyersStartTicks(),
                        buyers,
                        turn.buyersPlace(),
                        turn.buyersWaiting(),
                        component.buyers()),
                sideState(
                        market.sellersStartTicks(),
                        sellers,
                        turn.sellersPlace(),
                        turn.sellersWaiting(),
                        component.sellers()));
    }

    private static SideState sideState(long start, SideBelief belief, int place, int waiting, int traders) {
        return new SideState(start, belief.clockTicks(place), waiting, traders - waiting, place >= 0);
    }

    private SideBelief law(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    private static long key(TurnState turn, int tail, int announcements) {
        long key = turn.side() == Side.BUYERS ? 0 : 1;
        key = key << 8 | (turn.buyersPlace() + 1);
        key = key << 8 | (turn.sellersPlace() + 1);
        key = key << 5 | turn.buyersWaiting();
        key = key << 5 | turn.sellersWaiting();
        key = key << 9 | announcements;
        return key << 27 | tail;
    }
}
