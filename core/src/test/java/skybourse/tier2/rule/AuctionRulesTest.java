package skybourse.tier2.rule;

import org.junit.jupiter.api.Nested;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.AuctionRuleContract;

/** Every rule satisfies the contract. */
class AuctionRulesTest {

    @Nested
    class Efficient implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new EfficientTrade();
        }
    }

    @Nested
    class KDouble implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new KDoubleAuction(1);
        }
    }

    @Nested
    class KDoubleForBuyers implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new KDoubleAuction(0);
        }
    }

    @Nested
    class McAfeeRule implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new McAfee();
        }
    }

    @Nested
    class Sbba implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new StronglyBalancedAuction();
        }
    }

    @Nested
    class Posted implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new PostedPrice(6);
        }
    }

    @Nested
    class Muda implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new MultiUnitDoubleAuction();
        }
    }

    @Nested
    class VerifiedBids implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new SellerVickrey();
        }
    }

    @Nested
    class Vcg implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new Vickrey();
        }
    }
}
