package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Label;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.AirToGround;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Computer;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.FixedAgent;
import skybourse.base.scenario.MobileAgent;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Position;
import skybourse.base.scenario.Radio;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;
import skybourse.base.scenario.WirelessAgent;

/** Scenarios with every variant, numbers of all magnitudes and the texts that formats stumble over. */
final class SampleScenarios {

    private SampleScenarios() {}

    static Scenario draw(RandomGenerator random, int size) {
        List<WirelessAgent> wireless = new ArrayList<>();
        List<MobileAgent> mobile = new ArrayList<>();
        List<FixedAgent> fixed = new ArrayList<>();
        List<AerialAgent> aerial = new ArrayList<>();
        List<ExplicitNetwork.Link> links = new ArrayList<>();
        for (int i = 0; i <= size / 2; i++) {
            wireless.add(new WirelessAgent(
                    "w" + i + label(random),
                    position(random),
                    new Task(positive(random), positive(random), positive(random)),
                    computer(random),
                    new Radio(positive(random), positive(random)),
                    positive(random),
                    positive(random)));
            mobile.add(new MobileAgent(
                    "m" + i + label(random), position(random), computer(random), positive(random), positive(random)));
            links.add(new ExplicitNetwork.Link(
                    wireless.getLast().id(), mobile.getLast().id(), positive(random), random.nextDouble(0.001, 1)));
        }
        for (int i = 0; i < size / 2; i++) {
            double[] n = {positive(random), positive(random), positive(random)};
            fixed.add(new FixedAgent(
                    i + label(random),
                    position(random),
                    computer(random),
                    new Radio(n[0], n[1]),
                    positive(random),
                    n[2],
                    0));
            aerial.add(new AerialAgent(
                    "a" + i + label(random), position(random), computer(random), n[0], n[1], 1 + n[2] / 1e300, 0));
        }
        Rules rules = new Rules(
                positive(random),
                Rules.OverloadPricing.values()[random.nextInt(2)],
                Rules.OverloadDelay.values()[random.nextInt(2)],
                Rules.Sharing.values()[random.nextInt(2)],
                positive(random),
                positive(random),
                4096 * 2.5e-7,
                2.5e-7,
                OptionalDouble.empty());
        return new Scenario(
                "n" + label(random),
                text(random),
                random.nextLong(),
                rules,
                random.nextBoolean() ? new ExplicitNetwork(links) : channel(random),
                wireless,
                mobile,
                fixed,
                aerial);
    }

    private static Position position(RandomGenerator random) {
        return new Position(-positive(random), random.nextGaussian(), positive(random));
    }

    private static Computer computer(RandomGenerator random) {
        return new Computer(positive(random), positive(random));
    }

    /** Any amount that a scenario may hold, all magnitudes alike. */
    private static double positive(RandomGenerator random) {
        return Math.clamp(Math.pow(10, random.nextDouble(-18, 18)), 1e-18, 1e18);
    }

    /** What may follow the first letters of an id or name. */
    private static String label(RandomGenerator random) {
        return text(random)
                .codePoints()
                .filter(c -> Label.printable(Character.toString(c)).equals(Character.toString(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('.')
                .toString();
    }

    /** Text of what YAML, JSON and people use, with all that could be mistaken for something else. */
    private static String text(RandomGenerator random) {
        String[] parts = {
            "a", " ", "\n", ": ", "#", "'", "\"", "\\", "-", "null", "yes", "1e3", "~", "[", "{", "é", "\t", "\u2028",
            "😀", "&x", "*x", "\u0085", "|", "%", "\r", "B ", "."
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private static ChannelNetwork channel(RandomGenerator random) {
        PathLoss[] losses = {
            new PathLoss.LogDistance(random.nextGaussian(), positive(random), positive(random)),
            new PathLoss.UrbanMicro(random.nextDouble(0.5e9, 100e9)),
            new PathLoss.UrbanMacro(random.nextDouble(0.5e9, 100e9))
        };
        Fading[] fadings = {new Fading.None(), new Fading.Rayleigh(), new Fading.Rician(positive(random))};
        return new ChannelNetwork(
                losses[random.nextInt(3)],
                fadings[random.nextInt(3)],
                ChannelNetwork.Access.values()[random.nextInt(2)],
                new AirToGround(positive(random), positive(random), positive(random), 0, positive(random)),
                random.nextGaussian(),
                random.nextGaussian(),
                positive(random),
                random.nextInt(1000));
    }
}
