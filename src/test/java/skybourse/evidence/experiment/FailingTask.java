package skybourse.evidence.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;

/** Halves even seeds and fails on odd ones. */
record FailingTask() implements CellTask {

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public SequencedMap<String, String> axes() {
        return new LinkedHashMap<>(Map.of("size", "1"));
    }

    @Override
    public List<String> keys() {
        return List.of();
    }

    @Override
    public List<String> values() {
        return List.of("half");
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        settings.count("size", 1);
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        if (seed % 2 != 0) {
            throw new IllegalStateException("seed must be even: " + seed);
        }
        return List.of(new double[] {seed / 2.0});
    }
}
