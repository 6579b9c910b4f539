package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.numeric.Checks;

/**
 * Settings of a round that apply to the market and not to a single agent.
 *
 * @param roundSeconds length of the round, {@code tau}, in [1e-18, 1e18]
 * @param overloadPricing whether leaders' decisions include the expected cost of overload
 * @param overloadDelay effect of work sold beyond capacity and not resold on the delay
 * @param sharing how the pieces that do not wait share a leader's processor
 * @param tolerance largest relative {@code eps} at which an equilibrium counts as certified, in [1e-18, 1e18]
 * @param lotWork size of a lot in tier 2, {@code w}, in work units, in [1e-18, 1e18]
 * @param tickMoney money of one tick of the auction, in [1e-18, 1e18]; an even number of ledger units
 * @param ledgerUnitMoney the smallest amount that can be paid, money, in [1e-18, 1e18]
 * @param expectedResalePrice expected price in tier 2, money per unit of work, in [0, 1e18], published before the round. Tier 1, start clocks and
 *     posted prices use no other information about aerial agents. If empty, the price is computed from the declarations of aerial agents, which
 *     gives them profitable misreports
 * @param strategy whether leaders may use mixed-strategy prices if no pure prices are certified; empty means {@link Strategy#PURE}
 * @param deadlineValue loss per missed deadline in comparisons of clock policies, money, in [0, 1e18]; 0 compares them by gains from trade alone.
 *     If empty, {@code Scenario.deadlineValue()} computes the default
 * @param weights published distribution of satisfaction weights. Tier 1 prices are computed for its quantiles instead of the reported weights, see
 *     {@link WeightDistribution#assign}. If empty, prices are computed for the reported weights
 */
@RecordBuilder
public record Rules(
        double roundSeconds,
        OverloadPricing overloadPricing,
        OverloadDelay overloadDelay,
        Sharing sharing,
        double tolerance,
        double lotWork,
        double tickMoney,
        double ledgerUnitMoney,
        OptionalDouble expectedResalePrice,
        Optional<Strategy> strategy,
        OptionalDouble deadlineValue,
        Optional<WeightDistribution> weights)
        implements RulesBuilder.With {

    /**
     * Weight of the last clearing price. The published price has the remaining weight. If only clearing prices counted, a price so high that
     * no leader oversells would never change.
     */
    private static final double LAST_PRICE = 0.3;

    /** Cost of overload in a leader's decision. */
    public enum OverloadPricing {
        /** A leader that resells pays the expected price of tier 2 for overload. A leader that cannot resell never gains by overload. */
        EXPECTED_COST,
        /** Leaders are myopic: they assume that overload costs nothing. Presumably the paper's assumption. */
        IGNORE
    }

    /** Strategies that leaders may use for their prices. */
    public enum Strategy {
        /** Each leader sets one price. */
        PURE,
        /** If no pure prices are certified, leaders may use certified mixed prices, from which they sample in each round. */
        MIXED
    }

    /** Effect of work that was sold beyond capacity and not resold on the delay of pieces. */
    public enum OverloadDelay {
        /** The same share of each piece waits for the next round. */
        WAIT,
        /** Every piece takes longer, by the same factor. */
        SLOW
    }

    /** Processor speed that is assumed for pieces that do not wait. */
    public enum Sharing {
        /** Each piece runs at full speed, as if it were the only one. This is optimistic. */
        ALONE,
        /** All pieces end together, when the leader has computed all of them. */
        EQUAL
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range, or {@code tickMoney} is not an even number of {@code ledgerUnitMoney}
     *     (relative tolerance 1e-9)
     */
    public Rules {
        Checks.amount(roundSeconds, "roundSeconds");
        Checks.amount(tolerance, "tolerance");
        Checks.amount(lotWork, "lotWork");
        Checks.amount(tickMoney, "tickMoney");
        Checks.amount(ledgerUnitMoney, "ledgerUnitMoney");
        expectedResalePrice.ifPresent(price -> Checks.amountOrZero(price, "expectedResalePrice"));
        deadlineValue.ifPresent(value -> Checks.amountOrZero(value, "deadlineValue"));
        double units = tickMoney / ledgerUnitMoney;
        double halfTick = Math.rint(units / 2);
        if (halfTick < 1 || Math.abs(units - 2 * halfTick) > 1e-9 * units) {
            throw new IllegalArgumentException(
                    "tickMoney must be an even number of ledgerUnitMoney (" + ledgerUnitMoney + "): " + tickMoney);
        }
    }

    /** Returns whether leaders may use mixed-strategy prices. */
    public boolean allowsMixedPrices() {
        return strategy.equals(Optional.of(Strategy.MIXED));
    }

    /**
     * Returns these rules with another value of a deadline.
     *
     * @param value loss per missed deadline, money
     * @throws IllegalArgumentException if {@code value} is not in [0, 1e18]
     */
    public Rules withDeadlineValue(double value) {
        return withDeadlineValue(OptionalDouble.of(value));
    }

    /**
     * Returns the expected price of tier 2 after a round: 0.3 of the last clearing price plus 0.7 of the published price (ours). Without a
     * published price it equals {@code clearing}. If {@code clearing} is NaN, it equals the published price.
     *
     * @param clearing last clearing price, money per unit of work; NaN before the first trade
     * @return money per unit of work
     */
    public double resalePriceAfter(double clearing) {
        if (expectedResalePrice.isEmpty()) {
            return clearing;
        }
        double published = expectedResalePrice.getAsDouble();
        return Double.isNaN(clearing) ? published : LAST_PRICE * clearing + (1 - LAST_PRICE) * published;
    }

    /** Returns the number of ledger units in half a tick. Auction prices are whole half ticks. */
    public long ledgerUnitsPerHalfTick() {
        return Math.round(tickMoney / ledgerUnitMoney / 2);
    }

    /**
     * Returns the standard rules (ours throughout): rounds of 1 s, {@link OverloadDelay#WAIT}, {@link Sharing#ALONE}, overload prices in the
     * decisions of leaders, {@code eps} 1e-6, lots of 2e9 work units, ticks of 0.01 and ledger units of 1e-6 money. No resale price is published,
     * prices are pure, the deadline value is the default, and prices are computed for the reported weights.
     */
    public static Rules standard() {
        return new Rules(
                1,
                OverloadPricing.EXPECTED_COST,
                OverloadDelay.WAIT,
                Sharing.ALONE,
                1e-6,
                2e9,
                0.01,
                1e-6,
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
