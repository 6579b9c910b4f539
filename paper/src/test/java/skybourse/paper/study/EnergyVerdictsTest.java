package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.Verdict;

/** Verdicts on energy models from artificial numbers; one changed number changes the verdict of one model. */
class EnergyVerdictsTest {

    private static final Numbers LINEAR = Numbers.of(Map.of(
            "iterationsToRest", 10.0,
            "restCertified", 1.0,
            "certified", 1.0,
            "mobilePricePerMegabit", 4.0,
            "fixedPricePerMegabit", 3.0,
            "met", 100.0,
            "leaderPrice", 4.0));

    private static Finding energy(String subject, Numbers numbers) {
        return MadeTables.finding(Shipped.named("energy"), MadeTables.full(Shipped.named("energy"), numbers), subject);
    }

    private static void assertOnlySensitive(String aspect, String model, Numbers numbers) {
        for (String any : new String[] {"dvfs", "table", "idle"}) {
            assertThat(energy(aspect + ", " + any, numbers).verdict())
                    .as(any)
                    .isEqualTo(any.equals(model) ? Verdict.SENSITIVE : Verdict.ROBUST);
        }
    }

    @Test
    void convergenceIsJudgedByIterationsEndsAndGapsBeforeRepair() {
        assertOnlySensitive("convergence", "none", LINEAR);
        assertOnlySensitive("convergence", "none", LINEAR.but("energy", "dvfs", "iterationsToRest", 12));
        assertOnlySensitive("convergence", "dvfs", LINEAR.but("energy", "dvfs", "iterationsToRest", 12.1));
        assertOnlySensitive("convergence", "idle", LINEAR.but("energy", "idle", "unsettled", 1));
        assertOnlySensitive("convergence", "table", LINEAR.but("energy", "table", "restEpsilon", 2e-5));
        assertOnlySensitive("convergence", "none", LINEAR.but("energy", "table", "restEpsilon", 9e-6));
        assertOnlySensitive("convergence", "none", LINEAR.but("energy", "table", "restCertified", 0));
        assertOnlySensitive("convergence", "none", LINEAR.but("energy", "linear", "restEpsilon", 1));
    }

    /** The measured number is one that decides, and the table names the criteria that a row does not meet. */
    @Test
    void findingNamesCriteriaThatAreNotMet() {
        Finding settled = energy("convergence, idle", LINEAR.but("energy", "idle", "unsettled", 1));
        assertThat(settled.measured().name()).startsWith("difference to linear of the share that does not converge");
        assertThat(settled.measured().value().mean()).isCloseTo(100, within(1e-9));
        assertThat(MadeTables.row(settled, "idle 30 %, Newton (not met: converged)"))
                .startsWith(10.0, 0.0, 100.0, 100.0, 100.0, 0.0);
        Finding slow = energy("convergence, dvfs", LINEAR.but("energy", "dvfs", "iterationsToRest", 13));
        assertThat(slow.measured().name()).contains("iterations");
        assertThat(slow.measured().value().mean()).isCloseTo(30, within(1e-9));
        assertThat(MadeTables.rounded(slow, "dvfs, best responses (not met: iterations)"))
                .startsWith(13.0, 30.0);
    }

    /** A wide interval that includes 0 has the smaller lower limit, but decides nothing. */
    @Test
    void measuredIntervalIsThatOfSolverThatDecides() {
        Numbers gaps = place -> {
            boolean isFar = place.has("solver", "newton")
                    ? place.has("energy", "dvfs") && place.seed() <= 6
                    : place.has("energy", "dvfs") && place.seed() <= 22
                            || place.has("energy", "linear") && place.seed() > 42;
            return isFar && place.column().equals("restEpsilon") ? 1 : LINEAR.at(place);
        };
        Finding dvfs = energy("convergence, dvfs", gaps);
        assertThat(dvfs.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(dvfs.measured().value().mean()).isCloseTo(-10, within(1e-9));
        assertThat(dvfs.measured().value().high()).isNegative();
        assertThat(MadeTables.row(dvfs, "dvfs, Newton (not met: small gap)")).hasSize(11);
        assertThat(MadeTables.rounded(dvfs, "dvfs, best responses").get(5)).isEqualTo(-6.666667);
    }

    @Test
    void existenceIsJudgedByCertifiedFixedPrices() {
        Numbers none = LINEAR.but("energy", "idle", "certified", 0).but("energy", "idle", "epsilon", 0.2);
        assertOnlySensitive("existence of an equilibrium", "none", LINEAR);
        assertOnlySensitive("existence of an equilibrium", "idle", none);
        Finding idle = energy("existence of an equilibrium, idle", none);
        assertThat(idle.measured().value().mean()).isCloseTo(-100, within(1e-9));
        assertThat(MadeTables.row(idle, "linear, Newton")).startsWith(100.0, 0.0, 100.0, 0.0);
        assertThat(MadeTables.row(idle, "idle 30 %, best responses")).startsWith(0.0, -100.0, 0.0, 0.2);
    }

    /** Only markets without certified fixed prices count. */
    @Test
    void mixedPricesAnswerMarketsWithoutFixedPrices() {
        String subject = "mixed prices with idle power";
        assertThat(energy(subject, LINEAR).verdict()).isEqualTo(Verdict.NOT_ASKED);
        Numbers answered = LINEAR.butIn("models", "certified", 0);
        assertThat(energy(subject, answered).verdict()).isEqualTo(Verdict.ROBUST);
        assertThat(energy(subject, answered).table().rows()).hasSize(20);
        Numbers one = place -> place.sweep().equals("mixed")
                        && place.seed() == 60
                        && place.column().equals("certified")
                ? 0
                : answered.at(place);
        assertThat(energy(subject, one).verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(energy(subject, one).measured().value().mean()).isCloseTo(100 * 59 / 60.0, within(1e-9));
    }

    @Test
    void idlePowerIsComparedWithFixedPricesOfLinearEnergy() {
        assertThat(energy("idle power", LINEAR).verdict()).isEqualTo(Verdict.ROBUST);
        Finding mixed = energy("idle power", LINEAR.but("idleShare", "0.7", "randomizing", 1));
        assertThat(mixed.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(MadeTables.row(mixed, "0.7 of full power")).startsWith(100.0, 0.0, -100.0, 100.0);
        assertThat(MadeTables.row(mixed, "0.9 of full power")).startsWith(100.0, 100.0, 0.0, 100.0);
    }

    @Test
    void pricesAreComparedByMarket() {
        assertThat(energy("prices and loads", LINEAR).verdict()).isEqualTo(Verdict.ROBUST);
        Finding higher = energy("prices and loads", LINEAR.but("energy", "table", "fixedPricePerMegabit", 3.3));
        assertThat(higher.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(MadeTables.rounded(higher, "table")).startsWith(100.0, 4.0, 0.0, 3.3, 10.0);
        assertThat(MadeTables.rounded(higher, "dvfs")).startsWith(0.0, 4.0, 0.0, 3.0, 0.0);
    }

    @Test
    void batteriesAreComparedWithConstantPrice() {
        assertThat(energy("batteries of wireless agents", LINEAR).verdict()).isEqualTo(Verdict.ROBUST);
        Finding more = energy("batteries of wireless agents", LINEAR.but("scarcity", "2", "metGap", 20));
        assertThat(more.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(more.measured().value().mean()).isCloseTo(25, within(1e-9));
    }
}
