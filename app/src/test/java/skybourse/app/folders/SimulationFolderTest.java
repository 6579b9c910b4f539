package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.ReportPage;
import skybourse.app.report.simulation.SimulationPage;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.base.numeric.TaskRunner;
import skybourse.files.codec.RunManifest;
import skybourse.files.codec.SimulationCheckpointFile;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.text.InvalidInputException;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.market.ResaleMarket;
import skybourse.round.simulation.SlotResult;
import skybourse.round.simulation.SlotStage;
import skybourse.testing.LossyDisk;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/** A simulation that is killed anywhere and continued has the same bytes as an uninterrupted one. */
class SimulationFolderTest {

    private static final int SLOTS = 60;
    private static final int KILLS = 60;

    @TempDir
    private Path temp;

    private DynamicScenario market;

    @BeforeEach
    void read() {
        market = ScenarioFileReader.readOverTime(Path.of("examples/campus-over-time.yaml"));
    }

    private static AuctionRule rule(ResaleMarket sold) {
        return new DoubleDutch(
                sold.buyersStartTicks(),
                sold.sellersStartTicks(),
                TurnOrder.SHORTER,
                ClearingRule.MIDPOINT,
                new FixedStep(1));
    }

    private SimulationPlan plan(long seed, int slots, int threads) {
        var solver = SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", threads), 1e-6, threads);
        var setup = SimulationSetupBuilder.builder()
                .scenario(market.scenario())
                .dynamics(market.dynamics())
                .seed(seed)
                .frozen(false)
                .solver(solver)
                .certifyEvery(10)
                .mechanism(SimulationFolderTest::rule)
                .tasks(TaskRunner.CALLER)
                .build();
        var manifest = new RunManifest(
                new ResultProvenance("0.0.0", "0", "simulate"),
                List.of("--seed=" + seed, SimulationPlan.SLOTS + slots));
        return SimulationPlanBuilder.builder()
                .market(market)
                .setup(setup)
                .manifest(manifest)
                .slots(slots)
                .placesEvery(3)
                .hasLedger(true)
                .page(ReportPage.Form.FOLDER)
                .prices(new double[0])
                .build();
    }

    /** Ignores all events and never stops. */
    private static class SilentListener implements SimulationFolder.SlotListener {

        @Override
        public void accept(SlotStage part) {}

        @Override
        public double[] takeSeconds() {
            return new double[SlotStage.values().length];
        }

        @Override
        public void slotWritten(SlotResult slot) {}

        @Override
        public boolean stops() {
            return false;
        }
    }

    /** Simulates a kill. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Kills after a number of stages of slots; a slot's lines are written after its last stage. */
    private static final class Killer extends SilentListener {

        private int remaining;

        Killer(int parts) {
            remaining = parts;
        }

        @Override
        public void accept(SlotStage part) {
            countDown();
        }

        @Override
        public void slotWritten(SlotResult slot) {
            countDown();
        }

        private void countDown() {
            if (remaining-- == 0) {
                throw new Killed();
            }
        }
    }

    private FolderDigests simulate(Path folder, SimulationPlan plan, long saveEvery) {
        try (SimulationFolder simulation = SimulationFolder.begin(folder, plan)) {
            assertThat(simulation.play(saveEvery, new SilentListener())).isTrue();
        }
        return FolderDigests.read(folder);
    }

    @Test
    void killsThreadsAndCheckpointsDoNotChangeBytes() throws IOException {
        FolderDigests uninterrupted = simulate(temp.resolve("once"), plan(1, SLOTS, 1), 100);
        assertThat(uninterrupted.byName()).hasSize(15).doesNotContainKey(SlotCsvTables.TIMING);
        assertThat(simulate(temp.resolve("often"), plan(1, SLOTS, 2), 7)).isEqualTo(uninterrupted);
        Random random = new Random(1);
        Path folder = temp.resolve("killed");
        SimulationFolder.begin(folder, plan(1, SLOTS, 1)).close();
        int kills = 0;
        for (boolean isDone = false; !isDone; ) {
            int parts = kills < KILLS ? random.nextInt(18) : Integer.MAX_VALUE;
            try (SimulationFolder resumed = SimulationFolder.resume(folder, plan(1, SLOTS, 1 + kills % 2))) {
                isDone = resumed.play(1 + random.nextInt(2), new Killer(parts));
            } catch (Killed e) {
                kills++;
                writePartialFiles(folder, random);
            }
        }
        assertThat(kills).isGreaterThanOrEqualTo(50);
        assertThat(FolderDigests.read(folder)).isEqualTo(uninterrupted);
        assertThat(FolderVerification.present(folder)).isEqualTo(uninterrupted);
        assertThat(Files.readAllLines(folder.resolve(SlotCsvTables.TIMING))).hasSize(2 + SLOTS);
    }

