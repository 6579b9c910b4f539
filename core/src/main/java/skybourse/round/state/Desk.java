package skybourse.round.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.numeric.StateExchange;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Pricing;
import skybourse.round.dynamics.Setup;
import skybourse.round.market.LeaderOutcome;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.OverloadPrices;

/** What leaders ask, and what they have learned about overload. */
public final class Desk {

    private static final int ERROR_SLOTS = 50;
    private static final int FEWEST_ERRORS = 10;
    private static final double ERROR_QUANTILE = 0.9;

    private final List<Leader> leaders;
    private final Pricing settings;
    private final boolean ignoresOverload;
    private final boolean
            needsOverload; // who reaches an aerial agent learns the sold share in slots with overload only
    private final Rules rules;
    private final int[] cautious; // leaders that cannot resell and keep head room
    private final double slotSeconds;
    private final int kept;

    private double[] prices;
    /** The prices of the last slots, the newest first: {@code kept} times as many as there are leaders. */
    private double[] history;
    /** How much of its overload each leader sold of late, from 0 to 1. */
    private double[] soldShare;
    /** Last clearing price per unit of work; NaN before any. */
    private double clearing = Double.NaN;
    /** What a unit of unsold overload cost each leader in the last slot with a load; infinite before any. */
    private double[] loss;
    /** Relative errors of what those that keep head room took their loads to be, the newest first; NaN for none. */
    private double[] errors;

    private boolean hasPriced;

    /** What leaders drew the last prices from: by leader the number of its prices, then each price and its weight. Empty for fixed prices. */
    private double[] mix = {};

    public Desk(Setup setup) {
        Scenario scenario = setup.scenario();
        leaders = scenario.leaders();
        settings = setup.dynamics().pricing();
        needsOverload = settings.overload() == Pricing.Overload.EXPECTED_SHARE;
        ignoresOverload = scenario.rules().overloadPricing() == OverloadPricing.IGNORE;
        rules = scenario.rules();
        cautious = IntStream.range(0, leaders.size())
                .filter(s -> !leaders.get(s).resells())
                .toArray();
        slotSeconds = setup.slotSeconds();
        kept = setup.dynamics().messages().forgetSlots();
        prices = leaders.stream().mapToDouble(Leader::priceCapPerBit).toArray();
        history = filled(Math.multiplyExact(kept, prices.length), Double.NaN);
        soldShare = filled(prices.length, 1);
        loss = filled(prices.length, Double.POSITIVE_INFINITY);
        errors = filled(settings.learnHeadRoom() ? ERROR_SLOTS * cautious.length : 0, Double.NaN);
    }

    private static double[] filled(int length, double value) {
        double[] array = new double[length];
        Arrays.fill(array, value);
        return array;
    }

    /** Returns what leaders ask now, not to be written to. */
    public double[] prices() {
        return prices;
    }

    /** Tells whether any prices were set. */
    public boolean hasPriced() {
        return hasPriced;
    }

    /** Sets what leaders ask in this slot, and remembers it. */
    public void ask(double[] now, boolean set) {
        prices = now.clone();
        hasPriced |= set;
        System.arraycopy(history, 0, history, prices.length, history.length - prices.length);
        System.arraycopy(prices, 0, history, 0, prices.length);
    }

    /** Returns the mixed prices that leaders computed last; empty where those were fixed. */
    public Optional<MixedPrices> mix() {
        List<Mix> mixes = new ArrayList<>();
        int next = 0;
        while (next < mix.length) {
            List<Point> points = new ArrayList<>();
            int end = next + 1 + 2 * (int) mix[next];
            for (next++; next < end; next += 2) {
                points.add(new Point(mix[next], mix[next + 1]));
            }
            mixes.add(new Mix(points));
        }
        return mixes.isEmpty() ? Optional.empty() : Optional.of(new MixedPrices(mixes));
    }

    /** Remembers the mixed prices of this slot for the next; empty forgets those of the last. */
    public void learnMix(Optional<MixedPrices> found) {
        mix = found.stream()
                .flatMap(prices -> prices.mixes().stream())
                .flatMapToDouble(one -> DoubleStream.concat(
                        DoubleStream.of(one.points().size()),
                        one.points().stream().flatMapToDouble(point -> DoubleStream.of(point.price(), point.weight()))))
                .toArray();
    }

    /** Tells whether a leader asked a price so many slots ago. */
    public boolean asked(int leader, double price, long slotsAgo) {
        return slotsAgo >= 0 && slotsAgo < kept && history[(int) slotsAgo * prices.length + leader] == price;
    }

