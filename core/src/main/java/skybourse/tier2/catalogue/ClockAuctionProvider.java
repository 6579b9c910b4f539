package skybourse.tier2.catalogue;

import java.util.EnumSet;
import java.util.Set;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.ClockPolicyQuestioner;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.RefiningDutch;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleComparisonGroup;
import skybourse.tier2.spi.RuleProvider;

/** Provider of a clock rule, which an auctioneer conducts. */
sealed interface ClockAuctionProvider extends RuleProvider {

    @Override
    default Set<AuctionOption> options() {
        return EnumSet.of(AuctionOption.STARTS, AuctionOption.POLICY);
    }

    private static <P extends Auctioneer> P fitting(Class<P> kind, Auctioneer policy) {
        if (!kind.isInstance(policy)) {
            throw new IllegalArgumentException("policy must fit the rule: " + policy.name());
        }
        return kind.cast(policy);
    }

    /** Provider of the Double Dutch Auction with one clearing rule. */
    record Dutch(ClearingRule clearing, String title) implements ClockAuctionProvider {

        @Override
        public String name() {
            return DoubleDutch.name(clearing);
        }

        @Override
        public Set<TurnOrder> turns() {
            return clearing == ClearingRule.STRONGLY_BALANCED_REDUCTION
                    ? EnumSet.of(TurnOrder.SHORTER)
                    : EnumSet.allOf(TurnOrder.class);
        }

        @Override
        public boolean takes(Auctioneer policy) {
            return policy instanceof ClockPolicy;
        }

        @Override
        public String policyInTierTwo() {
            return clearing == ClearingRule.MIDPOINT ? OrderStatisticStep.NAME : policy();
        }

        @Override
        public Set<RuleComparisonGroup> lists() {
            return EnumSet.of(RuleComparisonGroup.TRIED);
        }

        @Override
        public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
            return new DoubleDutch(
                    settings.buyersStartTicks(),
                    settings.sellersStartTicks(),
                    settings.turns(),
                    clearing,
                    fitting(ClockPolicy.class, policy));
        }
    }

    /** Provider of the Refining Double Dutch Auction. */
    record Refined() implements ClockAuctionProvider {

        @Override
        public String name() {
            return RefiningDutch.NAME;
        }

        @Override
        public String title() {
            return "refined";
        }

        @Override
        public boolean takes(Auctioneer policy) {
            return policy instanceof Questioner || policy instanceof ClockPolicy;
        }

        @Override
        public String policy() {
            return BisectionQuestioner.NAME;
        }

        @Override
        public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
            Questioner questioner = policy instanceof ClockPolicy clocks
                    ? new ClockPolicyQuestioner(clocks)
                    : fitting(Questioner.class, policy);
            return new RefiningDutch(settings.buyersStartTicks(), settings.sellersStartTicks(), questioner);
        }
    }

    /** Provider of the drop-out clock auction. With a fixed step, the side with more active traders moves. */
    record DropOut() implements ClockAuctionProvider {

        @Override
        public String name() {
            return DropOutAuction.NAME;
        }

        @Override
        public String title() {
            return "drop-out";
        }

        @Override
        public boolean takes(Auctioneer policy) {
            return policy instanceof DropOutPolicy || policy instanceof FixedStep;
        }

        @Override
        public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
            DropOutPolicy moves = policy instanceof FixedStep fixed
                    ? new LargerSidePolicy(fixed.ticks())
                    : fitting(DropOutPolicy.class, policy);
            return new DropOutAuction(settings.buyersStartTicks(), settings.sellersStartTicks(), moves);
        }
    }
}
