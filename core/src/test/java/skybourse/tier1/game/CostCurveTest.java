package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.CostCurve.Piece;

class CostCurveTest {

    private static final double SECONDS = 2;

    /** Energy of a load at the best constant speed, by the definition: idle power for the time, and {@code sigma f^2} per unit of work. */
    private static double joules(Computer computer, double load) {
        Dvfs dvfs = (Dvfs) computer.energy().orElseThrow();
        double least = 1e300;
        double lowest = Math.max(dvfs.leastWorkPerSecond(), load / SECONDS);
        for (int i = 0; i <= 2_000 && load > 0; i++) {
            double speed = lowest + (computer.workPerSecond() - lowest) * i / 2_000;
            if (speed > 0) {
                least = Math.min(
                        least, (dvfs.idleWatts() / speed + computer.powerCoefficient() * speed * speed) * load);
            }
        }
        return load > 0 ? least : 0;
    }

    private static Computer computer(RandomGenerator random) {
        double speed = random.nextDouble(1, 3);
        double idle = random.nextBoolean() ? 0 : random.nextDouble(0, 20);
        double least = random.nextBoolean() ? 0 : random.nextDouble(0, speed);
        return new Computer(speed, random.nextDouble(0.5, 2), Optional.of(new Dvfs(idle, least)));
    }

    private static CostCurve joules(Computer computer) {
        CostCurve curve = EnergyCurves.joules(computer, SECONDS);
        assertThat(curve).isNotNull();
        return curve;
    }

    @Test
    void slowClockUsesLeastEnergy() {
        RandomGenerator random = new RandomStreams(1).stream("dvfs", 0);
        for (int i = 0; i < 200; i++) {
            Computer computer = computer(random);
            double load = random.nextDouble(0, computer.workPerSecond() * SECONDS);
            double energy = joules(computer, load);
            assertThat(joules(computer).cost(load)).as("%s", computer).isCloseTo(energy, within(1e-5 * energy));
        }
    }

    /** Idle power, lowest speeds and backlogs included. */
    @Test
    void ownWorkIsCheapestOnGrid() {
        RandomGenerator random = new RandomStreams(2).stream("own-work", 0);
        int between = 0;
        for (int i = 0; i < 10_000; i++) {
            CostCurve energy = joules(computer(random)).after(random.nextBoolean() ? 0 : random.nextDouble(0, 2));
            double price = random.nextDouble(0, 20);
            double most = random.nextDouble(0, 4);
            double load = random.nextDouble(0, 5);
            CostCurve least = energy.orPassedOn(most, price);
            double cheapest = Double.POSITIVE_INFINITY;
            for (int k = 0; k <= 50; k++) {
                double own = Math.min(most, load) * k / 50;
                cheapest = Math.min(cheapest, energy.cost(own) + price * (load - own));
            }
            double own = Math.min(load, least.lastKink());
            assertThat(own).isLessThanOrEqualTo(most);
            assertThat(least.cost(load))
                    .isCloseTo(energy.cost(own) + price * (load - own), within(1e-13 * (1 + cheapest)))
                    .isLessThanOrEqualTo(cheapest + 1e-9)
                    .isCloseTo(cheapest, within(0.01 * (1 + cheapest)));
            between += own > 0 && own < Math.min(most, load) ? 1 : 0;
        }
        assertThat(between).isGreaterThan(1_000);
    }

    @Test
    void slopesAndCurvaturesAreDerivatives() {
        RandomGenerator random = new RandomStreams(3).stream("derivatives", 0);
        double h = 1e-4;
        for (int i = 0; i < 1_000; i++) {
            CostCurve curve = joules(computer(random))
                    .after(random.nextDouble())
                    .times(3)
                    .orPassedOn(3, random.nextDouble(0, 40));
            double load = random.nextDouble(0.1, 4);
            if (curve.pieces().stream().noneMatch(piece -> Math.abs(piece.load() - load) <= 2 * h)) {
                double slope = (curve.cost(load + h) - curve.cost(load - h)) / (2 * h);
                double curvature = (curve.slopeAbove(load + h) - curve.slopeBelow(load - h)) / (2 * h);
                assertThat(curve.slopeAbove(load))
                        .isCloseTo(slope, within(1e-6))
                        .isEqualTo(curve.slopeBelow(load));
                assertThat(curve.curvatureAbove(load)).isCloseTo(curvature, within(1e-6));
            }
            assertThat(curve.loadAt(curve.slopeBelow(load))).isLessThanOrEqualTo(load + 1e-9);
            assertThat(curve.slopeAbove(Math.min(load, curve.loadAt(7))))
                    .isLessThanOrEqualTo(Math.max(7, curve.slopeAbove(load)));
        }
    }

