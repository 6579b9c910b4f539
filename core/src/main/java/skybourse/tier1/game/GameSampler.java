package skybourse.tier1.game;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random markets of any size, sampled in packed form without a scenario: for benchmarks and checks.
 *
 * <p>Distributions are those of the calibrated starting point (our choice): tasks of 4 to 6 Mbit at 800 to 1,200 cycles per bit,
 * weights 20 to 30, price caps of 20 per Mbit, two mobile leaders per three fixed ones, path loss {@code 128.1 + 37.6 log10(km)}
 * dB, 0.1 W over 10 MHz. Positions are uniform on a square that contains five leaders per 500 m x 500 m. An agent reaches its
 * nearest leaders. Capacities are proportional to the number of agents per leader, so that their ratio to the load is that of the
 * market of 20 agents and 5 leaders.
 *
 * @param agents number of followers, at least 1
 * @param leaders number of leaders, at least 1
 * @param linksPerAgent number of leaders that each follower reaches, from 1 to {@code leaders}
 * @param overloadPriced whether leaders have an overload price in their decision profit
 */
public record GameSampler(int agents, int leaders, int linksPerAgent, boolean overloadPriced) {

    private static final double PRICE_CAP = 20e-6;
    private static final double FIXED_OVERLOAD_PRICE = 1.2e-9;
    // A leader earns at most this amount per unit of work.
    private static final double MOBILE_OVERLOAD_PRICE = PRICE_CAP / 800;
    private static final double REFERENCE_AGENTS_PER_LEADER = 4;
    private static final double NOISE_WATTS = 3.98e-21 * 10e6;

    /**
     * Samples a market.
     *
     * @param random source of all samples
     * @return the market in packed form
     * @throws ArithmeticException if the number of links exceeds the range of {@code int}
     */
    public PricingGame draw(RandomGenerator random) {
        double side = 500 * Math.sqrt(leaders / 5.0);
        double[] x = new double[leaders];
        double[] y = new double[leaders];
        double[] speeds = new double[leaders];
        for (int s = 0; s < leaders; s++) {
            x[s] = random.nextDouble(side);
            y[s] = random.nextDouble(side);
            speeds[s] = mobile(s) ? random.nextDouble(10e9, 16e9) : random.nextDouble(15e9, 25e9);
        }
        var builder = new PricingGameBuilder(table(speeds), agents, Math.multiplyExact(agents, linksPerAgent));
        double[] nearest = new double[leaders];
        for (int n = 0; n < agents; n++) {
            double agentX = random.nextDouble(side);
            double agentY = random.nextDouble(side);
            for (int s = 0; s < leaders; s++) {
                nearest[s] = Math.hypot(x[s] - agentX, y[s] - agentY);
            }
            addAgent(random, builder, nearest, speeds);
        }
        return builder.build();
    }

    private static boolean mobile(int leader) {
        return leader % 5 < 2;
    }

    private LeaderTable table(double[] speeds) {
        double[] costs = new double[leaders];
        double[] overloadPrices = new double[leaders];
        double[] capacities = new double[leaders];
        double[] caps = new double[leaders];
        for (int s = 0; s < leaders; s++) {
            costs[s] = (mobile(s) ? 1.1e-29 : 4e-30) * speeds[s] * speeds[s];
            capacities[s] = speeds[s] * agents / (leaders * REFERENCE_AGENTS_PER_LEADER);
            caps[s] = PRICE_CAP;
            if (overloadPriced) {
                overloadPrices[s] = mobile(s) ? MOBILE_OVERLOAD_PRICE : FIXED_OVERLOAD_PRICE;
            }
        }
        return new LeaderTable(costs, overloadPrices, capacities, caps);
    }

    private void addAgent(RandomGenerator random, PricingGameBuilder builder, double[] distances, double[] speeds) {
        double bits = random.nextDouble(4e6, 6e6);
        double work = bits * random.nextDouble(800, 1200);
        double deadlineSeconds = random.nextDouble(0.6, 2);
        double speed = random.nextDouble(0.8e9, 1.5e9);
        builder.agent(bits, work, random.nextDouble(20, 30));
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double reach = sorted[linksPerAgent - 1];
        for (int s = 0, links = 0; s < leaders && links < linksPerAgent; s++) {
            if (distances[s] <= reach) {
                double lossDecibels = 128.1 + 37.6 * Math.log10(Math.max(distances[s], 10) / 1000);
                double ratio = 0.1 * Math.pow(10, -lossDecibels / 10) / NOISE_WATTS;
                double bitsPerHertz = Math.log1p(ratio) / Math.log(2);
                double sendSeconds = bits / (10e6 * bitsPerHertz);
                double quality = Math.clamp(bitsPerHertz / (Math.log1p(100) / Math.log(2)), 0.01, 0.95);
                double cap = Math.min(1, deadlineSeconds / (sendSeconds + work / speeds[s]));
                builder.link(s, 0.1 * sendSeconds - 1e-27 * speed * speed * work, quality, cap);
                links++;
            }
        }
    }
}
