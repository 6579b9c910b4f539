package skybourse.round.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Round;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/** Links of the tier 1 game of a {@link RoundAnalysis}, grouped by wireless agent. */
public final class RoundAnalysisLinks {

    /**
     * Link of a wireless agent in the game, with the part that was sent over it.
     *
     * @param leader index into {@link Scenario#leaders()}
     * @param bitsPerSecond its rate
     * @param quality link quality {@code s_ns}
     * @param linkCharge energy cost of sending the complete task minus energy cost of computing it locally, money
     * @param cap largest ratio {@code u_ns}, in [0, 1]
     * @param sent part that was sent, after tier 2; empty for a ratio of 0
     */
    public record Link(
            int leader,
            double bitsPerSecond,
            double quality,
            double linkCharge,
            double cap,
            Optional<AgentOutcome.Link> sent) {

        /** Returns the ratio {@code o_ns}, in [0, 1]. */
        public double ratio() {
            return sent.map(AgentOutcome.Link::ratio).orElse(0.0);
        }
    }

    private final boolean all;
    private final PricingGame game;
    private final Round after;
    private final ScenarioLinks reach;

    /**
     * Creates the links of a study.
     *
     * @param study the study
     * @param all whether links with ratio 0 are included; the links then describe the complete game
     */
    public RoundAnalysisLinks(RoundAnalysis study, boolean all) {
        this.all = all;
        this.game = study.game();
        this.after = study.finalRound();
        this.reach = study.round().links();
    }

    /** Returns whether links with ratio 0 are included. */
    public boolean areAll() {
        return all;
    }

    /**
     * Returns the links of one wireless agent, by ascending leader index.
     *
     * @param agent index into {@link Scenario#wirelessAgents()}
     */
    public List<Link> of(int agent) {
        AgentLinks links = reach.of(agent);
        LinkIndices entries = game.entriesOf(agent);
        List<AgentOutcome.Link> used = after.agents().get(agent).links();
        List<Link> found = new ArrayList<>();
        int next = 0;
        for (int l = 0; l < links.count(); l++) {
            int leader = links.leaders()[l];
            Optional<AgentOutcome.Link> sent = Optional.empty();
            if (next < used.size() && used.get(next).leader() == leader) {
                sent = Optional.of(used.get(next++));
            }
            if (all || sent.isPresent()) {
                int entry = entries.at(l);
                found.add(new Link(
                        leader,
                        links.bitsPerSecond()[l],
                        links.qualities()[l],
                        game.linkCharge()[entry],
                        game.linkCap()[entry],
                        sent));
            }
        }
        assert next == used.size() : "sent over a link that is not there";
        return found;
    }
}
