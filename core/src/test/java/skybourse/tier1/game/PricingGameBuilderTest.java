package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.testing.Cases;

class PricingGameBuilderTest {

    private static final int LANES = PricingGame.LANES;

    private record Row(double bits, List<double[]> links) {}

    private static LeaderTable leaders(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return new LeaderTable(ones, ones, ones, ones);
    }

    private static List<Row> rows(RandomGenerator random, int size) {
        List<Row> rows = new ArrayList<>();
        int agents = 1 + random.nextInt(1 + 3 * size);
        for (int n = 0; n < agents; n++) {
            List<double[]> links = new ArrayList<>();
            for (int s = 0; s <= size; s++) {
                if (random.nextInt(3) > 0) {
                    links.add(new double[] {s, random.nextGaussian(), random.nextDouble(1e-3, 1), random.nextDouble()});
                }
            }
            rows.add(new Row(1 + random.nextDouble(), links));
        }
        return rows;
    }

    private static PricingGame build(PricingGameBuilder builder, List<Row> rows) {
        for (Row row : rows) {
            builder.agent(row.bits(), 2 * row.bits(), 3 * row.bits());
            for (double[] link : row.links()) {
                builder.link((int) link[0], link[1], link[2], link[3]);
            }
        }
        return builder.build();
    }

    /** Adds followers in two batches if there are enough, and fills the last batch first. */
    private static PricingGame buildBackwards(PricingGameBuilder builder, List<Row> rows) {
        int first = rows.size() / (2 * LANES) * LANES;
        builder.open(first, n -> rows.get(n).links().size());
        builder.open(rows.size() - first, n -> rows.get(first + n).links().size());
        for (int n = rows.size() - 1; n >= 0; n--) {
            Row row = rows.get(n);
            builder.set(n, row.bits(), 2 * row.bits(), 3 * row.bits());
            for (int l = row.links().size() - 1; l >= 0; l--) {
                double[] link = row.links().get(l);
                builder.set(n, l, (int) link[0], link[1], link[2], link[3]);
            }
        }
        return builder.build();
    }

    @Test
    void everyLinkOccursOncePerBlockAndColumn() {
        Cases.forAll(PricingGameBuilderTest::rows, rows -> {
            int leaders = 13;
            PricingGame game = build(new PricingGameBuilder(leaders(leaders)), rows);
            assertThat(game.agents()).isEqualTo(rows.size());
            assertThat(game.links())
                    .isEqualTo(rows.stream().mapToInt(row -> row.links().size()).sum());
            for (int n = 0; n < game.blocks() * LANES; n++) {
                Row row = n < rows.size() ? rows.get(n) : new Row(0, List.of());
                assertThat(game.taskBits()[n]).isEqualTo(row.bits());
                assertThat(game.taskWork()[n]).isEqualTo(2 * row.bits());
                assertThat(game.weight()[n]).isEqualTo(n < rows.size() ? 3 * row.bits() : 1);
                checkAgent(game, n, row.links());
            }
            checkColumns(game);
        });
    }

    private static void checkAgent(PricingGame game, int n, List<double[]> links) {
        for (int l = 0; l < game.blockWidth(n / LANES); l++) {
            int entry = game.blockStart(n / LANES) + l * LANES + n % LANES;
            double[] link = l < links.size() ? links.get(l) : new double[] {game.leaders(), 0, 1, 0};
            assertThat(game.linkLeader()[entry]).isEqualTo((int) link[0]);
            assertThat(game.linkCharge()[entry]).isEqualTo(link[1]);
            assertThat(game.linkInverseQuality()[entry]).isEqualTo(1 / link[2]);
            assertThat(game.linkCap()[entry]).isEqualTo(link[3]);
        }
    }

    private static void checkColumns(PricingGame game) {
        for (int s = 0; s < game.leaders(); s++) {
            for (int c = game.columnStart(s); c < game.columnStart(s + 1); c++) {
                int entry = game.columnEntry()[c];
                int agent = game.columnAgent()[c];
                assertThat(game.linkLeader()[entry]).isEqualTo(s);
                assertThat(entry).isBetween(game.blockStart(agent / LANES), game.blockStart(agent / LANES + 1) - 1);
                assertThat(entry % LANES).isEqualTo(agent % LANES);
                assertThat(c > game.columnStart(s) && game.columnAgent()[c - 1] >= agent)
                        .isFalse();
            }
        }
    }

    /** No values of the previous game remain in the reused arrays, including the padding. */
    private static List<Row> crowded() {
        double[] far = {0, 9, 0.5, 1};
        return Collections.nCopies(700, new Row(7, Collections.nCopies(30, far)));
    }

