package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.app.cli.Quoted.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.EnergyCurves;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** The numbers of {@code docs/explanation/energy.md} are compared with the code. */
class EnergyPageTest {

    private static final Path PAGE = Path.of("docs/explanation/energy.md");
    private static final Path FILE = Path.of("examples/phone-and-server.yaml");
    private static final double GIGA = 1e9;

    private final Scenario scenario = scenario("");
    private final WirelessAgent phone = scenario.wirelessAgents().getFirst();
    private final FixedAgent server = (FixedAgent) scenario.leaders().getFirst();
    private final double seconds = scenario.rules().roundSeconds();
    private final double bits = phone.task().inputBits();
    private final double work = phone.task().work();
    private final Priced priced = Priced.of(scenario);

    /** Returns the market of the page without a part of its text. */
    private static Scenario scenario(String part) {
        try {
            String text = Files.readString(FILE);
            assertThat(text).contains(part);
            return ScenarioText.read(FILE.toString(), text.replace(part, "").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Market at its certified price. */
    private record Priced(PricingGame game, double price, double share, double profit) {

        static Priced of(Scenario scenario) {
            PricingGame game = ScenarioGameFactory.of(scenario);
            SolveResult solved = SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1)
                    .solve(game, new double[1]);
            assertThat(solved.certificate().holds()).isTrue();
            Allocation sold = Allocation.at(game, solved.prices(), new ExactFollowerResponse());
            double share = sold.loads()[0] / game.taskWork()[0];
            return new Priced(game, solved.prices()[0], share, sold.profits()[0]);
        }

        double charge() {
            return game.linkCharge()[0];
        }
    }

    @Test
    void pageMatchesCode() throws IOException {
        List<String> sentences = new ArrayList<>(phone());
        sentences.addAll(server());
        sentences.addAll(price());
        sentences.addAll(linear());
        Quoted.assertAllNumbers(Quoted.prose(PAGE), sentences, "`[^`]*`");
    }

    private List<String> phone() {
        Computer computer = phone.computer();
        double joules = work * computer.joulesPerWork();
        double rate = scenario.network().linksOf(scenario).of(0).bitsPerSecond()[0];
        double sending = bits / rate;
        double sendingJoules = sending * phone.radio().transmitPowerWatts();
        return List.of(
                format(
                        "clock `mu` is %.1f Gcycles/s, and its coefficient `sigma` is %.1e. A cycle takes `sigma mu^2` = %.1e J. The power at full speed is `sigma mu^3` = %.1f W.",
                        computer.workPerSecond() / GIGA,
                        computer.powerCoefficient(),
                        computer.joulesPerWork(),
                        computer.joulesPerWork() * computer.workPerSecond()),
                format(
                        "`D` = %.1f Mbit of input and `C` = %.1f Gcycles of work. Computing it locally takes %.1f s and %.1f J. At %.1f money/J, this costs %.1f money.",
                        bits / 1e6,
                        work / GIGA,
                        work / computer.workPerSecond(),
                        joules,
                        phone.joulePrice(),
                        joules * phone.joulePrice()),
                format(
                        "at %.0f Mbit/s and %.1f W takes %.1f s and %.2f J, which costs %.2f money.",
                        rate / 1e6,
                        phone.radio().transmitPowerWatts(),
                        sending,
                        sendingJoules,
                        sendingJoules * phone.joulePrice()),
                format("saves %.2f money. The charge of the link is `H` = %.2f", -priced.charge(), priced.charge()));
    }

    private List<String> server() {
        Computer computer = server.computer();
        var dvfs = (EnergyModel.Dvfs) computer.energy().orElseThrow();
        CostCurve joules = joules();
        CostCurve money = priced.game().leaderTable().curve(0);
        assertThat(money).isNotNull();
        List<String> sentences = new ArrayList<>(List.of(
                format(
                        "at most %.1f Gcycles/s, and its coefficient `sigma` is %.1e. Its idle power `P` is %.1f W, and a round lasts %.1f s. Energy costs %.1f money/J.",
                        computer.workPerSecond() / GIGA,
                        computer.powerCoefficient(),
                        dvfs.idleWatts(),
                        seconds,
                        server.joulePrice()),
                format("`(P / (2 sigma))^(1/3)` = %.2f Gcycles/s", critical() / GIGA),
                format("`sigma mu^2` = %.1f J/Gcycle", computer.joulesPerWork() * GIGA),
                format(
                        "tier 2 is %.1f money/Gcycle.",
                        scenario.rules().expectedResalePrice().orElseThrow() * GIGA),
                format(
                        "= %.2f Gcycles, less than its capacity of %.1f Gcycles.",
                        money.lastKink() / GIGA, computer.workPerSecond() * seconds / GIGA)));
        for (double load : new double[] {1e9, 2.5e9, 4e9}) {
            sentences.add(format(
                    "| %.1f | %.2f | %.3f | %.3f | %.2f |",
                    load / GIGA,
                    Math.max(critical(), load / seconds) / GIGA,
                    joules.cost(load),
                    joules.slopeAbove(load) * GIGA,
                    load * computer.joulesPerWork()));
        }
        return sentences;
    }

    private CostCurve joules() {
        CostCurve joules = EnergyCurves.joules(server.computer(), seconds);
        assertThat(joules).isNotNull();
        return joules;
    }

    /** Returns the critical speed: the energy is linear up to the load at this speed. */
    private double critical() {
        return joules().pieces().get(1).load() / seconds;
    }

    private List<String> price() {
        double load = priced.share() * work;
        double joules = joules().cost(load);
        double bill = priced.price() * bits * priced.share();
        assertThat(left(priced.share())).as("known answer").isCloseTo(right(priced.share()), within(1e-6));
        assertThat(bill - joules * server.joulePrice()).isCloseTo(priced.profit(), within(1e-9));
        List<String> sentences = new ArrayList<>(List.of(
                format("At the share %.3f both sides", priced.share()),
                format("The load is %.3f Gcycles.", load / GIGA),
                format(
                        "computes at %.3f Gcycles/s. The round takes %.3f J.",
                        Math.max(critical(), load / seconds) / GIGA, joules),
                format("The next cycle costs %.3f", joules().slopeAbove(load) * server.joulePrice() * GIGA),
                format(
                        "= %.3f money/Mbit. The phone pays %.3f money, and the server's profit is %.3f money.",
                        priced.price() * 1e6, bill, priced.profit()),
                format(
                        "the weight `xi` = %.0f and the quality `s` = %.1f.",
                        phone.satisfactionWeight(), 1 / priced.game().linkInverseQuality()[0])));
        for (String share : List.of("0.70", "0.80")) {
            sentences.add(row(share, Double.parseDouble(share)));
        }
        sentences.add(row(format("%.3f", priced.share()), priced.share()));
        return sentences;
    }

    private String row(String name, double share) {
        return format("| %s | %.3f | %.3f |", name, left(share), right(share));
    }

    /** Returns {@code xi s / (1 + s o)^2}. */
    private double left(double share) {
        double quality = 1 / priced.game().linkInverseQuality()[0];
        return phone.satisfactionWeight() * quality / Math.pow(1 + quality * share, 2);
    }

    /** Returns the charge and the cost of the next share, for loads at which the server passes nothing on. */
    private double right(double share) {
        return priced.charge() + server.joulePrice() * joules().slopeAbove(work * share) * work;
    }

    private List<String> linear() {
        Priced linear = Priced.of(scenario(", energy: {dvfs: {idleWatts: 1, leastWorkPerSecond: 0}}"));
        @Nullable CostCurve none = linear.game().leaderTable().curve(0);
        assertThat(none).isNull();
        double perWork = linear.game().leaderTable().costPerWork(0);
        return List.of(
                format(
                        "sells the share %.3f at %.3f money/Mbit, and pays %.3f money for energy",
                        linear.share(), linear.price() * 1e6, linear.share() * work * perWork),
                format("above the %.1f money/Gcycle of linear", perWork * GIGA));
    }
}
