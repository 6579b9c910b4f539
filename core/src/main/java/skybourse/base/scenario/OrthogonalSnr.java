package skybourse.base.scenario;

import java.util.List;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Decibels;

/**
 * Signal-to-noise ratio of each pair on orthogonal channels. If the loss depends only on distance, the only random quantity is fading.
 */
final class OrthogonalSnr implements SinrTable {

    private final ChannelNetwork settings;
    private final List<WirelessAgent> wireless;
    private final ChannelState surroundings;
    private final AgentPositions places;
    private final double[] heightMetres;

    OrthogonalSnr(ChannelNetwork settings, Scenario scenario, AgentPositions places, ChannelState surroundings) {
        this.settings = settings;
        this.wireless = scenario.wirelessAgents();
        this.surroundings = surroundings;
        this.places = places;
        this.heightMetres = scenario.leaders().stream()
                .mapToDouble(leader -> leader.position().heightMetres())
                .toArray();
    }

    @Override
    public double[] decibels(int wirelessAgent) {
        WirelessAgent agent = wireless.get(wirelessAgent);
        double clearSky = Decibels.wattsToDbm(agent.radio().transmitPowerWatts())
                - settings.noiseDbmPerHertz()
                - Decibels.ofRatio(agent.radio().bandwidthHertz());
        double[] signals = settings.pathLoss() instanceof PathLoss.LogDistance loss && loss.isDeterministic()
                ? steadySignals(loss, agent, clearSky, wirelessAgent)
                : drawnSignals(agent, clearSky, wirelessAgent);
        surroundings.fade(wirelessAgent, signals);
        return signals;
    }

    /**
     * Returns the signal-to-noise ratios at the leaders, dB, for a loss that depends only on distance. Leaders that are too far to be among the
     * best links have negative infinity.
     */
    private double[] steadySignals(PathLoss.LogDistance loss, WirelessAgent from, double clearSky, int wirelessAgent) {
        double height = from.position().heightMetres();
        double[] signals = new double[heightMetres.length];
        for (int s = 0; s < signals.length; s++) {
            signals[s] = -loss.square(groundMetres(wirelessAgent, s), height - heightMetres[s]);
        }
        int most = settings.mostLinks();
        boolean few = most > 0
                && most < signals.length
                && settings.fading() instanceof Fading.None
                && settings.access() == ChannelNetwork.Access.ORTHOGONAL;
        double least = few ? ChannelLinks.best(signals, most)[0] * loss.farther() : Double.NEGATIVE_INFINITY;
        for (int s = 0; s < signals.length; s++) {
            signals[s] = signals[s] < least ? Double.NEGATIVE_INFINITY : clearSky - loss.decibels(-signals[s]);
        }
        return signals;
    }

    private double[] drawnSignals(WirelessAgent from, double clearSky, int wirelessAgent) {
        PathLoss loss = settings.pathLoss();
        double[] sights = surroundings.lineOfSightSamples(wirelessAgent);
        double[] shadows = surroundings.shadows(wirelessAgent);
        double height = from.position().heightMetres();
        double[] signals = new double[heightMetres.length];
        for (int s = 0; s < signals.length; s++) {
            double ground = groundMetres(wirelessAgent, s);
            boolean clear = sights[s] < loss.lineOfSightProbability(ground);
            double shadow = loss.shadowingDecibels(clear) * shadows[s];
            double high = Math.max(height, heightMetres[s]);
            double low = Math.min(height, heightMetres[s]);
            signals[s] = clearSky - loss.decibels(ground, high, low, clear) - shadow;
        }
        return signals;
    }

    private double groundMetres(int wirelessAgent, int leader) {
        int other = wireless.size() + leader;
        double east = places.eastMetres()[wirelessAgent] - places.eastMetres()[other];
        double north = places.northMetres()[wirelessAgent] - places.northMetres()[other];
        return Math.sqrt(east * east + north * north);
    }
}