    /** Backlogs, prices, scales and passed-on work change slopes only within the rounding that a curve allows. */
    @Test
    void derivedCurvesStayConvex() {
        RandomGenerator random = new RandomStreams(4).stream("derived", 0);
        for (int i = 0; i < 20_000; i++) {
            double size = Math.pow(10, random.nextDouble(-3, 12));
            CostCurve curve = joules(computer(random))
                    .scaled(size)
                    .after(size * random.nextDouble(0, 4))
                    .times(Math.pow(10, random.nextDouble(-9, 3)))
                    .orPassedOn(size * random.nextDouble(0, 5), random.nextDouble(0, 60))
                    .scaled(random.nextDouble());
            assertThat(curve.after(size * random.nextDouble(0, 2)).lastSlope()).isEqualTo(curve.lastSlope());
        }
    }

    /** At the critical speed the energy has no kink, also not by rounding. */
    @Test
    void criticalSpeedIsNoKink() {
        RandomGenerator random = new RandomStreams(5).stream("critical", 0);
        for (int i = 0; i < 2_000; i++) {
            var clock = new Computer(3, random.nextDouble(0.5, 2), Optional.of(new Dvfs(random.nextDouble(0, 20), 0)));
            CostCurve curve = joules(clock).after(random.nextDouble()).scaled(random.nextDouble(0.01, 100));
            assertThat(curve.nearestKink(0)).as("%s", clock).isEmpty();
        }
    }

    /** Many rows on a line have one slope, up to rounding, and it does not fall. */
    @Test
    void rowsOnLineAreConvex() {
        RandomGenerator random = new RandomStreams(6).stream("rows", 0);
        for (int i = 0; i < 200; i++) {
            double slope = random.nextDouble(0, 10);
            List<Row> rows = random.doubles(200, 0.1, 100)
                    .sorted()
                    .mapToObj(work -> new Row(work, slope * work))
                    .toList();
            CostCurve curve = joules(new Computer(1, 1, Optional.of(new Table(rows))));
            assertThat(curve.cost(100)).isCloseTo(100 * slope, within(1e-11 * slope));
        }
    }

    @Test
    void kinksBelongToBothSides() {
        var curve = new CostCurve(List.of(new Piece(0, 1), new Piece(2, 3), new Piece(4, 3), new Piece(5, 4)));
        assertThat(curve.slopeBelow(0)).isEqualTo(1);
        assertThat(curve.slopeBelow(2)).isEqualTo(1);
        assertThat(curve.slopeAbove(2)).isEqualTo(3);
        assertThat(curve.cost(6)).isEqualTo(2 + 6 + 3 + 4);
        assertThat(curve.nearestKink(3.4)).hasValue(2);
        assertThat(curve.nearestKink(3.6)).hasValue(5);
        assertThat(curve.after(1).nearestKink(0)).hasValue(1);
        assertThat(curve.scaled(10).cost(60)).isEqualTo(150);
        assertThat(curve.loadAt(2)).isEqualTo(2);
        assertThat(curve.loadAt(3)).isEqualTo(2);
        assertThat(curve.loadAt(1)).isZero();
        assertThat(curve.nearestKink(3.5))
                .as("the first of two that are equally near")
                .hasValue(2);
        assertThat(curve.lastKink()).isEqualTo(5);
        assertThat(curve.lastSlope()).isEqualTo(4);
        assertThat(new CostCurve(List.of(new Piece(0, 1))).nearestKink(1)).isEmpty();
    }

