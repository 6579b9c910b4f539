package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import java.util.Optional;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Scenario;

/**
 * Fixed settings of a running exchange. The agents of its market file are its seats; a client that takes a seat acts as that agent.
 *
 * @param model kind of the market, with its agents
 * @param graceSeconds time after its deadline within which a result is still accepted, at least 0
 * @param objectionSeconds time in which a buyer may reject a result before it is paid, or in which a report that a piece cannot be done may
 *     be answered, at least 0
 * @param disputes settings for pieces that cannot be done, and for disputes
 * @param open whether agents may take free seats and join the market without an invitation
 * @param newcomers settings for newcomers
 */
@RecordBuilder
public record MarketRules(
        MarketModel model,
        double graceSeconds,
        double objectionSeconds,
        DisputeSettings disputes,
        boolean open,
        NewcomerSettings newcomers)
        implements MarketRulesBuilder.With {

    /** The standard {@link TwoTierModel#maxEpsilon}: no agent gains more than 5 % by deviating alone. */
    public static final double STANDARD_MAX_EPSILON = 0.05;

    /** Name of the account for money from and to outside; not allowed as an agent's id. */
    public static final String OUTSIDE = "outside";

    /** Largest size, in bytes, of a payload or result that is uploaded on its own. */
    public static final int MOST_BLOB = 4 << 20;

    /** Largest number of lots of all agents together on one side of tier 2, and of demanded lots in a round of an inference market. */
    public static final int MOST_LOTS = 100_000;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public MarketRules {
        Objects.requireNonNull(disputes, "disputes");
        Objects.requireNonNull(newcomers, "newcomers");
        Checks.nonNegative(graceSeconds, "graceSeconds");
        Checks.nonNegative(objectionSeconds, "objectionSeconds");
    }

    /**
     * Returns rules of a two-tier market without newcomers, with the standard settings for prices and disputes. Parameters as in {@link TwoTierModel} and
     * in this record.
     *
     * @throws IllegalArgumentException as the constructors do
     */
    public static MarketRules standard(
            Scenario scenario, String rule, double graceSeconds, double objectionSeconds, boolean open) {
        return standard(new TwoTierModel(scenario, rule, STANDARD_MAX_EPSILON), graceSeconds, objectionSeconds, open);
    }

    /**
     * Returns rules without newcomers, with the standard settings for disputes. Parameters as in the record.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static MarketRules standard(MarketModel model, double graceSeconds, double objectionSeconds, boolean open) {
        return new MarketRules(
                model, graceSeconds, objectionSeconds, DisputeSettings.STANDARD, open, NewcomerSettings.NONE);
    }

    /** Returns the inference market; empty for a two-tier market. */
    public Optional<InferenceModel> inference() {
        return model instanceof InferenceModel of ? Optional.of(of) : Optional.empty();
    }

    /**
     * Returns the two-tier market.
     *
     * @throws IllegalStateException in an inference market
     */
    public TwoTierModel twoTier() {
        if (model instanceof TwoTierModel of) {
            return of;
        }
        throw new IllegalStateException(model.name() + " is an inference market");
    }

    /**
     * Returns the scenario of a two-tier market.
     *
     * @throws IllegalStateException in an inference market
     */
    public Scenario scenario() {
        return twoTier().scenario();
    }

    /** Returns an amount of money in ledger units, rounded half to even. */
    public long units(double money) {
        return (long) Math.rint(money / model.ledgerUnitMoney());
    }
}
