package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * What never changes of a market. The agents of the scenario are its seats: whoever takes one plays that agent.
 *
 * @param scenario seats, rules, network and seed; {@code rules.expectedResalePrice} must be there, for asks of a round may not reach its prices
 * @param rule the auction of overload, by its name; one that trades several lots at once
 * @param graceSeconds how long after its deadline a result is still taken
 * @param objectionSeconds how long a buyer may reject a result before it is paid
 * @param disputes settings for pieces that cannot be done, and for disputes
 * @param open whether anybody may take a free seat, or join, or only who was invited to a seat
 * @param newcomers who may join beside the seats, where it is open
 * @param maxEpsilon the largest {@link Solved#soldEpsilon} at which a round is sold, above 0
 */
@RecordBuilder
public record MarketRules(
        Scenario scenario,
        String rule,
        double graceSeconds,
        double objectionSeconds,
        Disputes disputes,
        boolean open,
        Newcomers newcomers,
        double maxEpsilon)
        implements MarketRulesBuilder.With {

    /** The standard {@code maxEpsilon}: no agent gains more than 5 % by deviating alone. */
    public static final double STANDARD_MAX_EPSILON = 0.05;

    /** Where money comes from and goes to; no agent may have this name. */
    public static final String OUTSIDE = "outside";

    /** Most bytes of a payload or a result that is brought on its own. */
    public static final int MOST_BLOB = 4 << 20;

    /** Most lots of a side of tier 2, of all agents together. */
    public static final int MOST_LOTS = 100_000;

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

    /** Returns rules of a market that only the agents of its scenario take part in, with the standard settings for prices and disputes. */
    public static MarketRules standard(
            Scenario scenario, String rule, double graceSeconds, double objectionSeconds, boolean open) {
        return new MarketRules(
                scenario,
                rule,
                graceSeconds,
                objectionSeconds,
                Disputes.STANDARD,
                open,
                Newcomers.NONE,
                STANDARD_MAX_EPSILON);
    }

    private static RuleProvider provider(String rule) {
        return AuctionCatalogue.rule(rule)
                .orElseThrow(() -> new IllegalArgumentException(
                        "rule must be one of " + String.join(", ", AuctionCatalogue.ruleNames()) + ": " + rule));
    }

    /** Returns the auction of overload. */
    public RuleProvider provider() {
        return provider(rule);
    }

    /** Returns ledger units for money, rounded to the nearest, half to even. */
    public long units(double money) {
        return (long) Math.rint(money / scenario.rules().ledgerUnitMoney());
    }
}
