package skybourse.round.analysis;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.clock.DoubleDutch;

/** What the orders of a round come to under one rule. */
public sealed interface TriedRule {

    /** Returns the rule. */
    AuctionRule rule();

    /**
     * The rule cleared them.
     *
     * @param rule the rule
     * @param audit what holds of it here; without misreports where none were searched
     * @param deadlinesMet how many wireless agents have their task back in time
     */
    record Cleared(AuctionRule rule, MarketAudit audit, int deadlinesMet) implements TriedRule {

        /** Returns the gains from trade at the true limits, in ticks. */
        public long gainsTicks() {
            return audit.outcome().welfareTicks(audit.truth());
        }

        /** Returns whose best misreport gains most; empty where none were searched. */
        public Optional<Misreport> worst() {
            return audit.misreports().isEmpty() ? Optional.empty() : Optional.of(audit.worst());
        }

        /** Returns what a side is left with at its true limits, in half ticks. */
        public long leftHalfTicks(Side side) {
            return audit.truth().orders(side).stream()
                    .filter(order -> order.lot() == 1)
                    .mapToLong(order -> audit.outcome().utilityHalfTicks(order.participant(), audit.truth()))
                    .sum();
        }

        /** Tells whether the rule promises that nobody gains by a lie in orders like these, and no search found somebody who does. */
        public boolean isTruthful() {
            return promisesTruth() && audit.gainers() == 0;
        }

        private boolean promisesTruth() {
            boolean severalLots = audit.truth().orders().anyMatch(order -> order.lot() > 1);
            boolean meant = !(rule instanceof DoubleDutch
                    && audit.startTooNarrow()); // clocks cannot tell apart who is beyond them
            return meant && rule.traits().promisesTruth(severalLots);
        }

        /**
         * Returns who is left with more or less than under another rule, at true values, in half ticks by id; the house is {@link
         * Scenario#HOUSE}. Who is left with as much is not there.
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

        /** Orders rules by gains from trade, then deadlines, the most first, then by messages, the fewest first. */
        static Comparator<Cleared> bestFirst() {
            return Comparator.comparingLong(Cleared::gainsTicks)
                    .thenComparingInt(Cleared::deadlinesMet)
                    .reversed()
                    .thenComparingLong(one -> one.audit.outcome().effort().messages());
        }
    }

    /**
     * The rule does not take them.
     *
     * @param rule the rule
     * @param reason why, in words
     */
    record Refused(AuctionRule rule, String reason) implements TriedRule {}
}
