package skybourse.tier2.clock;

import org.junit.jupiter.api.Nested;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.AuctionRuleContract;
import skybourse.tier2.clock.dropout.BayesDropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.ClockPolicyQuestioner;
import skybourse.tier2.clock.refining.RefiningDutch;

/** The Double Dutch Auction satisfies the contract of auction rules. */
class DoubleDutchRulesTest {

    @Nested
    class AlternateMidpoint implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new FixedStep(1));
        }
    }

    @Nested
    class AlternateReduction implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(11, 2, TurnOrder.ALTERNATE, ClearingRule.TRADE_REDUCTION, new RandomStep(4, 0));
        }
    }

    @Nested
    class ShorterMidpoint implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new GreedyStep());
        }
    }

    @Nested
    class ShorterReduction implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, TurnOrder.SHORTER, ClearingRule.TRADE_REDUCTION, new FixedStep(1));
        }
    }

    @Nested
    class ShorterStronglyBalanced implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(
                    18, 0, TurnOrder.SHORTER, ClearingRule.STRONGLY_BALANCED_REDUCTION, new FixedStep(1));
        }
    }

    @Nested
    class RefinedByBisection implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new RefiningDutch(18, 0, new BisectionQuestioner());
        }
    }

    @Nested
    class RefinedByClocks implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new RefiningDutch(11, 2, new ClockPolicyQuestioner(new RandomStep(4, 0)));
        }
    }

    @Nested
    class DropOutMoreIn implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DropOutAuction(18, 0, new LargerSidePolicy(1));
        }
    }

    @Nested
    class DropOutBayes implements AuctionRuleContract {
        private static final DropOutPolicy POLICY = new BayesDropOutPolicy(new DropOutPrior.Uniform(2, 11), 2, 11);

        @Override
        public AuctionRule rule() {
            return new DropOutAuction(11, 2, POLICY);
        }
    }
}
