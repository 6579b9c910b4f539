package skybourse.base.scenario;

import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Decibels;
import skybourse.base.random.RandomStreams;

/**
 * The signal to noise ratio of each pair on channels of their own.
 *
 * <p>Each purpose has one stream per wireless agent, which draws for its leaders in their order. Loss by distance alone and
 * absent fading draw nothing and make no stream.
 */
final class ChannelGains implements SignalTable {

    private final ChannelNetwork settings;
    private final List<WirelessAgent> wireless;
    private final RandomStreams streams;
    private final double[] eastMetres;
    private final double[] northMetres;
    private final double[] heightMetres;

    ChannelGains(ChannelNetwork settings, Scenario world) {
        this.settings = settings;
        this.wireless = world.wirelessAgents();
        this.streams = new RandomStreams(world.seed());
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
        if (!(settings.fading() instanceof Fading.None)) {
            RandomGenerator fading = streams.stream("channel-fading", wirelessAgent);
            for (int s = 0; s < signals.length; s++) {
                signals[s] += Decibels.ofRatio(settings.fading().powerGain(fading));
            }
        }
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
        RandomGenerator sight = streams.stream("channel-line-of-sight", wirelessAgent);
        RandomGenerator shadowing = streams.stream("channel-shadowing", wirelessAgent);
        double[] signals = new double[eastMetres.length];
        for (int s = 0; s < signals.length; s++) {
            double ground = groundMetres(from, s);
            boolean clear = sight.nextDouble() < loss.lineOfSightProbability(ground);
            double shadow = loss.shadowingDecibels(clear) * shadowing.nextGaussian();
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
