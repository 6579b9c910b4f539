package skybourse.tier1.equilibrium;

import java.util.stream.IntStream;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Samples some of the agents of a large game, and builds smaller games that contain only these. Capacities and costs are reduced in proportion. */
final class AgentSampling {

    /** Number of neighbouring agents that are sampled together. */
    private static final int GROUP = 8;

    private AgentSampling() {}

    /**
     * Returns a sample of about the given number of agents, in ascending order. The agents are divided into equal intervals, and the sample
     * contains one group of neighbours from each.
     */
    static int[] sample(PricingGame game, int agents) {
        int groups = Math.ceilDiv(game.agents(), GROUP);
        int count = Math.clamp(agents / GROUP, 1, groups);
        return IntStream.range(0, count)
                .map(i -> group(i, count, groups))
                .flatMap(group -> IntStream.range(group * GROUP, Math.min(game.agents(), (group + 1) * GROUP)))
                .toArray();
    }

    /** Returns the group from interval {@code i} of {@code count}. */
    private static int group(int i, int count, int groups) {
        long from = (long) i * groups / count;
        long to = (long) (i + 1) * groups / count;
        // A Weyl sequence varies the position. A fixed stride could match a pattern in the order of the agents.
        long turn = (i * 0x9e3779b97f4a7c15L) >>> 33;
        return (int) (from + turn % (to - from));
    }

    /** Returns a game with a sample of about the given number of agents. */
    static PricingGame of(PricingGame game, int agents) {
        int[] sample = sample(game, agents);
        double share = (double) Math.ceilDiv(sample.length, GROUP) / Math.ceilDiv(game.agents(), GROUP);
        int links = (int) ((long) game.links() * sample.length / game.agents());
        var builder = new PricingGameBuilder(game.leaderTable().scaled(share), sample.length, Math.max(1, links));
        for (int agent : sample) {
            addAgent(game, builder, agent);
        }
        return builder.build();
    }

    private static void addAgent(PricingGame game, PricingGameBuilder builder, int agent) {
        builder.agent(game.taskBits()[agent], game.taskWork()[agent], game.weight()[agent]);
        LinkIndices entries = game.entriesOf(agent);
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            double quality = Math.clamp(1 / game.linkInverseQuality()[entry], 1e-3, 1);
            builder.link(game.linkLeader()[entry], game.linkCharge()[entry], quality, game.linkCap()[entry]);
        }
    }
}
