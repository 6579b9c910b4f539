package skybourse.certificate;

import java.util.ArrayList;
import java.util.List;
import skybourse.game.PricingGame;

/** One leader's profit at one price the slow, plain way: every follower by bisection on its multiplier. */
final class SlowProfit {

    private record Link(double charge, double inverse, double cap, boolean own) {
        double ratio(double weight, double multiplier) {
            double marginal = charge + multiplier;
            return marginal <= 0 ? cap : Math.min(Math.max(weight / marginal - inverse, 0), cap);
        }
    }

    private SlowProfit() {}

    static double at(PricingGame game, double[] prices, int leader, double price) {
        double profit = 0;
        double load = 0;
        for (int c = game.columnStart(leader); c < game.columnStart(leader + 1); c++) {
            int agent = game.columnAgent()[c];
            double ratio = ownRatio(game, prices, leader, price, agent);
            double work = game.taskWork()[agent];
            profit += (price * game.taskBits()[agent] - game.leaderTable().costPerWork(leader) * work) * ratio;
            load += work * ratio;
        }
        double over = Math.max(0, load - game.leaderTable().capacity(leader));
        return profit - game.leaderTable().overloadPrice(leader) * over;
    }

    private static double ownRatio(PricingGame game, double[] prices, int leader, double price, int agent) {
        List<Link> links = new ArrayList<>();
        int block = agent / PricingGame.LANES;
        double bits = game.taskBits()[agent];
        double weight = game.weight()[agent];
        double high = 0;
        for (int e = game.blockStart(block) + agent % PricingGame.LANES;
                e < game.blockStart(block + 1);
                e += PricingGame.LANES) {
            int s = game.linkLeader()[e];
            double posted = s == leader ? price : s == game.leaders() ? PricingGame.CLOSED : prices[s];
            if (posted != PricingGame.CLOSED) {
                double inverse = game.linkInverseQuality()[e];
                links.add(new Link(posted * bits + game.linkCharge()[e], inverse, game.linkCap()[e], s == leader));
                high = Math.max(high, weight / inverse - links.getLast().charge());
            }
        }
        double low = 0;
        if (sum(links, weight, 0) <= 1) {
            high = 0;
        }
        while (low < high) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) {
                break;
            }
            if (sum(links, weight, middle) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double multiplier = high;
        return links.stream()
                .filter(Link::own)
                .mapToDouble(link -> link.ratio(weight, multiplier))
                .sum();
    }

    private static double sum(List<Link> links, double weight, double multiplier) {
        double sum = 0;
        for (Link link : links) {
            sum += link.ratio(weight, multiplier);
        }
        return sum;
    }
}