    /** Returns the share of its capacity that a leader keeps free that cannot resell. */
    public double headRoom() {
        double[] known = Arrays.stream(errors)
                .filter(error -> !Double.isNaN(error))
                .sorted()
                .toArray();
        if (!settings.learnHeadRoom() || known.length < FEWEST_ERRORS) {
            return settings.headRoom();
        }
        return Math.min(0.99, known[(int) Math.ceil(ERROR_QUANTILE * known.length) - 1]);
    }

    /** Learns from how far loads of leaders that keep head room were off what they had been taken to be. */
    public void learnLoads(double[] expected, double[] loads) {
        if (settings.learnHeadRoom()) {
            System.arraycopy(errors, 0, errors, cautious.length, errors.length - cautious.length);
            for (int i = 0; i < cautious.length; i++) {
                int s = cautious[i];
                errors[i] = expected[s] > 0 ? Math.abs(loads[s] - expected[s]) / expected[s] : Double.NaN;
            }
        }
    }

    /**
     * Returns what the game of a slot needs to know of leaders.
     *
     * @param world the slot's tasks
     * @param reach which aerial agents are there
     * @param backlogs work in front of each leader
     * @param headRoom share of their capacity that leaders keep free that cannot resell
     */
    public LeaderTable table(Scenario world, Reach reach, double[] backlogs, double headRoom) {
        double[] overload = OverloadPrices.of(world, reach);
        double[] capacities = new double[prices.length];
        for (int s = 0; s < prices.length; s++) {
            double free = Math.max(0, leaders.get(s).computer().workPerSecond() * slotSeconds - backlogs[s]);
            boolean resells = leaders.get(s).resells();
            int leader = s;
            capacities[s] = resells ? free : (1 - headRoom) * free;
            if (resells && !ignoresOverload) {
                boolean reached = IntStream.range(0, world.aerialAgents().size())
                        .anyMatch(k -> reach.relayBitsPerSecond(leader, k) > 0);
                overload[s] = overloadPrice(s, overload[s], reached);
            }
        }
        return new LeaderTable(
                leaders.stream().mapToDouble(Leader::costPerWork).toArray(),
                overload,
                capacities,
                leaders.stream().mapToDouble(Leader::priceCapPerBit).toArray());
    }

    private double overloadPrice(int s, double expected, boolean reached) {
        double resold = Double.isNaN(clearing)
                ? expected
                : Math.max(0, rules.resalePriceAfter(clearing) - leaders.get(s).costPerWork());
        return switch (settings.overload()) {
            case EXPECTED_COST -> expected;
            case LAST_CLEARING -> resold;
            case SOLD_SHARE -> byShare(s, resold);
            case EXPECTED_SHARE -> reached ? Math.min(loss[s], byShare(s, expected)) : byShare(s, resold);
        };
    }

    /** Weighs what resale costs against refund and penalty. */
    private double byShare(int s, double resale) {
        return soldShare[s] == 1 ? resale : soldShare[s] * resale + (1 - soldShare[s]) * loss[s];
    }

    /**
     * Learns that a leader sold nothing in a slot.
     *
     * @param reached whether it reached an aerial agent
     */
    public void learnNothing(int s, boolean reached) {
        if (!needsOverload || !reached) {
            learnShare(s, 1);
        }
    }

    /**
     * Learns what became of what a leader sold, and of its overload.
     *
     * @param reached whether it reached an aerial agent
     */
    public void learnOverload(int s, LeaderOutcome outcome, boolean reached) {
        double overload = outcome.load().overload();
        if (overload == 0) {
            learnNothing(s, reached);
        } else {
            learnShare(s, Math.min(1, outcome.load().resale().work() / overload));
        }
        double work = outcome.load().work();
        if (work > 0) {
            loss[s] = outcome.revenue() / work + outcome.leader().penaltyPerWork();
        }
    }

    private void learnShare(int s, double share) {
        soldShare[s] = 0.5 * soldShare[s] + 0.5 * share;
    }

    /** Learns what buyers paid in tier 2, money per unit of work. */
    public void learnClearing(double pricePerWork) {
        clearing = pricePerWork;
    }

    void exchange(StateExchange state) {
        prices = state.numbers(prices);
        history = state.numbers(history);
        soldShare = state.numbers(soldShare);
        clearing = state.number(clearing);
        loss = state.numbers(loss);
        errors = state.numbers(errors);
        hasPriced = state.flag(hasPriced);
        mix = state.numbers(mix);
    }
}
