package skybourse.auction;

import org.junit.jupiter.api.Nested;

/** Every rule against the contract. */
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
            return new StronglyBalanced();
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
            return new MultiUnitSplit();
        }
    }

    @Nested
    class Vcg implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new Vickrey();
        }
    }

    @Nested
    class AlternateMidpoint implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, Turns.ALTERNATE, Clearing.MIDPOINT, new FixedStep(1));
        }
    }

    @Nested
    class AlternateReduction implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(11, 2, Turns.ALTERNATE, Clearing.TRADE_REDUCTION, new RandomStep(4, 0));
        }
    }

    @Nested
    class ShorterMidpoint implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, Turns.SHORTER, Clearing.MIDPOINT, new Greedy());
        }
    }

    @Nested
    class ShorterReduction implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, Turns.SHORTER, Clearing.TRADE_REDUCTION, new FixedStep(1));
        }
    }

    @Nested
    class ShorterStronglyBalanced implements AuctionRuleContract {
        @Override
        public AuctionRule rule() {
            return new DoubleDutch(18, 0, Turns.SHORTER, Clearing.STRONGLY_BALANCED_REDUCTION, new FixedStep(1));
        }
    }
}
