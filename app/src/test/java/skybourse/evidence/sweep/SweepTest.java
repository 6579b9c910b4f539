package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static Sweep sweep(SweepGrid grid, Long... seeds) {
        return new Sweep("x", HalvingTask.TASK, grid.byAxis(), List.of(seeds), ScenarioSource.none());
    }

    private static void assertRefused(SweepGrid grid, String message, Long... seeds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep(grid, seeds))
                .withMessage(message);
    }

    @Test
    void cellsAreUniqueAndLastAxisVariesFastest() {
        Sweep sweep = sweep(SweepGrid.standard().axis("place", "b", "a").axis("size", 2, 5), 3L, 1L);

        assertThat(sweep.points().stream().map(GridPoint::inWords))
                .containsExactly("place=b size=2", "place=a size=2", "place=b size=5", "place=a size=5");
        assertThat(sweep.cells())
                .startsWith(new Sweep.Cell(0, 3), new Sweep.Cell(0, 1), new Sweep.Cell(1, 3))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void missingAxisHasDefault() {
        Sweep sweep = sweep(SweepGrid.standard(), 7L);
        assertThat(sweep.points()).extracting(GridPoint::inWords).containsExactly("place=a size=1");
        assertThat(sweep.values("size")).containsExactly("1");
        assertThat(sweep.values("colour")).isEmpty();
        assertThat(sweep.effort(sweep.cells().getFirst())).isEqualTo(1);
    }

    @Test
    void rejectsInvalidGridBeforeRunning() {
        SweepGrid standard = SweepGrid.standard();
        assertRefused(standard.axis("sise", "1"), "grid must name axes of halving, size, place: sise", 1L);
        assertRefused(standard.axis("size", 2, 0), "size must be a whole number from 1: 0", 1L);
        assertRefused(standard.axis("place", "c"), "place must be one of a, b: c", 1L);
        assertRefused(standard.axis("size", 1, 1), "size must have one or more different values: [1, 1]", 1L);
        assertRefused(standard.axis("size", List.of()), "size must have one or more different values: []", 1L);
        assertRefused(standard, "seeds must be one or more different numbers: []");
        assertRefused(standard, "seeds must be one or more different numbers: [4, 4]", 4L, 4L);
    }

    @Test
    void rejectsMoreThanOneMillionCells() {
        Long[] seeds = IntStream.range(0, 1_000).mapToObj(i -> (long) i).toArray(Long[]::new);
        int[] sizes = IntStream.rangeClosed(1, 1_000).toArray();
        assertThat(sweep(SweepGrid.standard().axis("size", sizes), seeds).cells())
                .hasSize(Sweep.MOST_CELLS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep(SweepGrid.standard().axis("size", sizes).axis("place", "a", "b"), seeds))
                .withMessageContaining("cells");
    }

    @Test
    void settingsAreParsedByType() {
        GridPoint settings = sweep(SweepGrid.standard(), 1L).points().getFirst().with("size", "20/2/3");
        assertThat(settings.counts("size", 3)).containsExactly(20, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.counts("size", 4))
                .withMessage("size must be 4 whole numbers with slashes between them: 20/2/3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with("size", "2/-1").counts("size", 2))
                .withMessageContaining("size must be 2 whole numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.text("colour"))
                .withMessage("axis must be one of [place, size]: colour");
        assertThat(settings.with("size", "2147483647").count("size", 1)).isEqualTo(Integer.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with("size", "2147483648").count("size", 1))
                .withMessage("size must be a whole number from 1: 2147483648");
    }
}
