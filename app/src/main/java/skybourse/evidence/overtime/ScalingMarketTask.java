package skybourse.evidence.overtime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Column;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Settings;
import skybourse.round.dynamics.Metric;
import skybourse.round.simulation.SlotStage;

/** Simulation of markets of different sizes. Measures their results, and the time and memory that they take on the machine. */
public final class ScalingMarketTask {

    private static final double MICROS = 1e6;
    private static final double NINETY_NINE = 0.99;
    private static final int LEAST_SLOTS = 4;

    private static final List<Column> COLUMNS = List.of(
            new Column("leaders", "leaders", "that sell computing"),
            new Column("rounds", "iterations", "iterations from the last quotes to convergence, mean over slots"),
            new Column("epsPrices", "relative", "largest deviation gap at the quotes, mean over certified slots"),
            new Column("certified", "share", "certified slots whose prices are certified"),
            new Column("lots", "lots", "sold in tier 2, mean over slots"),
            new Column("deadlines", "share", "tasks completed by their deadline, mean over slots"),
            new Column("ledger", "number", "first 48 bits of the SHA-256 of the last slot's payments"),
            Column.ofMachine("secondsASlot", "s", "duration of a slot, median"),
            Column.ofMachine("load99", "share", "99th percentile of slot durations relative to the slot length"),
            Column.ofMachine("worldMicros", "µs", "per task and slot: places, channels, arrivals"),
            Column.ofMachine("pricesMicros", "µs", "per task and slot: prices"),
            Column.ofMachine("decisionsMicros", "µs", "per task and slot: decisions of wireless agents"),
            Column.ofMachine("auctionMicros", "µs", "per task and slot: tier 2"),
            Column.ofMachine("booksMicros", "µs", "per task and slot: ledger and invariants"),
            Column.ofMachine("measuresMicros", "µs", "per task and slot: certificates"),
            Column.ofMachine("allMicros", "µs", "per task and slot: all"),
            Column.ofMachine("worldBytes", "bytes", "allocated per task and slot: places, channels, arrivals"),
            Column.ofMachine("pricesBytes", "bytes", "allocated per task and slot: prices"),
            Column.ofMachine("decisionsBytes", "bytes", "allocated per task and slot: decisions of wireless agents"),
            Column.ofMachine("auctionBytes", "bytes", "allocated per task and slot: tier 2"),
            Column.ofMachine("booksBytes", "bytes", "allocated per task and slot: ledger and invariants"),
            Column.ofMachine("measuresBytes", "bytes", "allocated per task and slot: certificates"),
            Column.ofMachine("allBytes", "bytes", "allocated per task and slot: all"),
            Column.ofMachine("liveBytes", "bytes", "live objects at the end per wireless agent"));

    public static final CellTask TASK = CellTask.of(
                    "market-at-size",
                    CellTask.axes("agents=1000 prices=solved slots=100 threads=1"),
                    COLUMNS,
                    (settings, _) -> market(settings, 1),
                    ScalingMarketTask::run)
            .withEffort(settings ->
                    1e-3 * settings.count("agents", 1) * market(settings, 1).slots())
            .withMebibytes(settings -> market(settings, 1).mebibytes());

    private ScalingMarketTask() {}

    private static ScalingMarket market(Settings settings, long seed) {
        return new ScalingMarket(
                settings.count("agents", 1),
                settings.constant("prices", ScalingMarket.Prices.class),
                settings.count("slots", LEAST_SLOTS),
                seed,
                settings.count("threads", 1));
    }

    private static List<double[]> run(Settings settings, long seed, ScenarioSource scenarios) {
        ScalingResult slots = market(settings, seed).play();
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
                Arrays.stream(SlotStage.values()).mapToDouble(part -> MICROS * slots.seconds(part, 0.5) / tasks);
        DoubleStream bytes = Arrays.stream(SlotStage.values()).mapToDouble(part -> slots.allocated(part) / tasks);
        DoubleStream allMicros = DoubleStream.of(MICROS * slots.seconds(0.5) / tasks);
        DoubleStream allBytes = DoubleStream.of(slots.allocated() / tasks, slots.liveBytes() / tasks);
        return List.of(Stream.of(played, micros, allMicros, bytes, allBytes)
                .flatMapToDouble(Function.identity())
                .toArray());
    }
}
