package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * Fixed settings of a running exchange. The agents of the scenario are its seats; a client that takes a seat acts as that agent.
 *
 * @param scenario seats, rules, network and seed. The rules must have an {@code expectedResalePrice}, because the asks of a round must not affect
 *     its prices
 * @param rule name of the auction rule of tier 2, which must support several lots per trader
 * @param graceSeconds time after its deadline within which a result is still accepted, at least 0
 * @param objectionSeconds time in which a buyer may reject a result before it is paid, or in which a report that a piece cannot be done may
 *     be answered, at least 0
 * @param disputes settings for pieces that cannot be done, and for disputes
 * @param open whether agents may take free seats and join the market without an invitation
 * @param newcomers settings for newcomers
 * @param maxEpsilon the largest {@link RoundPrices#soldEpsilon} at which a round is sold, above 0
 */
@RecordBuilder
public record MarketRules(
        Scenario scenario,
        String rule,
        double graceSeconds,
        double objectionSeconds,
        DisputeSettings disputes,
        boolean open,
        NewcomerSettings newcomers,
        double maxEpsilon)
        implements MarketRulesBuilder.With {

    /** The standard {@code maxEpsilon}: no agent gains more than 5 % by deviating alone. */
    public static final double STANDARD_MAX_EPSILON = 0.05;

    /** Name of the account for money from and to outside; not allowed as an agent's id. */
    public static final String OUTSIDE = "outside";

    /** Largest size, in bytes, of a payload or result that is uploaded on its own. */
    public static final int MOST_BLOB = 4 << 20;

    /** Largest number of lots of all agents together on one side of tier 2. */
    public static final int MOST_LOTS = 100_000;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range, the resale price is missing, or {@code rule} is unknown or supports only one
     *     lot per trader
     */
    public MarketRules {
        Objects.requireNonNull(disputes, "disputes");
        Objects.requireNonNull(newcomers, "newcomers");
        Checks.nonNegative(graceSeconds, "graceSeconds");
        Checks.nonNegative(objectionSeconds, "objectionSeconds");
        Checks.positive(maxEpsilon, "maxEpsilon");
        if (scenario.rules().expectedResalePrice().isEmpty()) {
            throw new IllegalArgumentException(
                    "rules.expectedResalePrice must be given in a running exchange: missing");
        }
        if (provider(rule).traits().mostLots() < 2) {
            throw new IllegalArgumentException("rule must support several lots per trader: " + rule);
        }
    }

    /**
     * Returns rules without newcomers, with the standard settings for prices and disputes. Parameters as in the record.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static MarketRules standard(
            Scenario scenario, String rule, double graceSeconds, double objectionSeconds, boolean open) {
        return new MarketRules(
                scenario,
                rule,
                graceSeconds,
                objectionSeconds,
                DisputeSettings.STANDARD,
                open,
                NewcomerSettings.NONE,
                STANDARD_MAX_EPSILON);
    }

    private static RuleProvider provider(String rule) {
        return AuctionCatalogue.rule(rule)
                .orElseThrow(() -> new IllegalArgumentException(
                        "rule must be one of " + String.join(", ", AuctionCatalogue.ruleNames()) + ": " + rule));
    }

    /** Returns the provider of the auction rule. */
    public RuleProvider provider() {
        return provider(rule);
    }

    /** Returns an amount of money in ledger units, rounded half to even. */
    public long units(double money) {
        return (long) Math.rint(money / scenario.rules().ledgerUnitMoney());
    }
}