    /** Slopes 3, then 1 + 3 x 0.5 (z + 2)^2 from load 1 on, with a kink at 1. */
    @Test
    void cubicPieceHasOffset() {
        var curve = new CostCurve(List.of(new Piece(0, 3), new Piece(1, 1, 0.5, 2)));
        assertThat(curve.cost(2)).isEqualTo(3 + 1 + 0.5 * (27 - 8));
        assertThat(curve.slopeAbove(1)).isEqualTo(7);
        assertThat(curve.slopeBelow(1)).isEqualTo(3);
        assertThat(curve.curvatureAbove(2)).isEqualTo(9);
        assertThat(curve.curvatureBelow(1)).isZero();
        assertThat(curve.curvatureBelow(2)).isEqualTo(9);
        assertThat(curve.loadAt(1 + 1.5 * 9)).isCloseTo(2, within(1e-12));
        assertThat(curve.nearestKink(9)).hasValue(1);
        assertThat(curve.lastSlope()).isInfinite();
        assertThat(curve.scaled(10).cost(20)).isCloseTo(135, within(1e-12));
        assertThat(curve.scaled(10).curvatureAbove(20)).isCloseTo(0.9, within(1e-12));
        assertThat(curve).isNotEqualTo(curve.times(2)).isEqualTo(curve.times(1)).hasSameHashCodeAs(curve.times(1));
        assertThat(curve).hasToString("CostCurve" + curve.pieces());
    }

    /** A clock that slows down only down to its highest speed, and a table on a line. */
    @Test
    void linearEnergyIsSpecialCase() {
        var clock = new Computer(3, 0.5, Optional.of(new Dvfs(0, 3)));
        var line = new Computer(3, 0.5, Optional.of(new Table(List.of(new Row(1, 4.5), new Row(6, 27)))));
        var expected = new CostCurve(List.of(new Piece(0, 4.5), new Piece(6, 9)));
        assertThat(joules(clock).orPassedOn(6, 9)).isEqualTo(expected);
        assertThat(joules(line).orPassedOn(6, 9)).isEqualTo(expected);
    }

    @Test
    void hullIsBelowRowsAndConvex() {
        var table = new Table(List.of(new Row(1, 5), new Row(2, 6), new Row(3, 7), new Row(4, 10)));
        assertThat(joules(new Computer(1, 1, Optional.of(table))).pieces())
                .containsExactly(new Piece(0, 7.0 / 3), new Piece(3, 3));
        assertThat(EnergyCurves.largestDistance(table)).isCloseTo((5 - 7.0 / 3) / 10, within(1e-15));
    }

    @Test
    void badCurvesAreRefused() {
        assertThatThrownBy(() -> new CostCurve(List.of(new Piece(1, 1)))).hasMessageContaining("first load");
        assertThatThrownBy(() -> new CostCurve(List.of(new Piece(0, 1), new Piece(0, 2))))
                .hasMessageContaining("rise");
        assertThatThrownBy(() -> new CostCurve(List.of(new Piece(0, 2), new Piece(1, Math.nextDown(2.0)))))
                .hasMessageContaining("fall");
        assertThatThrownBy(() -> new CostCurve(List.of(new Piece(0, 2), new Piece(1, 1))))
                .hasMessageContaining("fall");
        assertThatThrownBy(() ->
                        new CostCurve(List.of(new Piece(0, 2), new Piece(1, 0, 2 - 1e-12, Math.sqrt(1 / 3.0)))))
                .hasMessageContaining("fall");
        assertThatThrownBy(() -> new Computer(1, 1, Optional.of(new Dvfs(1, 2))))
                .hasMessageContaining("leastWorkPerSecond");
        assertThatThrownBy(() -> new Table(List.of(new Row(1, 1)))).hasMessageContaining("rows");
        assertThatThrownBy(() -> new Table(List.of(new Row(1, 2), new Row(2, 1))))
                .hasMessageContaining("fall");
    }
}
