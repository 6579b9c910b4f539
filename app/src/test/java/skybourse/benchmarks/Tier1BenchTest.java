package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.testing.Cases;

class Tier1BenchTest {

    @Test
    void oneAndTwoThreadsGiveSamePrices() {
        var text = new StringWriter();
        new Tier1Bench(20, 1, 0.01, 2).print(new PrintWriter(text), OverloadPricing.IGNORE);
        List<String> lines = text.toString().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("overload: ignore, seed 1");
        assertThat(lines).hasSize(5);
        String oneThread = lines.get(2);
        String twoThreads = lines.get(3);
        assertThat(oneThread).startsWith("       20    5       100   1 |");
        assertThat(fingerprint(twoThreads)).isEqualTo(fingerprint(oneThread)).hasSize(8);
    }

    @Test
    void oneThreadGivesOneRowPerMarket() {
        var text = new StringWriter();
        int mostAgents = Cases.share(200);
        new Tier1Bench(mostAgents, 1, 0.01, 1).print(new PrintWriter(text), OverloadPricing.IGNORE);
        assertThat(text.toString().lines().skip(2).filter(line -> !line.isEmpty()))
                .hasSize(mostAgents < 200 ? 1 : 2)
                .allMatch(line -> line.contains("   1 |"));
    }

    @Test
    void certifiedShareIsEqualForAnyThreads() {
        String one = smallShare(1);
        assertThat(smallShare(2)).isEqualTo(one).isEqualTo(smallShare(3));
        // 77.5 % of 200 seeds in docs/results/performance.md
        assertThat(one).startsWith("    20-40    5 | ").contains("%").doesNotContain(" 100.0%");
    }

    private static String smallShare(int threads) {
        var text = new StringWriter();
        new CertifiedScenarioShare(OverloadPricing.IGNORE, Math.max(6, Cases.share(12)), threads)
                .row(new PrintWriter(text), 20, 40, 2, 3);
        return text.toString().replaceFirst(" +\\d+ \\d+ \\| ", " | "); // without the time
    }

    private static String fingerprint(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }
}
