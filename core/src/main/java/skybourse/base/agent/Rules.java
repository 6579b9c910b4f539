package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.numeric.Checks;

/**
 * The settings of a round that are nobody's property.
 *
 * @param roundSeconds length of the round, {@code tau}
 * @param overloadPricing whether leaders count what overselling costs them
 * @param overloadDelay what happens to work that a leader sold beyond its capacity
 * @param sharing how the pieces that are on time share a leader's processor
 * @param tolerance relative {@code eps} at which an equilibrium counts as certified
 * @param lotWork size of a lot in tier 2, {@code w}, in work units
 * @param tickMoney what a tick of the auction is worth; an even number of ledger units
 * @param ledgerUnitMoney the smallest amount that can be paid
 * @param expectedResalePrice what a unit of work is expected to be paid in tier 2, published before the round: all that tier 1, start
 *     clocks and posted prices know of aerial agents. Empty: they are made from what aerial agents declare, who can gain by that
 * @param strategy whether leaders may draw their prices where no fixed ones certify; empty is {@link Strategy#PURE}
 * @param deadlineValue loss per missed deadline in comparisons of clock policies, money; 0 compares them by gains from trade alone. Empty:
 *     {@code Scenario.deadlineValue} has the default
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
        OptionalDouble deadlineValue)
        implements RulesBuilder.With {

    /** How much of the last clearing price counts beside a published one; alone it sticks where it once kept everybody from overselling. */
    private static final double LAST_PRICE = 0.3;

    /** Whether a leader's decision counts work sold beyond its capacity. */
    public enum OverloadPricing {
        /** A fixed agent counts what it expects to pay an aerial agent, a mobile agent a prohibitive penalty. */
        EXPECTED_COST,
        /** The myopic leader, presumably the paper's: overselling costs it nothing. */
        IGNORE
    }

    /** Whether leaders ask fixed prices. */
    public enum Strategy {
        /** Each asks one. */
        PURE,
        /** Where no fixed ones certify, some draw theirs each round, if that certifies. */
        MIXED
    }

    /** What work sold beyond capacity and not resold does to delay. */
    public enum OverloadDelay {
        /** Its share of each piece waits for the next round. */
        WAIT,
        /** Every piece takes longer in proportion. */
        SLOW
    }

    /** The speed at which pieces on time are counted. */
    public enum Sharing {
        /** Full speed, as if alone: optimistic. */
        ALONE,
        /** All pieces end together, after the leader's whole load. */
        EQUAL
    }

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

    /** Tells whether leaders may draw their prices. */
    public boolean mixes() {
        return strategy.equals(Optional.of(Strategy.MIXED));
    }

    /** Returns the same rules with another value of a deadline. */
    public Rules withDeadlineValue(double value) {
        return withDeadlineValue(OptionalDouble.of(value));
    }

    /**
     * Returns what a unit of work is expected to be paid in tier 2 after some were: what was paid last, pulled back to what is published. Ours.
     *
     * @param clearing what was paid last, money per unit of work; NaN before any
     */
    public double resalePriceAfter(double clearing) {
        if (expectedResalePrice.isEmpty()) {
            return clearing;
        }
        double published = expectedResalePrice.getAsDouble();
        return Double.isNaN(clearing) ? published : LAST_PRICE * clearing + (1 - LAST_PRICE) * published;
    }

    /** Returns how many ledger units half a tick is: the auction's prices are whole half ticks. */
    public long ledgerUnitsPerHalfTick() {
        return Math.round(tickMoney / ledgerUnitMoney / 2);
    }

    /**
     * Returns a round of 1 s with overload prices, waiting overload, {@code eps} 1e-6, lots of 2e9 work units, ticks of 0.01
     * and ledger units of 1e-6 (our choice throughout).
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
                OptionalDouble.empty());
    }
}