    /** Writes partial lines and a partial checkpoint, as a kill leaves them. */
    private static void writePartialFiles(Path folder, Random random) throws IOException {
        for (String name :
                List.of(SlotCsvTables.SLOTS, SlotCsvTables.LEADERS, SlotCsvTables.LEDGER, SlotCsvTables.TIMING)) {
            if (random.nextBoolean()) {
                Files.writeString(folder.resolve(name), "9,half a li", StandardOpenOption.APPEND);
            }
        }
        byte[] saved = Files.readAllBytes(folder.resolve(SimulationFolder.CHECKPOINT));
        Files.write(
                folder.resolve("." + SimulationFolder.CHECKPOINT + ".1.tmp"),
                Arrays.copyOf(saved, random.nextInt(saved.length)));
    }

    /** Cuts the power before every sixth disk operation; the disk loses some or all of the unsynced data. */
    @Tag("slow")
    @Test
    void powerCutsDoNotChangeResult() throws IOException {
        FolderDigests uninterrupted = simulate(temp.resolve("once"), plan(1, 2, 1), 1);
        int cut = 1;
        for (boolean isDone = false; !isDone; cut += 6) {
            var disk = new LossyDisk(temp.resolve("disk-" + cut));
            Path folder = disk.path("it");
            disk.cutBefore(cut);
            try (SimulationFolder simulation = SimulationFolder.begin(folder, plan(1, 2, 1))) {
                isDone = simulation.play(1, new SilentListener());
            } catch (LossyDisk.PowerCut e) {
                // continues below
            }
            disk.restart((cut % 4 - 1) / 4.0);
            try (SimulationFolder resumed = SimulationFolder.isSaved(folder)
                    ? SimulationFolder.resume(folder, plan(1, 2, 1))
                    : SimulationFolder.begin(folder, plan(1, 2, 1))) {
                assertThat(resumed.play(1, new SilentListener())).isTrue();
            }
            assertThat(FolderDigests.read(folder)).as("cut %d", cut).isEqualTo(uninterrupted);
            assertThat(FolderVerification.present(folder)).as("cut %d", cut).isEqualTo(uninterrupted);
        }
        assertThat(cut).isGreaterThan(50);
    }

    @Test
    void writesCheckpointEveryThreeSlots() {
        Path folder = temp.resolve("it");
        List<Long> saved = new ArrayList<>();
        try (SimulationFolder simulation = SimulationFolder.begin(folder, plan(1, 7, 1))) {
            simulation.play(3, new SilentListener() {
                @Override
                public void slotWritten(SlotResult slot) {
                    saved.add(SimulationFolder.savedSlot(folder));
                }
            });
        }
        assertThat(saved).containsExactly(0L, 0L, 0L, 3L, 3L, 3L, 6L);
        assertThat(SimulationFolder.savedSlot(folder)).isEqualTo(7);
    }

    @Test
    void resumedSimulationAppendsSlots() throws IOException {
        FolderDigests uninterrupted = simulate(temp.resolve("once"), plan(2, 20, 1), 100);
        Path folder = temp.resolve("twice");
        simulate(folder, plan(2, 12, 1), 100);
        long[] earlier = {Long.MAX_VALUE};
        try (SimulationFolder resumed = SimulationFolder.resume(folder, plan(2, 20, 1))) {
            assertThat(resumed.slot()).isEqualTo(12);
            resumed.play(100, new SilentListener() {
                @Override
                public void slotWritten(SlotResult slot) {
                    earlier[0] = Math.min(earlier[0], slot.slot());
                }
            });
        }
        assertThat(earlier[0]).isEqualTo(12);
        assertThat(FolderDigests.read(folder)).isEqualTo(uninterrupted);
    }

    @Test
    void stoppedSimulationHasCheckpoint() {
        Path folder = temp.resolve("stopped");
        int[] slots = {0};
        try (SimulationFolder simulation = SimulationFolder.begin(folder, plan(1, 20, 1))) {
            assertThat(simulation.play(100, new SilentListener() {
                        @Override
                        public void slotWritten(SlotResult slot) {
                            slots[0]++;
                        }

                        @Override
                        public boolean stops() {
                            return slots[0] == 7;
                        }
                    }))
                    .isFalse();
        }
        assertThat(SimulationFolder.savedSlot(folder)).isEqualTo(7);
        assertThat(folder.resolve(FolderDigests.FILE)).doesNotExist();
    }

