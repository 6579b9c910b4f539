package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.NumberText;
import skybourse.app.report.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One name per number: a profit is a decision profit, a tier 1 profit or a settled profit, and welfare is one number. */
class OneNameTest {

    private static final Pattern QUALIFIED = Pattern.compile(
            "decision[ -]?profits?|(mobile|fixed|aerial)?ProfitSettled|profitTier1|(settled|tier 1) profit|profitable misreport",
            Pattern.CASE_INSENSITIVE);

    /** Files of runs and a sweep by name, outputs of commands by command, and the schema of results. */
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    @TempDir
    private static Path temp;

    @BeforeAll
    static void runSolveAndSweep() throws IOException {
        String campus = "examples/campus.yaml";
        TEXTS.put("run", output("run", campus, "--starts", 1, "--rule", "vcg", "--out", temp.resolve("run")));
        TEXTS.put("run with clocks", output("run", campus, "--starts", 0, "--out", temp.resolve("clocks")));
        TEXTS.put("solve", output("solve", campus, "--rule", "vcg"));
        TEXTS.put("solve --json", output("solve", campus, "--rule", "mcafee", "--json"));
        Path sweep = Files.writeString(
                temp.resolve("sweep.yaml"),
                "name: small\ntask: round\nseeds: [1]\ngrid:\n  scenario: [6/1/2/1]\n  rule: [vcg]\n");
        TEXTS.put("sweep", output("sweep", sweep, "--out", temp.resolve("swept")));
        for (String folder : List.of("run", "clocks", "swept")) {
            try (Stream<Path> files = Files.walk(temp.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("echarts.js")) // text of a library
                        .toList()) {
                    TEXTS.put(
                            temp.relativize(file) + " (name)",
                            file.getFileName().toString());
                    TEXTS.put(temp.relativize(file).toString(), text(file));
                }
            }
        }
        TEXTS.put("evaluate", output("evaluate", "learned", "--markets", 12));
        TEXTS.put("evaluate --help", output("evaluate", "--help"));
        TEXTS.put("audit --help", output("audit", "--help"));
        TEXTS.put("audit", output("audit", "--markets", 5));
        TEXTS.put("schema", Files.readString(Path.of("docs", "result.schema.json")));
    }

    private static String output(Object... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    /** Returns the text of a file, without the library of charts in a page. */
    private static String text(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return text.replaceAll("(?s)<script>[^<]*?Licensed to the Apache.*?</script>", "");
    }

    @Test
    void everyProfitIsQualified() {
        assertThat(TEXTS)
                .hasSizeGreaterThan(40)
                .allSatisfy((name, text) -> assertThat(
                                QUALIFIED.matcher(text).replaceAll("").toLowerCase(Locale.ROOT))
                        .as(name)
                        .doesNotContain("profit"));
        assertThat(TEXTS.get("run/leaders.csv"))
                .contains(",decisionProfit,upperBound,", ",profitTier1,profitSettled\n");
        assertThat(TEXTS.get("swept/rows.csv")).contains(",mobileProfitSettled,", ",fixedProfitSettled,");
    }

    @Test
    void welfareIsReportedOnce() {
        for (String name : List.of("run", "solve", "solve --json", "run/result.json")) {
            assertThat(TEXTS.get(name).split("(?i)welfare", -1)).as(name).hasSize(2);
        }
        for (String name : List.of("evaluate", "evaluate --help", "audit", "audit --help")) {
            assertThat(TEXTS.get(name)).as(name).containsIgnoringCase("gains from trade");
            assertThat(TEXTS.get(name).split("(?i)welfare", -1))
                    .as("%s: the welfare of both tiers, a column of its two tables", name)
                    .hasSize(name.equals("evaluate") ? 3 : 1);
        }
        assertThat(Stream.of(TEXTS.get("swept/rows.csv").split("[,\n]"))
                        .filter(cell -> cell.matches("(?i).*welfare.*")))
                .containsExactly("welfare");
        JsonNode result = JsonMapper.shared().readTree(TEXTS.get("run/result.json"));
        String welfare = NumberText.plain(result.get("welfare").asDouble(), 4);
        assertThat(TEXTS.get("run")).contains("Welfare          " + welfare + " money");
        assertThat(Said.text(TEXTS.get("run/data.js"))).contains("\nWelfare\n" + welfare + "\n");
    }

    @Test
    void reportsCostOfTierTwoPerDeadline() {
        JsonNode result = JsonMapper.shared().readTree(TEXTS.get("run/result.json"));
        int bought = result.at("/totals/deadlinesMet").asInt()
                - result.at("/totalsWithoutResale/deadlinesMet").asInt();
        double cost = result.get("resaleCost").asDouble();
        assertThat(bought).isPositive();
        assertThat(TEXTS.get("run"))
                .contains(" money, after " + NumberText.plain(cost, 4) + " for tier 2, which saved " + bought
                        + " deadlines (" + NumberText.plain(cost / bought, 3) + " each).");
    }

    @Test
    void repeatedNumbersAgree() {
        JsonNode result = JsonMapper.shared().readTree(TEXTS.get("run/result.json"));
        String certified = output(
                "certify",
                "examples/campus.yaml",
                "--prices",
                temp.resolve("run").resolve("result.json"));
        String bound =
                NumberText.atMostPercent(result.at("/certificate/epsilon").asDouble());
        for (String text :
                List.of(TEXTS.get("run"), TEXTS.get("solve"), Said.text(TEXTS.get("run/data.js")), certified)) {
            assertThat(text)
                    .contains("can gain more than " + bound
                            + " by changing only its own price or purchases (leaders: in decision profit)");
        }
        for (JsonNode leader : result.get("leaders")) {
            String decision = NumberText.plain(leader.get("decisionProfit").asDouble(), 4);
            String settled = NumberText.plain(leader.get("profitSettled").asDouble(), 4);
            assertThat(TEXTS.get("run"))
                    .containsPattern(leader.get("id").asString() + " .* " + decision + " .* " + settled);
            assertThat(Said.text(TEXTS.get("run/data.js")))
                    .contains(" | " + decision + " | ")
                    .contains(" | " + settled + "\n");
        }
    }
}