    @Test
    void expectedSizeDoesNotChangeGame() {
        Cases.forAll(PricingGameBuilderTest::rows, rows -> {
            PricingGame game = build(new PricingGameBuilder(leaders(13)), rows);
            PricingGame roomy = build(new PricingGameBuilder(leaders(13), 100, 1000), rows);
            PricingGame tight = build(new PricingGameBuilder(leaders(13), 1, 0), rows);
            PricingGame spent = build(new PricingGameBuilder(leaders(13)), crowded());
            PricingGame again = build(new PricingGameBuilder(leaders(13), 1, 0, spent), rows);
            PricingGame backwards = buildBackwards(new PricingGameBuilder(leaders(13)), rows);
            PricingGame lent = buildBackwards(new PricingGameBuilder(leaders(13), 1, 0, spent), rows);
            for (PricingGame other : List.of(roomy, tight, again, backwards, lent)) {
                assertThat(other.linkLeader()).containsExactly(game.linkLeader());
                assertThat(other.linkCharge()).containsExactly(game.linkCharge());
                assertThat(other.linkCap()).containsExactly(game.linkCap());
                assertThat(other.linkInverseQuality()).containsExactly(game.linkInverseQuality());
                assertThat(other.taskBits()).containsExactly(game.taskBits());
                assertThat(other.taskWork()).containsExactly(game.taskWork());
                assertThat(other.weight()).containsExactly(game.weight());
                assertThat(other.columnEntry()).containsExactly(game.columnEntry());
            }
        });
    }

    /** More followers than one part. The cheapest customer and the one with the highest value per bit are last. */
    @Test
    void customersOfAllPartsAreCompared() {
        double[] link = {3, 0, 1, 1};
        List<Row> rows = new ArrayList<>(Collections.nCopies(8_200, new Row(1, List.of(link))));
        for (TaskRunner tasks : List.of(TaskRunner.CALLER, TaskRunner.of(2))) {
            double[] ones = leaders(13).capacities();
            double[] caps = ones.clone();
            Arrays.fill(caps, 1e9);
            var builder = new PricingGameBuilder(new LeaderTable(ones, ones, ones, caps));
            rows.forEach(row -> builder.agent(row.bits(), 2 * row.bits(), 3 * row.bits())
                    .link((int) link[0], link[1], link[2], link[3]));
            builder.agent(1, 0.5, 3).link(3, 0, 1, 1);
            builder.agent(1, 2, 12).link(3, 0, 1, 1);
            PricingGame game = builder.build(tasks);
            assertThat(game.breakEvenPrice(3)).isEqualTo(0.5);
            assertThat(game.highestPrice(3)).isEqualTo(12 * PricingGame.TIMES_CHOKE);
        }
    }

    @Test
    void arraysAreReusedByNextGameOfSameSize() {
        List<Row> rows = List.of(new Row(1, List.of(new double[] {1, 2, 0.5, 0.25}, new double[] {3, 0, 1, 1})));
        PricingGame spent = build(new PricingGameBuilder(leaders(13)), rows);
        PricingGame next = build(new PricingGameBuilder(leaders(13), 1, 2, spent), rows);
        assertThat(next.linkCap()).isSameAs(spent.linkCap());
        assertThat(next.taskBits()).isSameAs(spent.taskBits());
    }

    @Test
    void gameWithOtherLeaderTableKeepsLinks() {
        Cases.forAll(PricingGameBuilderTest::rows, rows -> {
            PricingGame game = build(new PricingGameBuilder(leaders(13)), rows);
            double[] ones = game.leaderTable().costsPerWork();
            var other = new LeaderTable(ones, ones, new double[13], ones);
            assertThat(game.with(other).leaderTable().capacity(5)).isZero();
            assertThat(game.with(other).columnEntry()).isSameAs(game.columnEntry());
            assertThat(game.with(other).breakEvenPrice(0)).isEqualTo(game.breakEvenPrice(0));
        });
    }

    @Test
    void rejectsInvalidNumbers() {
        var builder = new PricingGameBuilder(leaders(2));
        assertThatThrownBy(builder::build).hasMessage("agents must be positive: 0");
        assertThatThrownBy(() -> builder.link(0, 0, 1, 1)).hasMessageContaining("agents before a link");
        builder.agent(1, 1, 1);
        assertThatThrownBy(() -> builder.link(2, 0, 1, 1)).hasMessageContaining("leader must be in");
        assertThatThrownBy(() -> builder.link(0, Double.NaN, 1, 1)).hasMessageContaining("charge must be finite");
        assertThatThrownBy(() -> builder.link(0, 0, 1e-4, 1)).hasMessageContaining("quality must be in");
        assertThatThrownBy(() -> builder.agent(0, 1, 1)).hasMessageContaining("taskBits must be positive");
    }
}
