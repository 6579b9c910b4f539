package skybourse.learning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import skybourse.learning.auctions.RoundReward;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.headroom.RewardWeights;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.StagedStep;

/**
 * Comparison of clock policies on the orders of one round. The result is known only in hindsight and does not predict other rounds.
 *
 * @param used result of the policy that was used
 * @param others results of the other policies; the policy that was used is not repeated
 */
public record ClockComparison(ComparedClock used, List<ComparedClock> others) {

    private static final long[] PERCENT = {1, 2, 4, 8, 16};

    /**
     * Result of one policy on the round.
     *
     * @param name display name
     * @param reward {@link RoundReward}, or gains from trade minus regret and messages if deadlines have no value
     * @param deadlinesMet number of tasks that meet their deadline
     * @param messages number of messages of the auction
     */
    public record ComparedClock(String name, double reward, int deadlinesMet, long messages) {}

    public ClockComparison {
        others = List.copyOf(others);
    }

    /**
     * Compares the policy that was used with fixed steps of 1 to 16 % of the gap, other policies without training, and a trained one.
     *
     * @param before the round without tier 2
     * @param held its auction
     * @param shipped the shipped model, which is compared unless it is the policy that was used
     * @return the comparison; empty unless the auction is a Double Dutch Auction with midpoint pricing and attainable gains
     */
    public static Optional<ClockComparison> of(Round before, AuditedResale.HeldAuction held, TrainedModel shipped) {
        var round = new ScenarioRound(before, held.tier().market());
        if (!(held.rule() instanceof DoubleDutch rule)
                || rule.clearing() != ClearingRule.MIDPOINT
                || round.market().clairvoyantWelfareTicks() <= 0) {
            return Optional.empty();
        }
        List<ClockPolicy> policies = untrained(round.market().gapTicks());
        policies.add(shipped.steady().withRound(round::view));
        ScenarioMarkets.Pool pool = ScenarioMarkets.Pool.withDeadlines(round);
        return Optional.of(new ClockComparison(
                tried(rule, rule.policy(), rule.policy().name(), round, pool),
                policies.stream()
                        .filter(policy -> !isUsed(policy, rule.policy()))
                        .map(policy -> tried(
                                rule,
                                policy,
                                policy instanceof LearnedClockPolicy ? "the shipped model" : policy.name(),
                                round,
                                pool))
                        .toList()));
    }

    /** Returns the policies without training. If the gap is small, several shares of it are the same step. This step is tried only once. */
    private static List<ClockPolicy> untrained(long gap) {
        List<ClockPolicy> policies = new ArrayList<>();
        LongStream.of(PERCENT)
                .map(percent -> Math.max(1, percent * gap / 100))
                .distinct()
                .forEach(ticks -> policies.add(new FixedStep(ticks)));
        policies.addAll(List.of(new OrderStatisticStep(), new GreedyStep(), StagedStep.standard()));
        return policies;
    }

    static boolean isUsed(ClockPolicy policy, ClockPolicy used) {
        if (policy instanceof LearnedClockPolicy one) {
            return used instanceof LearnedClockPolicy other && isSame(one.model(), other.model());
        }
        return policy instanceof FixedStep ? policy.equals(used) : policy.name().equals(used.name());
    }

    private static boolean isSame(TrainedModel one, TrainedModel other) {
        return one.range().equals(other.range())
                && Arrays.equals(one.policy().parameters(), other.policy().parameters());
    }

    private static ComparedClock tried(
            DoubleDutch rule, ClockPolicy policy, String called, ScenarioRound round, ScenarioMarkets.Pool pool) {
        var asked = new DoubleDutch(
                rule.buyersStartTicks(), rule.sellersStartTicks(), rule.turns(), rule.clearing(), policy);
        var transcript = asked.course(
                round.resale().book(),
                new TieOrder.Lottery(round.before().scenario().seed(), 0));
        ResaleOutcome resold = ResaleOutcome.of(round.before(), round.resale(), transcript.outcome());
        String name = policy instanceof FixedStep fixed
                ? String.format(Locale.ROOT, "fixed steps of %d ticks", fixed.ticks())
                : called;
        return new ComparedClock(
                name,
                pool.total(0, transcript, RewardWeights.standard()),
                resold.after().totals().deadlinesMet(),
                transcript.outcome().effort().messages());
    }

    /** Returns the policies with a higher reward than the policy that was used, in descending order of reward. */
    public List<ComparedClock> better() {
        return others.stream()
                .filter(other -> other.reward > used.reward)
                .sorted(Comparator.comparingDouble(other -> -other.reward))
                .toList();
    }
}
