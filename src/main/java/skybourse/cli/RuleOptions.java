package skybourse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.auction.AuctionCatalogue;
import skybourse.auction.AuctionRule;
import skybourse.auction.AuctionSettings;
import skybourse.auction.ClockPolicy;
import skybourse.auction.DoubleDutch;
import skybourse.auction.Order;
import skybourse.auction.PostedPrice;
import skybourse.auction.Turns;
import skybourse.codec.InvalidInputException;
import skybourse.market.ResaleMarket;
import skybourse.scenario.Scenario;
import skybourse.training.LearnedClockPolicy;

/** Which auction rule, in the options of a command. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class RuleOptions {

    private static final String FIXED = "fixed";
    private static final String BALANCED = "double-dutch-strongly-balanced-reduction";

    /** The names that {@code --rule} takes, for the help. */
    static final class RuleNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        RuleNames() {
            super(AuctionCatalogue.ruleNames());
        }
    }

    /** The names that {@code --policy} takes, for the help. */
    static final class PolicyNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        PolicyNames() {
            super(AuctionCatalogue.policyNames());
        }
    }

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            defaultValue = "double-dutch-midpoint",
            description = "Auction rule: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            completionCandidates = RuleNames.class)
    private String ruleName;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            completionCandidates = PolicyNames.class,
            defaultValue = "fixed",
            description = "Who chooses the steps: ${COMPLETION-CANDIDATES}, or the file of a trained model. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String policyName;

    @Option(
            names = "--turns",
            paramLabel = "TURNS",
            description =
                    "alternate or shorter. Default: shorter for tier 2 of a scenario and for the strongly balanced reduction,"
                            + " else alternate.")
    private @Nullable Turns turns;

    @Option(
            names = "--step",
            paramLabel = "TICKS",
            defaultValue = "1",
            description = "Step of the fixed policy. Default: ${DEFAULT-VALUE}.")
    private long stepTicks;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private @Nullable ClockPolicy learned; // read once, so that every market has the same one

    /**
     * Makes the rule of one market.
     *
     * @param buyersStartTicks where the buyers' clock starts
     * @param sellersStartTicks where the sellers' clock starts
     * @param seed the seed of a random policy
     * @param market which market; the random policy draws anew for each
     * @param usual turns where none are given
     */
    AuctionRule rule(long buyersStartTicks, long sellersStartTicks, long seed, long market, Turns usual) {
        if (stepTicks < 1) {
            throw new InvalidInputException(
                    "--step", "", "must be positive: " + stepTicks, "a clock that never moves was meant as one tick.");
        }
        requireClock("--start-buyers", buyersStartTicks);
        requireClock("--start-sellers", sellersStartTicks);
        Turns given = turns;
        Turns chosen = given != null ? given : ruleName.equals(BALANCED) ? Turns.SHORTER : usual;
        AuctionSettings settings =
                new AuctionSettings(buyersStartTicks, sellersStartTicks, chosen, stepTicks, seed, market);
        ClockPolicy policy = policy(settings);
        try {
            AuctionRule rule = AuctionCatalogue.rule(ruleName, settings, policy)
                    .orElseThrow(() -> unknown("--rule", ruleName, AuctionCatalogue.ruleNames()));
            if (rule instanceof DoubleDutch) {
                requireSteps(buyersStartTicks - sellersStartTicks);
            }
            refuseIdle(rule);
            return rule;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "--rule",
                    ruleName,
                    e.getMessage() + "",
                    "another --turns, or clocks that start the buyers above the sellers, was meant");
        }
    }

    /** Returns the trained auctioneer that was given; empty where none was. */
    Optional<ClockPolicy> trainedPolicy() {
        if (!IdleOptions.given(spec, "--policy")) {
            return Optional.empty();
        }
        if (AuctionCatalogue.policyNames().contains(policyName)) {
            throw new InvalidInputException(
                    "--policy",
                    "",
                    "must be the file of a trained model beside --table: " + policyName,
                    "it was meant to be left out; the table has the policies that have names.");
        }
        return Optional.of(policy(new AuctionSettings(1, 0, Turns.ALTERNATE, 1, 0, 0)));
    }

    /** Returns the policy as it was typed. */
    String policyName() {
        return policyName;
    }

    private synchronized ClockPolicy policy(AuctionSettings settings) {
        if (learned != null) {
            return learned;
        }
        ClockPolicy policy = PolicyChoice.policy(policyName, settings);
        learned = policy instanceof LearnedClockPolicy ? policy : null;
        return policy;
    }

    private void refuseIdle(AuctionRule rule) {
        if (!(rule instanceof DoubleDutch)) {
            IdleOptions.refuse(spec, "--rule " + ruleName, "--policy", "--turns", "--step");
        }
        if (!policyName.equals(FIXED)) {
            IdleOptions.refuse(spec, "--policy " + policyName, "--step");
        }
    }

    /**
     * Returns the rule of a scenario's tier 2, made from the public start clocks; the scenario's seed fixes its draws. Turns
     * are {@code shorter} unless given: fixed agents accept many lots at one stop, and with {@code alternate} turns the
     * clocks then meet before the aerial agents have answered (docs/auction.md has the numbers).
     */
    Function<ResaleMarket, AuctionRule> mechanism(Scenario scenario) {
        return market -> rule(market.buyersStartTicks(), market.sellersStartTicks(), scenario.seed(), 0, Turns.SHORTER);
    }

    /** Complains about a rule that cannot be, before there is a market for it. */
    void check() {
        rule(1, 0, 0, 0, Turns.SHORTER);
    }

    /** Returns the rule's options as one would type them for a command on one market with these start clocks. */
    String typed(AuctionRule rule, long buyersStartTicks, long sellersStartTicks, long seed, long round) {
        StringBuilder typed = new StringBuilder("--rule " + ruleName);
        if (rule instanceof DoubleDutch dutch) {
            typed.append(" --turns ")
                    .append(dutch.turns().name().toLowerCase(Locale.ROOT))
                    .append(" --policy ")
                    .append(CommandText.quoted(policyName))
                    .append(policyName.equals(FIXED) ? " --step " + stepTicks : "");
        }
        if (needsStarts(rule)) {
            typed.append(" --start-buyers ").append(buyersStartTicks);
            typed.append(" --start-sellers ").append(sellersStartTicks);
        }
        return typed + " --seed " + seed + " --round " + round;
    }

    /** Tells whether a rule's outcome depends on the start clocks. */
    static boolean needsStarts(AuctionRule rule) {
        return rule instanceof DoubleDutch || rule instanceof PostedPrice;
    }

    private void requireSteps(long gapTicks) {
        if (gapTicks / (policyName.equals(FIXED) ? stepTicks : 1) >= DoubleDutch.MOST_STEPS) {
            throw new InvalidInputException(
                    "--start-buyers",
                    "",
                    "must lie fewer than " + DoubleDutch.MOST_STEPS + " steps above --start-sellers: " + gapTicks
                            + " ticks",
                    "a larger --step or a larger tick was meant.");
        }
    }

    private static void requireClock(String option, long ticks) {
        if (Math.abs(ticks) >= Order.MAX_TICKS) {
            throw new InvalidInputException(
                    option,
                    "",
                    "must be below " + Order.MAX_TICKS + " on either side of zero: " + ticks,
                    "a larger tick was meant.");
        }
    }

    private static InvalidInputException unknown(String option, String name, List<String> known) {
        return new InvalidInputException(
                option, "", "must be a known name: " + name, "one of these was meant: " + String.join(", ", known));
    }
}
