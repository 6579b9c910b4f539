package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.ScenarioText;
import skybourse.round.market.SolverCatalogue;
import skybourse.testing.OpenData;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;

/**
 * Markets made by {@code import} from real requests, sites, users and vehicles, most of which have pure or drawn prices. The draw: 30
 * to 100 wireless agents, 2 to 6 mobile, 4 to 8 fixed and 3 aerial ones, the busiest 10 s, a seed of its own. The suite takes six from
 * the data that ships; {@code -Dreal.markets=60} takes as many, every other from the Mooncake trace, and prints a row each.
 */
class RealMarketsTest {

    private static final int MARKETS = Integer.getInteger("real.markets", 0);

    @TempDir
    private Path temp;

    private Scenario market(int index) throws java.io.IOException {
        RandomGenerator random = new RandomStreams(1).stream("real-market", index);
        List<Object> command = new ArrayList<>(List.of("import", "--wireless", random.nextInt(30, 101)));
        command.addAll(List.of("--mobile", random.nextInt(2, 7), "--fixed", random.nextInt(4, 9)));
        command.addAll(List.of("--seed", random.nextInt(1, 1_000), "--name", "real-" + index));
        Path file = temp.resolve("real-" + index + ".yaml");
        command.addAll(List.of("--out", file));
        if (MARKETS > 0 && index % 2 == 1) {
            command.addAll(List.of("--requests", OpenData.path("llm_requests_mooncake_first_half.csv")));
        }
        Ran ran = Ran.of(command.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ScenarioText.read(file.toString(), Files.readAllBytes(file));
    }

    @Test
    void mostHavePureOrDrawnPrices() throws java.io.IOException {
        int count = MARKETS > 0 ? MARKETS : 6;
        int answered = 0;
        for (int i = 0; i < count; i++) {
            PricingGame game = ScenarioGame.of(market(i));
            var solver = SolverCatalogue.certified(SolverCatalogue.walker("newton", "slope", 1), 1e-6, 1);
            SolveResult result = solver.mixing().solve(game, new double[game.leaders()]);
            answered += result.certificate().holds() ? 1 : 0;
            if (MARKETS > 0) {
                System.out.printf(
                        "%d %s %s %.1e%n",
                        i,
                        game,
                        result.getClass().getSimpleName(),
                        result.certificate().epsilon());
            }
        }
        assertThat(answered).isGreaterThanOrEqualTo((int) Math.ceil((MARKETS > 0 ? 0.85 : 0.8) * count));
    }
}
