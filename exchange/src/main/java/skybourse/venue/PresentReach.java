package skybourse.venue;

import java.util.Arrays;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Reach;

/** The links of those that are present, as they are among all seats: who is away moves nobody's channel. */
final class PresentReach implements Reach {

    private final Reach all;
    private final int[] wireless;
    private final int[] leaders;
    private final int[] aerial;
    private final int[] newIndex;

    /**
     * Numbers those that are present anew.
     *
     * @param all the links of all seats
     * @param wireless seats of wireless agents that are present, rising
     * @param leaders the same of leaders
     * @param aerial the same of aerial agents
     * @param allLeaders how many leaders there are in all
     */
    PresentReach(Reach all, int[] wireless, int[] leaders, int[] aerial, int allLeaders) {
        this.all = all;
        this.wireless = wireless;
        this.leaders = leaders;
        this.aerial = aerial;
        newIndex = new int[allLeaders];
        Arrays.fill(newIndex, -1);
        for (int s = 0; s < leaders.length; s++) {
            newIndex[leaders[s]] = s;
        }
    }

    @Override
    public AgentLinks of(int wirelessAgent) {
        AgentLinks links = all.of(wireless[wirelessAgent]);
        AgentLinks present = links.to(leader -> newIndex[leader] >= 0);
        int[] renumbered =
                Arrays.stream(present.leaders()).map(leader -> newIndex[leader]).toArray();
        return new AgentLinks(renumbered, present.bitsPerSecond(), present.qualities());
    }

    @Override
    public double relayBitsPerSecond(int leader, int aerialAgent) {
        return all.relayBitsPerSecond(leaders[leader], aerial[aerialAgent]);
    }
}
