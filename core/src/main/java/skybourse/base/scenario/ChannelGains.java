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
    private final double[] eastMetres;
    private final double[] northMetres;
    private final double[] heightMetres;

    ChannelGains(ChannelNetwork settings, Scenario world, Surroundings surroundings) {
        this.settings = settings;
        this.wireless = world.wirelessAgents();
        this.surroundings = surroundings;
        List<Leader> leaders = world.leaders();
        this.eastMetres = leaders.stream()
                .mapToDouble(leader -> leader.position().xMetres())
                .toArray();
        this.northMetres = leaders.stream()
                .mapToDouble(leader -> leader.position().yMetres())
                .toArray();
        this.heightMetres = leaders.stream()
                .mapToDouble(leader -> leader.position().heightMetres())
                .toArray();
    }

    @Override
    public double[] decibels(int wirelessAgent) {
        WirelessAgent agent = wireless.get(wirelessAgent);
        double clearSky = Decibels.wattsToDbm(agent.radio().transmitPowerWatts())
                - settings.noiseDbmPerHertz()
                - Decibels.ofRatio(agent.radio().bandwidthHertz());
        double[] signals = settings.pathLoss() instanceof PathLoss.LogDistance loss && loss.shadowing() == 0
                ? steadySignals(loss, agent.position(), clearSky)
                : drawnSignals(agent.position(), clearSky, wirelessAgent);
        surroundings.fade(wirelessAgent, signals);
        return signals;
    }

    private double[] steadySignals(PathLoss loss, Position from, double clearSky) {
        double[] signals = new double[eastMetres.length];
        for (int s = 0; s < signals.length; s++) {
            signals[s] = clearSky - decibels(loss, from, s, groundMetres(from, s), true);
        }
        return signals;
    }

    private double[] drawnSignals(Position from, double clearSky, int wirelessAgent) {
        PathLoss loss = settings.pathLoss();
        double[] sights = surroundings.sights(wirelessAgent);
        double[] shadows = surroundings.shadows(wirelessAgent);
        double[] signals = new double[eastMetres.length];
        for (int s = 0; s < signals.length; s++) {
            double ground = groundMetres(from, s);
            boolean clear = sights[s] < loss.lineOfSightProbability(ground);
            double shadow = loss.shadowingDecibels(clear) * shadows[s];
            signals[s] = clearSky - decibels(loss, from, s, ground, clear) - shadow;
        }
        return signals;
    }

    private double decibels(PathLoss loss, Position from, int leader, double groundMetres, boolean clear) {
        double high = Math.max(from.heightMetres(), heightMetres[leader]);
        double low = Math.min(from.heightMetres(), heightMetres[leader]);
        return loss.decibels(groundMetres, high, low, clear);
    }

    private double groundMetres(Position from, int leader) {
        double east = from.xMetres() - eastMetres[leader];
        double north = from.yMetres() - northMetres[leader];
        return Math.sqrt(east * east + north * north);
    }
}
