package org.example.market;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.AuctionRuleContract;

class AlwaysReduceTest implements AuctionRuleContract {

    @Override
    public AuctionRule rule() {
        return new AlwaysReduce();
    }
}
