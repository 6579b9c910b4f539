package skybourse.evidence.overtime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Column;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.round.dynamics.Metric;
import skybourse.round.simulation.Part;

/** Simulation of markets of different size: results, and time and memory of the machine. */
public final class MarketAtSizeTask {

    private static final double MICROS = 1e6;
    private static final double NINETY_NINE = 0.99;
    private static final int LEAST_SLOTS = 4;

    private static final List<Column> COLUMNS = Column.list("""
            leaders | leaders | that sell computing
            rounds | iterations | iterations from the last quotes to convergence, mean over slots
            epsPrices | relative | largest deviation gap at the quotes, mean over certified slots
            certified | share | certified slots whose prices are certified
            lots | lots | sold in tier 2, mean over slots
            deadlines | share | tasks completed by their deadline, mean over slots
            ledger | number | first 48 bits of the SHA-256 of the last slot's payments
            secondsASlot | s | duration of a slot, median | of this machine
            load99 | share | 99th percentile of slot durations relative to the slot length | of this machine
            worldMicros | µs | per task and slot: places, channels, arrivals | of this machine
            pricesMicros | µs | per task and slot: prices | of this machine
            decisionsMicros | µs | per task and slot: decisions of wireless agents | of this machine
            auctionMicros | µs | per task and slot: tier 2 | of this machine
            booksMicros | µs | per task and slot: ledger and invariants | of this machine
            measuresMicros | µs | per task and slot: certificates | of this machine
            allMicros | µs | per task and slot: all | of this machine
            worldBytes | bytes | allocated per task and slot: places, channels, arrivals | of this machine
            pricesBytes | bytes | allocated per task and slot: prices | of this machine
            decisionsBytes | bytes | allocated per task and slot: decisions of wireless agents | of this machine
            auctionBytes | bytes | allocated per task and slot: tier 2 | of this machine
            booksBytes | bytes | allocated per task and slot: ledger and invariants | of this machine
            measuresBytes | bytes | allocated per task and slot: certificates | of this machine
            allBytes | bytes | allocated per task and slot: all | of this machine
            liveBytes | bytes | live objects at the end per wireless agent | of this machine
            """);

    public static final CellTask TASK = CellTask.of(
                    "market-at-size",
                    CellTask.axes("agents=1000 prices=solved slots=100 threads=1"),
                    COLUMNS,
                    (settings, _) -> market(settings, 1),
                    MarketAtSizeTask::run)
            .withEffort(settings ->
                    1e-3 * settings.count("agents", 1) * market(settings, 1).slots())
            .withMebibytes(settings -> market(settings, 1).mebibytes());

    private MarketAtSizeTask() {}

    private static MarketAtSize market(Settings settings, long seed) {
        return new MarketAtSize(
                settings.count("agents", 1),
                settings.constant("prices", MarketAtSize.Prices.class),
                settings.count("slots", LEAST_SLOTS),
                seed,
                settings.count("threads", 1));
    }

    private static List<double[]> run(Settings settings, long seed, Worlds worlds) {
        SizedSlots slots = market(settings, seed).play();
        double tasks = slots.agents();
        DoubleStream played = DoubleStream.of(
                slots.leaders(),
                slots.mean(Metric.ROUNDS),
                slots.mean(Metric.EPS_PRICES),
                slots.mean(Metric.CERTIFIED),
                slots.mean(Metric.LOTS),
                slots.mean(Metric.DEADLINES),
                slots.ledger(),
                slots.seconds(0.5),
                slots.seconds(NINETY_NINE) / slots.slotSeconds());
        DoubleStream micros =
                Arrays.stream(Part.values()).mapToDouble(part -> MICROS * slots.seconds(part, 0.5) / tasks);
        DoubleStream bytes = Arrays.stream(Part.values()).mapToDouble(part -> slots.allocated(part) / tasks);
        DoubleStream allMicros = DoubleStream.of(MICROS * slots.seconds(0.5) / tasks);
        DoubleStream allBytes = DoubleStream.of(slots.allocated() / tasks, slots.liveBytes() / tasks);
        return List.of(Stream.of(played, micros, allMicros, bytes, allBytes)
                .flatMapToDouble(Function.identity())
                .toArray());
    }
}
