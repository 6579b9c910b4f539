package skybourse.base.scenario;

import java.util.List;
import skybourse.base.numeric.Decibels;

/**
 * The signal to noise ratio of each pair on channels of their own.
 *
 * <p>Loss by distance alone asks for no surroundings but fading.
 */
final class ChannelGains implements SignalTable {

    private final ChannelNetwork settings;
    private final List<WirelessAgent> wireless;
    private final Surroundings surroundings;
    private final Whereabouts places;
    private final double[] heightMetres;

    ChannelGains(ChannelNetwork settings, Scenario world, Whereabouts places, Surroundings surroundings) {
        this.settings = settings;
        this.wireless = world.wirelessAgents();
        this.surroundings = surroundings;
        this.places = places;
        this.heightMetres = world.leaders().stream()
                .mapToDouble(leader -> leader.position().heightMetres())
                .toArray();
    }

    @Override
    public double[] decibels(int wirelessAgent) {
        WirelessAgent agent = wireless.get(wirelessAgent);
        double clearSky = Decibels.wattsToDbm(agent.radio().transmitPowerWatts())
                - settings.noiseDbmPerHertz()
                - Decibels.ofRatio(agent.radio().bandwidthHertz());
        double[] signals = settings.pathLoss().drawsNothing()
                ? steadySignals(agent, clearSky, wirelessAgent)
                : drawnSignals(agent, clearSky, wirelessAgent);
        surroundings.fade(wirelessAgent, signals);
        return signals;
    }

    private double[] steadySignals(WirelessAgent from, double clearSky, int wirelessAgent) {
        PathLoss loss = settings.pathLoss();
        double height = from.position().heightMetres();
        double[] signals = new double[heightMetres.length];
        for (int s = 0; s < signals.length; s++) {
            signals[s] = clearSky - decibels(loss, height, s, groundMetres(wirelessAgent, s), true);
        }
        return signals;
    }

    private double[] drawnSignals(WirelessAgent from, double clearSky, int wirelessAgent) {
        PathLoss loss = settings.pathLoss();
        double[] sights = surroundings.sights(wirelessAgent);
        double[] shadows = surroundings.shadows(wirelessAgent);
        double height = from.position().heightMetres();
        double[] signals = new double[heightMetres.length];
        for (int s = 0; s < signals.length; s++) {
            double ground = groundMetres(wirelessAgent, s);
            boolean clear = sights[s] < loss.lineOfSightProbability(ground);
            double shadow = loss.shadowingDecibels(clear) * shadows[s];
            signals[s] = clearSky - decibels(loss, height, s, ground, clear) - shadow;
        }
        return signals;
    }

    private double decibels(PathLoss loss, double height, int leader, double groundMetres, boolean clear) {
        double high = Math.max(height, heightMetres[leader]);
        double low = Math.min(height, heightMetres[leader]);
        return loss.decibels(groundMetres, high, low, clear);
    }

    private double groundMetres(int wirelessAgent, int leader) {
        int other = wireless.size() + leader;
        double east = places.eastMetres()[wirelessAgent] - places.eastMetres()[other];
        double north = places.northMetres()[wirelessAgent] - places.northMetres()[other];
        return Math.sqrt(east * east + north * north);
    }
}
