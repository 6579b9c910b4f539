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
import skybourse.base.numeric.StateArchive;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.market.LeaderOutcome;
import skybourse.tier1.game.EnergyCurves;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.OverloadPrices;

/** Prices and beliefs of the leaders: recent prices, and estimates of overload costs and loads that they learn from earlier slots. */
public final class LeaderBeliefs {

    private static final int ERROR_SLOTS = 50;
    private static final int FEWEST_ERRORS = 10;
    private static final double ERROR_QUANTILE = 0.9;

    private final List<Leader> leaders;
    private final PricingSettings settings;
    private final boolean ignoresOverload;
    private final boolean
            needsOverload; // if true, leaders near aerial agents update their sold share only after overload
    private final Rules rules;
    // Leaders that cannot resell. They keep a share of their capacity free.
    private final int[] cautious;
    private final double slotSeconds;
    private final int kept;

    private double[] prices;
    /** Prices of the last {@code kept} slots, by slot, then leader. The newest slot is first. */
    private double[] history;
    /** Share of its resale demand that each leader resold, exponentially smoothed over slots, in [0, 1]. */
    private double[] soldShare;
    /** Last clearing price of tier 2, money/work; NaN before the first one. */
    private double clearing = Double.NaN;
    /**
     * Cost of a unit of resale demand that is not resold ({@link LeaderOutcome#lossPerWork}), money/work, for each leader as of its last slot with
     * a load; infinite before its first such slot.
     */
    private double[] loss;
    /** Relative errors of the loads that {@code cautious} leaders expected, the newest slot first; NaN for slots without an error. */
    private double[] errors;

    private boolean hasPriced;

    /** Last mixed prices. For each leader, the number of its prices, followed by each price and its weight. Empty if prices were fixed. */
    private double[] mix = {};

    public LeaderBeliefs(SimulationSetup setup) {
        Scenario scenario = setup.scenario();
        leaders = scenario.leaders();
        settings = setup.dynamics().pricing();
        needsOverload = settings.overload() == PricingSettings.Overload.EXPECTED_SHARE;
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

    /** Returns the present prices by leader, money/bit; the price caps before the first slot. The caller must not change the array. */
    public double[] prices() {
        return prices;
    }

    /** Returns whether prices have been set in a slot in which leaders observed a task, see {@link #setPrices}. */
    public boolean hasPrices() {
        return hasPriced;
    }

    /**
     * Sets the prices of this slot, and stores them in the history.
     *
     * @param now prices by leader, money/bit
     * @param set whether they count as set for {@link #hasPrices}
     */
    public void setPrices(double[] now, boolean set) {
        prices = now.clone();
        hasPriced |= set;
        System.arraycopy(history, 0, history, prices.length, history.length - prices.length);
        System.arraycopy(prices, 0, history, 0, prices.length);
    }

    /** Returns the last mixed prices; empty if prices were fixed. */
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

    /** Stores the mixed prices of this slot for the next slot. An empty argument removes the stored prices. */
    public void learnMix(Optional<MixedPrices> found) {
        mix = found.stream()
                .flatMap(prices -> prices.mixes().stream())
                .flatMapToDouble(one -> DoubleStream.concat(
                        DoubleStream.of(one.points().size()),
                        one.points().stream().flatMapToDouble(point -> DoubleStream.of(point.price(), point.weight()))))
                .toArray();
    }

    /** Returns whether a leader's price {@code slotsAgo} slots ago equals {@code price}; false for slots before the stored history. */
    public boolean hadPrice(int leader, double price, long slotsAgo) {
        return slotsAgo >= 0 && slotsAgo < kept && history[(int) slotsAgo * prices.length + leader] == price;
    }

    /** Returns the share of capacity that leaders without resale keep free. It is a setting, or the 0.9 quantile of the learned load errors. */
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

    /**
     * Records the relative errors of expected loads, for leaders without resale. Both arrays are by leader, in work units. Does nothing unless head
     * room is learned.
     */
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
     * Returns the leaders' terms in the game of a slot.
     *
     * @param scenario scenario with the tasks of the slot
     * @param links links between leaders and present aerial agents
     * @param backlogs work that waits at each leader, in work units
     * @param headRoom share of capacity that leaders without resale keep free
     */
    public LeaderTable table(Scenario scenario, ScenarioLinks links, double[] backlogs, double headRoom) {
        double[] overload = OverloadPrices.of(scenario, links);
        double[] capacities = new double[prices.length];
        for (int s = 0; s < prices.length; s++) {
            double free = Math.max(0, leaders.get(s).computer().workPerSecond() * slotSeconds - backlogs[s]);
            boolean resells = leaders.get(s).resells();
            int leader = s;
            capacities[s] = resells ? free : (1 - headRoom) * free;
            if (resells && !ignoresOverload) {
                boolean reached = IntStream.range(0, scenario.aerialAgents().size())
                        .anyMatch(k -> links.relayBitsPerSecond(leader, k) > 0);
                overload[s] = overloadPrice(s, overload[s], reached);
            }
        }
        var linear = new LeaderTable(
                leaders.stream().mapToDouble(Leader::costPerWork).toArray(),
                overload,
                capacities,
                leaders.stream().mapToDouble(Leader::priceCapPerBit).toArray());
        return EnergyCurves.apply(linear, leaders, backlogs, slotSeconds);
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

    /**
     * Returns the expected cost of a unit of overload. The cost of resale is weighted by the sold share, and the refund and penalty by the rest.
     */
    private double byShare(int s, double resale) {
        return soldShare[s] == 1 ? resale : soldShare[s] * resale + (1 - soldShare[s]) * loss[s];
    }

    /**
     * Moves the sold share of a leader half of the way to 1 after a slot without resale demand. With the setting {@code EXPECTED_SHARE}, it changes only
     * if no aerial agent was reached.
     *
     * @param s index of the leader
     * @param reached whether it reached an aerial agent
     */
    public void learnNoSales(int s, boolean reached) {
        if (!needsOverload || !reached) {
            learnShare(s, 1);
        }
    }

    /**
     * Updates the sold share of a leader after a slot, and its cost of resale demand that is not resold.
     *
     * @param s index of the leader
     * @param outcome sales and resale of the leader in the slot
     * @param reached whether it reached an aerial agent
     */
    public void learnOverload(int s, LeaderOutcome outcome, boolean reached) {
        double demand = outcome.load().resaleDemand();
        if (demand == 0) {
            learnNoSales(s, reached);
        } else {
            learnShare(s, Math.min(1, outcome.load().resale().work() / demand));
        }
        if (outcome.load().work() > 0) {
            loss[s] = outcome.lossPerWork();
        }
    }

    private void learnShare(int s, double share) {
        soldShare[s] = 0.5 * soldShare[s] + 0.5 * share;
    }

    /** Stores the price that buyers paid in tier 2, money/work. */
    public void learnClearing(double pricePerWork) {
        clearing = pricePerWork;
    }

    void exchange(StateArchive state) {
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
