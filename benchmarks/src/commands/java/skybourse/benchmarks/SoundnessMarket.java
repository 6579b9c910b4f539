package skybourse.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Random market on which the soundness of the certificate is tested, with profits that are hard to bound. It may have tight and empty
 * caps, weak links, local computing that is cheaper or dearer than sending, identical agents whose kinks coincide, overload prices from 0
 * to prohibitive, and any prices. Half of the markets are extreme. They have price caps up to 1e10 times the usual ones, local costs up
 * to 1e5 weights, or a leader whose break-even price differs from its cap only in the last bit.
 *
 * @param game the market
 * @param prices prices by leader; they need not be near an equilibrium
 */
record SoundnessMarket(PricingGame game, double[] prices) {

    private static final double TYPICAL_BITS = 5e6;

    static SoundnessMarket draw(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> draw(random, Math.pow(10, between(random, 0, 10)), 0);
            case 1 -> draw(random, 1, Math.pow(10, between(random, 0, 5)));
            case 2 -> atBreakEven(random);
            default -> draw(random, 1, 0);
        };
    }

    /**
     * Returns a market with one leader, which may be closed. In two of three markets, its cap is next to its break-even price. In most cases the
     * leader can earn a
     * profit, although its computed break-even price is rounded to a value above the cap. The weight is tiny, so that the last bits of money matter.
     */
    private static SoundnessMarket atBreakEven(RandomGenerator random) {
        double bits = 0;
        double work = 0;
        double cost = 0;
        double cap = 0;
        for (int i = 0; i < 100 && !(ReferenceProfit.difference(cap, bits, cost, work) > 0); i++) {
            // In this range, products are rounded coarsely while prices have a fine resolution.
            double spent = between(random, 32, 33);
            bits = spent / between(random, 0.95 * 0x1p-18, 0x1p-18);
            work = bits * between(random, 500, 1500);
            cost = spent / work;
            cap = Math.nextDown(cost * work / bits);
        }
        cap = random.nextInt(3) == 0 ? cap * between(random, 1, 2) : cap;
        double[] one = {random.nextInt(3) == 0 ? cap : PricingGame.CLOSED};
        var table = new LeaderTable(new double[] {cost}, new double[] {0}, new double[] {2 * work}, new double[] {cap});
        var builder = new PricingGameBuilder(table)
                .agent(bits, work, Math.pow(10, between(random, -9, -7)))
                .link(0, -between(random, 70, 90), between(random, 0.2, 1), cap(random));
        return new SoundnessMarket(builder.build(), one);
    }

    /**
     * Samples a market.
     *
     * @param wide factor of some price caps
     * @param home cost of local computing for every agent, as a multiple of its weight
     */
    private static SoundnessMarket draw(RandomGenerator random, double wide, double home) {
        int leaders = 1 + random.nextInt(8);
        int agents = 1 + random.nextInt(random.nextBoolean() ? 6 : 40);
        double money = Math.pow(10, between(random, -3, 3));
        double[] costs = new double[leaders];
        double[] overloadPrices = new double[leaders];
        double[] capacities = new double[leaders];
        double[] caps = new double[leaders];
        double[] prices = new double[leaders];
        for (int s = 0; s < leaders; s++) {
            double perBit = 25 * money / TYPICAL_BITS;
            costs[s] = perBit * between(random, 0, 0.5) / 1000;
            overloadPrices[s] = random.nextInt(3) == 0 ? 0 : perBit / 1000 * Math.pow(10, between(random, -3, 2));
            capacities[s] = TYPICAL_BITS * 1000 * agents * Math.pow(10, between(random, -2, 0));
            caps[s] = (1 + home) * perBit * between(random, 0.3, 5);
            prices[s] = home > 0 && random.nextBoolean() ? caps[s] * between(random, 0.2, 1) : price(random, caps[s]);
            caps[s] *= random.nextBoolean() ? 1 : wide;
            overloadPrices[s] = random.nextInt(4) == 0 ? caps[s] / 500 : overloadPrices[s];
        }
        var builder = new PricingGameBuilder(new LeaderTable(costs, overloadPrices, capacities, caps));
        boolean twins = random.nextInt(4) == 0;
        var streams = new RandomStreams(random.nextLong());
        boolean weak = random.nextInt(4) == 0;
        for (int n = 0; n < agents; n++) {
            addAgent(builder, streams.stream("soundness-agent", twins ? 0 : n), leaders, money, weak, home);
        }
        return new SoundnessMarket(builder.build(), prices);
    }

    private static double price(RandomGenerator random, double cap) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> cap;
            case 2 -> PricingGame.CLOSED;
            default -> cap * random.nextDouble() * random.nextDouble();
        };
    }

    private static void addAgent(
            PricingGameBuilder builder, RandomGenerator random, int leaders, double money, boolean weak, double home) {
        double bits = TYPICAL_BITS * between(random, 0.5, 1.5);
        double weight = money * between(random, 10, 40);
        builder.agent(bits, bits * between(random, 500, 1500), weight);
        int[] order = new int[leaders];
        Arrays.setAll(order, s -> s);
        int reach = random.nextInt(leaders + 1);
        for (int l = 0; l < reach; l++) {
            int pick = l + random.nextInt(leaders - l);
            int leader = order[pick];
            order[pick] = order[l];
            double quality = weak ? Math.pow(10, between(random, -3, 0)) : between(random, 0.2, 1);
            builder.link(leader, weight * (between(random, -1, 0.5) - home), quality, cap(random));
        }
    }

    private static double cap(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Math.pow(10, between(random, -12, -1));
            case 2, 3, 4 -> 0.5 * random.nextDouble();
            default -> 1;
        };
    }

    private static double between(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
