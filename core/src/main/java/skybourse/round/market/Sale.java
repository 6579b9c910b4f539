package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.WirelessAgent;

/**
 * What one wireless agent sold out of its task: what reached leaders in the round, and what it does at home.
 *
 * @param agent the wireless agent with the task that the pieces are of
 * @param pieces what reached leaders, each leader at most once, by rising leader index
 * @param homeRatio the part of the task that it does itself, in [0, 1]
 */
public record Sale(WirelessAgent agent, List<Piece> pieces, double homeRatio) {

    /**
     * What one leader was sent.
     *
     * @param leader index into {@link skybourse.base.scenario.Scenario#leaders()}
     * @param ratio its share of the task, in (0, 1]
     * @param bitsPerSecond rate of the link
     * @param quality link quality
     * @param transferSeconds from the start of the round until it is there
     * @param pricePerBit what was agreed
     */
    public record Piece(
            int leader,
            double ratio,
            double bitsPerSecond,
            double quality,
            double transferSeconds,
            double pricePerBit) {}

    public Sale {
        pieces = List.copyOf(pieces);
    }

    /** Returns what an agent sends at given prices, all of it in this round, and the rest at home. */
    static Sale at(double[] prices, SentRatios ratios, int n, WirelessAgent agent, AgentLinks links) {
        List<Piece> pieces = new ArrayList<>();
        double sent = 0;
        for (int link = 0; link < links.count(); link++) {
            double ratio = ratios.of(n, link);
            if (ratio > 0) {
                int leader = links.leaders()[link];
                double rate = links.bitsPerSecond()[link];
                double transfer = ratio * agent.task().inputBits() / rate;
                pieces.add(new Piece(leader, ratio, rate, links.qualities()[link], transfer, prices[leader]));
                sent += ratio;
            }
        }
        return new Sale(agent, pieces, Math.max(0, 1 - sent));
    }

    /** Returns what a piece costs, money. */
    double bill(Piece piece) {
        return piece.pricePerBit() * agent.task().inputBits() * piece.ratio();
    }
}
