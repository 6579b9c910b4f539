package skybourse.paper.study;

import skybourse.paper.experiment.Experiment;

/** Shipped experiments, for tests. */
final class Shipped {

    private Shipped() {}

    static Experiment named(String name) {
        return Experiments.named(name).orElseThrow();
    }

    /** Returns figure 6 or 7, which compare learners by this column. */
    static Experiment rivals(String column) {
        return named(column.equals("messages") ? "figure-7" : "figure-6");
    }
}
