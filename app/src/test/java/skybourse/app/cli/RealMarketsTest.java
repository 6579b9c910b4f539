package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.traces.RequestTrace;
import skybourse.base.random.RandomStreams;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.CsvTable;
import skybourse.testing.OpenData;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolvedMarket;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Markets that {@code import} builds from real requests, sites, users and vehicles; most have pure or mixed prices. Sampled are: the
 * Azure or the Mooncake trace; a window of 10 to 60 whole seconds at any start, sampled again if it has fewer than 30 requests;
 * 30 to 100 of them; each site with probability 0.5; vehicles at any second; 2 to 6 mobile, 4 to 8 fixed and 3 aerial agents; a
 * seed. By default six markets of the shipped Azure trace; {@code -Dreal.markets=60} runs 60 and prints a row for each market without
 * certified prices.
 */
class RealMarketsTest {

    private static final int MARKETS = Integer.getInteger("real.markets", 0);
    private static final Path AZURE = OpenData.path("llm_requests_azure_code.csv");

    @TempDir
    private Path temp;

    private PricingGame market(int index) throws IOException {
        RandomGenerator random = new RandomStreams(2).stream("real-market", index);
        boolean azure = random.nextBoolean() || MARKETS == 0;
        Path trace = azure ? AZURE : OpenData.path("llm_requests_mooncake_first_half.csv");
        List<Object> command = new ArrayList<>(List.of("import", "--requests", trace, "--window"));
        command.add(window(trace, random));
        command.addAll(List.of("--sites", someSites(random)));
        command.addAll(List.of("--users", OpenData.path("users_eua_melbourne_cbd.csv")));
        command.addAll(List.of("--mobility", OpenData.path("mobility_sumo_bologna_acosta.csv")));
        command.addAll(List.of("--at", random.nextInt(60, 599), "--wireless", random.nextInt(30, 101)));
        command.addAll(List.of("--mobile", random.nextInt(2, 7), "--fixed", random.nextInt(4, 9), "--aerial", 3));
        command.addAll(List.of("--seed", random.nextInt(1, 1_000)));
        Path file = temp.resolve("real-" + index + ".yaml");
        command.addAll(List.of("--out", file));
        Ran ran = Ran.of(command.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ScenarioGameFactory.of(ScenarioText.read(file.toString(), Files.readAllBytes(file)));
    }

    private static String window(Path trace, RandomGenerator random) throws IOException {
        double[] arrivals =
                RequestTrace.read(CsvTable.read(trace.toString(), Files.readAllBytes(trace))).requests().stream()
                        .mapToDouble(RequestTrace.Request::arrivalSeconds)
                        .sorted()
                        .toArray();
        while (true) {
            int seconds = random.nextInt(10, 61);
            int start = random.nextInt((int) arrivals[arrivals.length - 1]);
            long come = Arrays.stream(arrivals)
                    .filter(at -> at >= start && at < start + seconds)
                    .count();
            if (come >= 30) {
                return start + "+" + seconds;
            }
        }
    }

    private Path someSites(RandomGenerator random) throws IOException {
        List<String> lines = Files.readAllLines(OpenData.path("edge_sites_eua_melbourne_cbd.csv"));
        List<String> some = new ArrayList<>(lines.subList(0, 1));
        lines.stream().skip(1).filter(_ -> random.nextBoolean()).forEach(some::add);
        return Files.write(temp.resolve("sites.csv"), some);
    }

    @Tag("slow")
    @Test
    void mostMarketsHavePureOrMixedPrices() throws IOException {
        int count = MARKETS > 0 ? MARKETS : 6;
        int solvedMarkets = 0;
        int mixed = 0;
        int handedOver = 0;
        for (int i = 0; i < count; i++) {
            SolvedMarket solved = SolvedMarket.of(market(i), new Certifier(1, 20_000));
            solvedMarkets += solved.isAnswered() ? 1 : 0;
            mixed += solved.isMixed() ? 1 : 0;
            handedOver += solved.handedOver() ? 1 : 0;
            if (MARKETS > 0 && !solved.isAnswered()) {
                System.out.println("| " + i + " " + solved.row());
            }
        }
        if (MARKETS > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%d markets: %d pure, %d mixed, %d neither, %d handed over%n",
                    count,
                    solvedMarkets - mixed,
                    mixed,
                    count - solvedMarkets,
                    handedOver);
        }
        assertThat(solvedMarkets).isGreaterThanOrEqualTo((int) Math.ceil((MARKETS > 0 ? 0.85 : 0.8) * count));
    }
}
