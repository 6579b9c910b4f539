package skybourse.equilibrium;

import skybourse.game.LeaderTable;
import skybourse.game.PricingGame;
import skybourse.game.PricingGameBuilder;

/** Smaller markets made of some of the agents of a large one, with capacities to match. */
final class SampledGame {

    private static final int LANES = PricingGame.LANES;

    private SampledGame() {}

    /** Returns block numbers that hold about so many agents, one out of each of equal stretches, rising. */
    static int[] blocks(PricingGame game, int agents) {
        int count = Math.clamp(agents / LANES, 1, game.blocks());
        int[] blocks = new int[count];
        for (int i = 0; i < count; i++) {
            long from = (long) i * game.blocks() / count;
            long to = (long) (i + 1) * game.blocks() / count;
            // a Weyl sequence: no fixed stride that the order of agents could match
            long turn = (i * 0x9e3779b97f4a7c15L) >>> 33;
            blocks[i] = (int) (from + turn % (to - from));
        }
        return blocks;
    }

    /** Returns a market of about so many of the agents. */
    static PricingGame of(PricingGame game, int agents) {
        int[] blocks = blocks(game, agents);
        LeaderTable full = game.leaderTable();
        double[] capacities = full.capacities().clone();
        for (int s = 0; s < capacities.length; s++) {
            capacities[s] *= (double) blocks.length / game.blocks();
        }
        var leaders = new LeaderTable(full.costsPerWork(), full.overloadPrices(), capacities, full.priceCaps());
        int links = 0;
        for (int block : blocks) {
            links += game.blockStart(block + 1) - game.blockStart(block);
        }
        var builder = new PricingGameBuilder(leaders, blocks.length * LANES, Math.max(1, links));
        for (int block : blocks) {
            for (int n = block * LANES; n < Math.min(game.agents(), (block + 1) * LANES); n++) {
                addAgent(game, builder, n);
            }
        }
        return builder.build();
    }

    private static void addAgent(PricingGame game, PricingGameBuilder builder, int agent) {
        builder.agent(game.taskBits()[agent], game.taskWork()[agent], game.weight()[agent]);
        int block = agent / LANES;
        for (int e = game.blockStart(block) + agent % LANES; e < game.blockStart(block + 1); e += LANES) {
            int leader = game.linkLeader()[e];
            if (leader < game.leaders()) {
                double quality = Math.clamp(1 / game.linkInverseQuality()[e], 1e-3, 1);
                builder.link(leader, game.linkCharge()[e], quality, game.linkCap()[e]);
            }
        }
    }
}
