package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.round.market.UnitPacking.Place;
import skybourse.round.market.UnitPacking.ReceivedWork;
import skybourse.testing.Cases;

/** Indivisible units are packed into the leader's capacity and into lots; divisible work fills the gaps. */
class UnitPackingTest {

    /** Four units of 3 into a capacity of 7 and lots of 4: two units at the leader, one in each of two lots. */
    @Test
    void unitsFillLeaderFirst() {
        var packing = new UnitPacking(List.of(new ReceivedWork(0, 6, 2), new ReceivedWork(1, 6, 2)), 7, 4);
        assertThat(packing.lots()).containsExactly(3.0, 3.0);
        assertThat(packing.places(0)).containsExactly(new Place(0, 6, 2));
        assertThat(packing.places(1)).containsExactly(new Place(1, 3, 1), new Place(2, 3, 1));
    }

    /** Units are packed by falling size, whichever agent sent them; small units fill the remaining capacity. */
    @Test
    void largeUnitsArePackedFirst() {
        var packing = new UnitPacking(List.of(new ReceivedWork(3, 4, 4), new ReceivedWork(5, 5, 1)), 7, 4);
        assertThat(packing.places(5)).containsExactly(new Place(0, 5, 1));
        assertThat(packing.places(3)).containsExactly(new Place(0, 2, 2), new Place(1, 2, 2));
        assertThat(packing.lots()).containsExactly(2.0);
    }

    /** The leader computes the same share of each divisible task. The rest fills lots one after the other. */
    @Test
    void divisibleWorkFillsTheGaps() {
        var packing = new UnitPacking(
                List.of(new ReceivedWork(0, 3, 1), new ReceivedWork(1, 4, 0), new ReceivedWork(2, 4, 0)), 5, 3);
        assertThat(packing.places(0)).containsExactly(new Place(0, 3, 1));
        assertThat(packing.places(1)).containsExactly(new Place(0, 1, 0), new Place(1, 3, 0));
        assertThat(packing.places(2)).containsExactly(new Place(0, 1, 0), new Place(2, 3, 0));
        assertThat(packing.lots()).containsExactly(3.0, 3.0);
    }

    @Test
    void leaderWithoutLimitComputesAll() {
        var packing = new UnitPacking(
                List.of(new ReceivedWork(0, 3, 3), new ReceivedWork(1, 4, 0)), Double.POSITIVE_INFINITY, 1);
        assertThat(packing.lots()).isEmpty();
        assertThat(packing.places(0)).containsExactly(new Place(0, 3, 3));
        assertThat(packing.places(1)).containsExactly(new Place(0, 4, 0));
        assertThat(packing.places(2)).isEmpty();
    }

    private record Case(List<ReceivedWork> sent, double capacity, double lotWork) {}

    private static Case sampled(RandomGenerator random, int size) {
        List<ReceivedWork> sent = new ArrayList<>();
        int tasks = 1 + random.nextInt(1 + size);
        for (int task = 0; task < tasks; task++) {
            int units = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(6);
            double work = Math.max(1, units) * random.nextDouble(.1, 1);
            sent.add(new ReceivedWork(task, work, units));
        }
        return new Case(sent, random.nextDouble(.5, 6), random.nextDouble(1, 3));
    }

    /** All work is placed exactly once, no place exceeds its capacity, and lots are sorted by falling work. */
    @Test
    void allWorkIsPlacedWithinCapacity() {
        Cases.forAll(UnitPackingTest::sampled, sampled -> {
            var packing = new UnitPacking(sampled.sent(), sampled.capacity(), sampled.lotWork());
            List<Double> lots = packing.lots();
            double[] filled = new double[lots.size() + 1];
            for (ReceivedWork sent : sampled.sent()) {
                List<Place> places = packing.places(sent.task());
                places.forEach(place -> filled[place.lot()] += place.work());
                assertThat(places.stream().mapToInt(Place::units).sum()).isEqualTo(sent.units());
                assertThat(places.stream().mapToDouble(Place::work).sum()).isCloseTo(sent.work(), within(1e-9));
                assertThat(places)
                        .allMatch(place -> sent.units() == 0
                                || Math.abs(place.work() - place.units() * sent.work() / sent.units()) < 1e-9);
            }
            assertThat(filled[0]).isLessThanOrEqualTo(sampled.capacity() * (1 + 1e-9));
            for (int lot = 1; lot < filled.length; lot++) {
                assertThat(filled[lot])
                        .isCloseTo(lots.get(lot - 1), within(1e-9))
                        .isPositive();
                assertThat(filled[lot]).isLessThanOrEqualTo(sampled.lotWork() * (1 + 1e-9));
                assertThat(lot == 1 || lots.get(lot - 2) >= lots.get(lot - 1)).isTrue();
            }
        });
    }
}
