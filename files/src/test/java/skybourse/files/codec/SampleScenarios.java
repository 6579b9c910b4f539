package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.AirToGround;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ChannelNetworkBuilder;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;

/** Random scenarios with every variant, numbers of all magnitudes, and texts that are hard for parsers. */
public final class SampleScenarios {

    private SampleScenarios() {}

    public static Scenario draw(RandomGenerator random, int size) {
        List<WirelessAgent> wireless = new ArrayList<>();
        List<MobileAgent> mobile = new ArrayList<>();
        List<FixedAgent> fixed = new ArrayList<>();
        List<AerialAgent> aerial = new ArrayList<>();
        List<ExplicitNetwork.Link> links = new ArrayList<>();
        for (int i = 0; i <= size / 2; i++) {
            wireless.add(WirelessAgentBuilder.builder()
                    .id("w" + i + label(random))
                    .position(position(random))
                    .task(new Task(positive(random), positive(random), positive(random)))
                    .computer(computer(random))
                    .radio(new Radio(positive(random), positive(random)))
                    .satisfactionWeight(positive(random))
                    .joulePrice(positive(random))
                    .build());
            mobile.add(new MobileAgent(
                    "m" + i + label(random), position(random), computer(random), positive(random), positive(random)));
            links.add(new ExplicitNetwork.Link(
                    wireless.getLast().id(), mobile.getLast().id(), positive(random), random.nextDouble(0.001, 1)));
        }
        for (int i = 0; i < size / 2; i++) {
            double[] n = {positive(random), positive(random), positive(random)};
            fixed.add(FixedAgentBuilder.builder()
                    .id(i + label(random))
                    .position(position(random))
                    .computer(computer(random))
                    .radio(new Radio(n[0], n[1]))
                    .joulePrice(positive(random))
                    .priceCapPerBit(n[2])
                    .penaltyPerWork(0)
                    .build());
            aerial.add(AerialAgentBuilder.builder()
                    .id("a" + i + label(random))
                    .position(position(random))
                    .computer(computer(random))
                    .computeJoulePrice(n[0])
                    .hoverJoulePrice(n[1])
                    .markup(1 + n[2] / 1e300)
                    .batteryPrice(0)
                    .build());
        }
        Rules rules = RulesBuilder.builder()
                .roundSeconds(positive(random))
                .overloadPricing(Rules.OverloadPricing.values()[random.nextInt(2)])
                .overloadDelay(Rules.OverloadDelay.values()[random.nextInt(2)])
                .sharing(Rules.Sharing.values()[random.nextInt(2)])
                .tolerance(positive(random))
                .lotWork(positive(random))
                .tickMoney(4096 * 2.5e-7)
                .ledgerUnitMoney(2.5e-7)
                .build();
        return ScenarioBuilder.builder()
                .name("n" + label(random))
                .description(text(random))
                .seed(random.nextLong())
                .rules(rules)
                .network(random.nextBoolean() ? new ExplicitNetwork(links) : channel(random))
                .wirelessAgents(wireless)
                .mobileAgents(mobile)
                .fixedAgents(fixed)
                .aerialAgents(aerial)
                .build();
    }

    private static Position position(RandomGenerator random) {
        return new Position(-positive(random), random.nextGaussian(), positive(random));
    }

    private static Computer computer(RandomGenerator random) {
        return new Computer(positive(random), positive(random));
    }

    /** Returns a random amount that a scenario may contain, log-uniformly distributed. */
    private static double positive(RandomGenerator random) {
        return Math.clamp(Math.pow(10, random.nextDouble(-18, 18)), 1e-18, 1e18);
    }

    /** Returns random characters that may follow the first letters of an id or name. */
    private static String label(RandomGenerator random) {
        return text(random)
                .codePoints()
                .filter(c -> LabelSyntax.printable(Character.toString(c)).equals(Character.toString(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('.')
                .toString();
    }

    /** Returns a random text of characters and words that are special in YAML or JSON. */
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
        return ChannelNetworkBuilder.builder()
                .pathLoss(losses[random.nextInt(3)])
                .fading(fadings[random.nextInt(3)])
                .access(ChannelNetwork.Access.values()[random.nextInt(2)])
                .airToGround(new AirToGround(positive(random), positive(random), positive(random), 0, positive(random)))
                .noiseDbmPerHertz(random.nextGaussian())
                .referenceSnrDecibels(random.nextGaussian())
                .leastBitsPerSecond(positive(random))
                .mostLinks(random.nextInt(1000))
                .build();
    }
}
