package skybourse.evidence.overtime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.Metric;
import skybourse.round.simulation.SlotStage;

/** Simulation of markets of different sizes. Measures their results, and the time and memory that they take on the machine. */
public final class ScalingMarketTask {

    private static final double MICROS = 1e6;
    private static final double NINETY_NINE = 0.99;
    private static final int LEAST_SLOTS = 4;

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("leaders", "leaders", "that sell computing"),
            new MeasuredColumn(
                    "rounds", "iterations", "iterations from the last quotes to convergence, mean over slots"),
            new MeasuredColumn(
                    "epsPrices", "relative", "largest deviation gap at the quotes, mean over certified slots"),
            new MeasuredColumn("certified", "share", "certified slots whose prices are certified"),
            new MeasuredColumn("lots", "lots", "sold in tier 2, mean over slots"),
            new MeasuredColumn("deadlines", "share", "tasks completed by their deadline, mean over slots"),
            new MeasuredColumn("ledger", "number", "first 48 bits of the SHA-256 of the last slot's payments"),
            MeasuredColumn.ofMachine("secondsASlot", "s", "duration of a slot, median"),
            MeasuredColumn.ofMachine(
                    "load99", "share", "99th percentile of slot durations relative to the slot length"),
            MeasuredColumn.ofMachine("worldMicros", "µs", "per task and slot: places, channels, arrivals"),
            MeasuredColumn.ofMachine("pricesMicros", "µs", "per task and slot: prices"),
            MeasuredColumn.ofMachine("decisionsMicros", "µs", "per task and slot: decisions of wireless agents"),
            MeasuredColumn.ofMachine("auctionMicros", "µs", "per task and slot: tier 2"),
            MeasuredColumn.ofMachine("booksMicros", "µs", "per task and slot: ledger and invariants"),
            MeasuredColumn.ofMachine("measuresMicros", "µs", "per task and slot: certificates"),
            MeasuredColumn.ofMachine("allMicros", "µs", "per task and slot: all"),
            MeasuredColumn.ofMachine("worldBytes", "bytes", "allocated per task and slot: places, channels, arrivals"),
            MeasuredColumn.ofMachine("pricesBytes", "bytes", "allocated per task and slot: prices"),
            MeasuredColumn.ofMachine(
                    "decisionsBytes", "bytes", "allocated per task and slot: decisions of wireless agents"),
            MeasuredColumn.ofMachine("auctionBytes", "bytes", "allocated per task and slot: tier 2"),
            MeasuredColumn.ofMachine("booksBytes", "bytes", "allocated per task and slot: ledger and invariants"),
            MeasuredColumn.ofMachine("measuresBytes", "bytes", "allocated per task and slot: certificates"),
            MeasuredColumn.ofMachine("allBytes", "bytes", "allocated per task and slot: all"),
            MeasuredColumn.ofMachine("liveBytes", "bytes", "live objects at the end per wireless agent"));

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

    private static ScalingMarket market(GridPoint settings, long seed) {
        return new ScalingMarket(
                settings.count("agents", 1),
                settings.constant("prices", ScalingMarket.Prices.class),
                settings.count("slots", LEAST_SLOTS),
                seed,
                settings.count("threads", 1));
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
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
