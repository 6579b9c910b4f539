package skybourse.round.analysis;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.clock.DoubleDutch;

/** Outcome of a round's orders under one auction rule. */
public sealed interface RuleOutcome {

    /** Returns the rule. */
    AuctionRule rule();

    /**
     * Outcome of a rule that accepts the orders.
     *
     * @param rule the rule
     * @param audit audit of the outcome; without misreports if there was no search for them
     * @param deadlinesMet number of wireless agents whose result is back in time
     */
    record Cleared(AuctionRule rule, MisreportAudit audit, int deadlinesMet) implements RuleOutcome {

        /** Returns the gains from trade at the true limit prices, in ticks. */
        public long gainsTicks() {
            return audit.outcome().welfareTicks(audit.truth());
        }

        /** Returns the misreport with the largest gain; empty if there was no search for misreports. */
        public Optional<BestMisreport> worst() {
            return audit.misreports().isEmpty() ? Optional.empty() : Optional.of(audit.worst());
        }

        /** Returns the total utility of the traders of a side at their true limit prices, in half ticks. */
        public long leftHalfTicks(Side side) {
            return audit.truth().orders(side).stream()
                    .filter(order -> order.lot() == 1)
                    .mapToLong(order -> audit.outcome().utilityHalfTicks(order.participant(), audit.truth()))
                    .sum();
        }

        /**
         * Returns whether the rule promises truthfulness for orders like these, and no profitable misreport was found. Without a search, only the
         * promise counts.
         */
        public boolean isTruthful() {
            return promisesTruth() && audit.gainers() == 0;
        }

        private boolean promisesTruth() {
            boolean severalLots = audit.truth().orders().anyMatch(order -> order.lot() > 1);
            boolean meant = !(rule instanceof DoubleDutch
                    && audit.startTooNarrow()); // limit prices beyond its start look equal to a clock
            return meant && rule.traits().declaresTruthfulness(severalLots);
        }

        /**
         * Returns the utility of each trader under this rule minus its utility under another rule, by id, at true limit prices, in half ticks. The
         * id of the house is {@link Scenario#HOUSE}. Traders without a change are left out.
         */
        public SortedMap<String, Long> changes(Cleared other) {
            SortedMap<String, Long> changes = new TreeMap<>();
            for (String id : audit.truth().participants()) {
                long now = audit.outcome().utilityHalfTicks(id, audit.truth());
                changes.put(id, now - other.audit.outcome().utilityHalfTicks(id, audit.truth()));
            }
            changes.put(
                    Scenario.HOUSE,
                    audit.outcome().houseHalfTicks() - other.audit.outcome().houseHalfTicks());
            changes.values().removeIf(change -> change == 0);
            return changes;
        }

        /** Returns an order by gains from trade, then deadlines met, both descending, then messages, ascending. */
        static Comparator<Cleared> bestFirst() {
            return Comparator.comparingLong(Cleared::gainsTicks)
                    .thenComparingInt(Cleared::deadlinesMet)
                    .reversed()
                    .thenComparingLong(one -> one.audit.outcome().effort().messages());
        }
    }

    /**
     * Rule that rejects the orders.
     *
     * @param rule the rule
     * @param reason reason for the rejection, worded to follow the name of the rule in a sentence
     */
    record Refused(AuctionRule rule, String reason) implements RuleOutcome {}
}
