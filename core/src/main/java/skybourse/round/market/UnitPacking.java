package skybourse.round.market;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distribution of the work that was sent to one leader between its own computer and its lots, if some tasks consist of indivisible units. The
 * method is first-fit decreasing by work per unit. The first bin is the leader itself, and the lots follow. Divisible work fills the remaining
 * space: the leader itself takes the same share of each task, and the rest fills one lot after another. Lots are numbered from 1, the fullest
 * first. Immutable after construction.
 */
final class UnitPacking {

    private static final double ROUNDING = 1e-12;

    /**
     * Part of a task that was sent to the leader.
     *
     * @param task index of the task in its round
     * @param work in work units
     * @param units number of units; 0 if the task is divisible
     */
    record ReceivedWork(int task, double work, int units) {}

    /** Work of a task in one bin. */
    private record Share(int sent, double work, int units) {}

    private static final class Bin {
        private double room;
        private double work;
        private final List<Share> shares = new ArrayList<>();

        Bin(double room) {
            this.room = room;
        }

        void put(int sent, double amount, int units) {
            room -= amount;
            work += amount;
            shares.add(new Share(sent, amount, units));
        }
    }

    private final List<ReceivedWork> all;
    private final double lotWork;
    private final Bin own;
    private List<Bin> lots = new ArrayList<>();

    /**
     * Computes the packing.
     *
     * @param all sent parts, by ascending task
     * @param capacity work that the leader can compute itself; infinite if it computes everything
     * @param lotWork work of a lot; a larger unit gets a lot of its own size
     */
    UnitPacking(List<ReceivedWork> all, double capacity, double lotWork) {
        this.all = all;
        this.lotWork = lotWork;
        own = new Bin(capacity);
        IntStream.range(0, all.size())
                .filter(i -> all.get(i).units() > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -all.get(i).work() / all.get(i).units()))
                .forEach(this::packUnits);
        packDivisible();
        lots.sort(Comparator.comparingDouble((Bin lot) -> -lot.work));
        lots = Collections.unmodifiableList(lots);
    }

    private void packUnits(int i) {
        double work = all.get(i).work() / all.get(i).units();
        int left = fill(own, i, work, all.get(i).units());
        for (int lot = 0; left > 0; lot++) {
            if (lot == lots.size()) {
                lots.add(new Bin(Math.max(lotWork, work)));
            }
            left = fill(lots.get(lot), i, work, left);
        }
    }

    /** Puts as many units as possible into a bin. Returns the number of remaining units. */
    private static int fill(Bin bin, int i, double work, int units) {
        int count = (int) Math.clamp(Math.floor(bin.room / work * (1 + ROUNDING) + ROUNDING), 0, units);
        if (count > 0) {
            bin.put(i, count * work, count);
        }
        return units - count;
    }

    private void packDivisible() {
        double total = all.stream()
                .filter(sent -> sent.units() == 0)
                .mapToDouble(ReceivedWork::work)
                .sum();
        double share = total > 0 ? Math.clamp(own.room / total, 0, 1) : 1;
        int lot = 0;
        for (int i = 0; i < all.size(); i++) {
            double left = all.get(i).units() == 0 ? all.get(i).work() : 0;
            if (left > 0 && share > 0) {
                own.put(i, left * share, 0);
                left -= left * share;
            }
            while (left > ROUNDING * lotWork) {
                if (lot == lots.size()) {
                    lots.add(new Bin(lotWork));
                }
                double amount = Math.min(left, Math.max(0, lots.get(lot).room));
                if (amount > 0) {
                    lots.get(lot).put(i, amount, 0);
                }
                left -= amount;
                lot += left > ROUNDING * lotWork ? 1 : 0;
            }
        }
    }

    /** Returns the work in each lot, in descending order. */
    List<Double> lots() {
        return lots.stream().map(lot -> lot.work).toList();
    }

    /**
     * Assignment of work of one task.
     *
     * @param lot number of the lot; 0 for the leader itself
     * @param work in work units
     * @param units number of units; 0 if the task is divisible
     */
    record Place(int lot, double work, int units) {}

    /** Returns the assignment of a task's work: the leader itself first, then lots in order. */
    List<Place> places(int task) {
        List<Place> places = new ArrayList<>();
        for (int lot = 0; lot <= lots.size(); lot++) {
            Bin bin = lot == 0 ? own : lots.get(lot - 1);
            for (Share share : bin.shares) {
                if (all.get(share.sent()).task() == task) {
                    places.add(new Place(lot, share.work(), share.units()));
                }
            }
        }
        return places;
    }
}
