package skybourse.learning.auctions;

import skybourse.base.scenario.Scenario;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.Side;

/**
 * Information that the auctioneer has about a round before its auction. It comes from tier 1 and declarations and does not include limit prices.
 *
 * @param wantedLots number of lots that fixed agents bid for
 * @param offeredLots number of lots that aerial agents offer
 * @param stake value of the deadlines of all pieces sold by overloaded fixed agents, divided by the number of wanted lots and by the gap between the
 *     start clocks; without unit
 */
public record RoundFeatures(int wantedLots, int offeredLots, double stake) {

    /** No information: all numbers are 0. */
    public static final RoundFeatures NONE = new RoundFeatures(0, 0, 0);

    /** Returns the features of a round. */
    public static RoundFeatures of(Scenario scenario, ResaleMarket market) {
        int wanted = market.book().orders(Side.BUYERS).size();
        int offered = market.book().orders(Side.SELLERS).size();
        int tasks = market.buyers().stream().mapToInt(ResaleMarket.Buyer::tasks).sum();
        double gap = scenario.rules().tickMoney() * (market.buyersStartTicks() - market.sellersStartTicks());
        return new RoundFeatures(wanted, offered, scenario.deadlineValue() * tasks / (Math.max(1, wanted) * gap));
    }
}
