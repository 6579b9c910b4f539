package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import skybourse.app.report.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditRoundTest {

    private static final int MARKETS = Integer.getInteger("round.markets", 1);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    @Test
    void pageTableAndJsonAgree() throws Exception {
        run("audit", "examples/campus.yaml", "--round", "--rule", "seller-vcg", "--out", folder + "");
        assertThat(Said.text(Files.readString(folder.resolve("audit-round.html"))))
                .contains(
                        "The search finds gains; it cannot prove that there are none.",
                        "Certified for decision profit only: ")
                .contains("Under seller-vcg no aerial agent was found to gain", "In settled profit, ")
                .contains("No declaration of an aerial agent changed a tier 1 price or a start price.");
        JsonNode tree = MAPPER.readTree(Files.readString(folder.resolve("audit-round.json")));
        assertThat(tree.get("players")).hasSize(4);
        List<String> rows = Files.readAllLines(folder.resolve("audit-round.csv"));
        assertThat(rows).hasSize(5);
        String page = Said.text(Files.readString(folder.resolve("audit-round.html")));
        for (JsonNode player : tree.get("players")) {
            String id = player.get("player").asString();
            double money = player.get("money").asDouble();
            assertThat(page).contains("\n" + id + " | ");
            assertThat(player.get("bestMoney").asDouble()).isGreaterThanOrEqualTo(money);
            assertThat(rows)
                    .anyMatch(
                            row -> row.startsWith(id + "," + player.get("kind").asString() + "," + money + ","));
        }
    }

    /** Without a published price, the drone's declaration influences tier 1, so it gains even under a truthful rule. */
    @Test
    void misreportGainsWithoutPublishedResalePrice() throws Exception {
        Path file = Files.writeString(
                folder.resolve("open.yaml"), unpublished(Files.readString(Path.of("examples/campus.yaml"))));
        assertThat(run("audit", file + "", "--round", "--rule", "seller-vcg"))
                .contains("Under seller-vcg 1 of 1 aerial agents gain by another declaration. Largest gain: drone, ")
                .contains("Declarations of aerial agents influence tier 1 prices or start prices.");
    }

    @Test
    void rejectsMarketsOptionForRound() {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
        assertThat(line.execute("audit", "--round", "--markets", "7")).isEqualTo(2);
        assertThat(err.toString()).contains("--markets", "--round");
    }

    /**
     * Fixed agents' gaps by settled profit in {@code -Dround.markets} generated markets, with a published resale price and without, by
     * their mean and the largest.
     */
    @Tag("slow")
    @Test
    void publishedPriceHalvesGapsOfFixedAgents() throws Exception {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int seed = 1; seed <= MARKETS; seed++) {
            String scenario = run(
                    "generate",
                    "--wireless",
                    "40",
                    "--mobile",
                    "3",
                    "--fixed",
                    "4",
                    "--aerial",
                    "4",
                    "--seed",
                    "" + seed);
            with.addAll(fixedAgentsGaps(scenario));
            without.addAll(fixedAgentsGaps(unpublished(scenario)));
        }
        System.getLogger("audit").log(System.Logger.Level.INFO, "without " + text(without) + ", with " + text(with));
        assertThat(with).hasSameSizeAs(without).allMatch(gap -> gap >= 0);
        assertThat(mean(with)).isLessThan(mean(without) / 2);
    }

    private static String unpublished(String scenario) {
        return scenario.replaceAll("(?m)^ *expectedResalePrice:.*\\R", "")
                .replaceAll("expectedResalePrice: [^,}]+", "");
    }

    private List<Double> fixedAgentsGaps(String scenario) throws Exception {
        Path file = Files.writeString(folder.resolve("drawn.yaml"), scenario);
        List<Double> gaps = new ArrayList<>();
        for (JsonNode leader :
                MAPPER.readTree(run("audit", file + "", "--round", "--json")).get("players")) {
            if (leader.get("player").asString().startsWith("FA")) {
                gaps.add(leader.get("relativeGain").asDouble());
            }
        }
        return gaps;
    }

    private static double mean(List<Double> gaps) {
        return gaps.stream().mapToDouble(gap -> gap).average().orElseThrow();
    }

    private static String text(List<Double> gaps) {
        double mean = mean(gaps);
        double squares =
                gaps.stream().mapToDouble(gap -> (gap - mean) * (gap - mean)).sum();
        double half = 1.96 * Math.sqrt(squares / Math.max(1, gaps.size() - 1) / gaps.size());
        double largest = gaps.stream().mapToDouble(gap -> gap).max().orElseThrow();
        double median = gaps.stream().sorted().skip(gaps.size() / 2).findFirst().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%d gaps: mean %.4f +- %.4f, median %.4f, largest %.3f",
                gaps.size(),
                mean,
                half,
                median,
                largest);
    }
}