    @Test
    void rejectsResumingWithOtherPlan() {
        Path folder = temp.resolve("mine");
        simulate(folder, plan(1, 3, 1), 100);
        SimulationPlan other = plan(2, 3, 1);
        assertThatThrownBy(() -> SimulationFolder.resume(folder, other))
                .hasMessageContaining("checkpoint.bin: seed must be the seed of the simulation, 2: 1");
        market = ScenarioFileReader.readOverTime(Path.of("examples/one-slot.yaml"));
        SimulationPlan another = plan(1, 3, 1);
        assertThatThrownBy(() -> SimulationFolder.resume(folder, another))
                .hasMessageContaining(
                        "checkpoint.bin: spec must be the hash of the folder's scenario, tables and options");
        read();
        SimulationPlan shorter = plan(1, 2, 1);
        assertThatThrownBy(() -> SimulationFolder.resume(folder, shorter))
                .hasMessageContaining("--slots: must be at least the 3 slots that are simulated already: 2");
        SimulationPlan same = plan(1, 3, 1);
        var manifest = new RunManifest(
                new ResultProvenance("0.0.1", "0", "simulate"), same.manifest().options());
        var newer = SimulationPlanBuilder.builder()
                .market(market)
                .setup(same.setup())
                .manifest(manifest)
                .slots(3)
                .placesEvery(3)
                .hasLedger(true)
                .page(ReportPage.Form.FOLDER)
                .prices(new double[0])
                .build();
        assertThatThrownBy(() -> SimulationFolder.resume(folder, newer))
                .hasMessageContaining("version must be that of this program, 0.0.1: 0.0.0");
        assertThat(FolderVerification.present(folder)).isEqualTo(FolderDigests.read(folder));
    }

    @Test
    void rejectsResumingFromChangedFiles() throws IOException {
        Path folder = temp.resolve("mine");
        SimulationPlan plan = plan(1, 3, 1);
        simulate(folder, plan, 100);
        Path slots = folder.resolve(SlotCsvTables.LEADERS);
        byte[] all = Files.readAllBytes(slots);
        Files.write(slots, Arrays.copyOf(all, all.length - 1));
        assertThatThrownBy(() -> SimulationFolder.resume(folder, plan))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "leaders.csv: must have the " + all.length + " bytes of slot 3 or more: " + (all.length - 1));
        Path saved = folder.resolve(SimulationFolder.CHECKPOINT);
        byte[] bytes = Files.readAllBytes(saved);
        for (int at : new int[] {0, 20, bytes.length / 2, bytes.length - 1}) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(saved, changed);
            assertThatThrownBy(() -> SimulationFolder.resume(folder, plan))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("checkpoint.bin: must be unchanged, with its digest at the end");
        }
        Files.write(saved, new byte[0]);
        assertThatThrownBy(() -> SimulationFolder.resume(folder, plan)).isInstanceOf(InvalidInputException.class);
    }

    /** Like a full disk: the write fails halfway. */
    @Test
    void failedWriteKeepsOldCheckpoint() throws IOException {
        Path file = Files.writeString(temp.resolve(SimulationFolder.CHECKPOINT), "old");
        var heading = new SimulationCheckpointFile.Heading("0", "0", 1, 1, new TreeMap<>());
        TextFiles.Content content = stream -> SimulationCheckpointFile.write(stream, heading, state -> {
            state.numbers(new double[100_000]);
            throw new UncheckedIOException(new IOException("No space left on device"));
        });
        assertThatThrownBy(() -> TextFiles.write(file, content))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("checkpoint.bin cannot be written: No space left on device");
        assertThat(file).hasContent("old");
        assertThat(temp.toFile().list()).containsExactly(SimulationFolder.CHECKPOINT);
    }

    @Test
    void rejectsFolderInUse() {
        Path folder = temp.resolve("mine");
        try (SimulationFolder simulation = SimulationFolder.begin(folder, plan(1, 3, 1))) {
            assertThat(simulation.slot()).isZero();
            assertThatThrownBy(() -> SimulationFolder.resume(folder, plan(1, 3, 1)))
                    .hasMessageContaining("must not be in use: another program has it open");
        }
    }

    /** A finished simulation that is resumed for more slots is unfinished: the files of its end are deleted. */
    @Test
    void resumingDeletesFilesOfFinishedSimulation() throws IOException {
        Path folder = temp.resolve("mine");
        simulate(folder, plan(1, 3, 1), 100);
        List<String> finalFiles =
                List.of(FolderDigests.FILE, SlotCsvTables.BALANCES, SlotCsvTables.ENERGY, SimulationPage.FILE);
        assertThat(finalFiles)
                .allSatisfy(name -> assertThat(folder.resolve(name)).exists());
        assertThat(SimulationFolder.isBegun(folder)).isFalse();
        SimulationPlan longer = plan(1, 5, 1);
        SimulationFolder.resume(folder, longer).close();
        assertThat(finalFiles)
                .allSatisfy(name -> assertThat(folder.resolve(name)).doesNotExist());
        assertThat(SimulationFolder.isBegun(folder)).isTrue();
        assertThat(folder.resolve(RunFiles.MANIFEST))
                .hasContent(longer.manifest().text());
        assertThat(Files.readAllLines(folder.resolve(SlotCsvTables.TIMING))).hasSize(2 + 3);
    }
}
