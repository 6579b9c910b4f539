package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.evidence.sweep.OneCell.assertRefused;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.evidence.sweep.OneCell;
import skybourse.evidence.sweep.SweepGrid;

class ExchangeAttackTaskTest {

    private static final String BUYERS = "WA1+WA2+WA3";

    private static SweepGrid grid(String... axes) {
        SweepGrid grid = SweepGrid.standard();
        for (int i = 0; i < axes.length; i += 2) {
            grid = grid.axis(axes[i], axes[i + 1]);
        }
        return grid;
    }

    private static ToDoubleFunction<String> cell(String... axes) {
        return OneCell.values(ExchangeAttackTask.TASK, grid(axes));
    }

    /** A mobile agent that returns nothing loses its bond. Control: without bonds it loses nothing but its profit. */
    @Test
    void bondMakesVanishingCostly() {
        var bound = cell();
        var free = cell("bond", "off");
        assertThat(bound.applyAsDouble("attackersUtility")).isLessThan(-1);
        assertThat(free.applyAsDouble("attackersUtility"))
                .as("control: no bond")
                .isCloseTo(0, within(1e-9));
        for (String column : List.of("attackersUtilityHonest", "sellersProfitHonest", "buyersBills", "doneShare")) {
            assertThat(bound.applyAsDouble(column)).as(column).isEqualTo(free.applyAsDouble(column));
        }
        assertThat(bound.applyAsDouble("attackersUtilityHonest")).isPositive();
        assertThat(bound.applyAsDouble("doneShare")).isBetween(0.3, 0.99);
        double bonds = free.applyAsDouble("attackersUtility") - bound.applyAsDouble("attackersUtility");
        assertThat(bound.applyAsDouble("buyersPaymentGain") - free.applyAsDouble("buyersPaymentGain"))
                .as("bonds are paid to buyers")
                .isCloseTo(bonds, within(1e-6));
    }

    /** Control: without stakes, rejecting good results gains if the operator errs. */
    @Test
    void stakeEndsTheGainOfRejecting() {
        String[] rejecting = {"behaviour", "reject", "attackers", BUYERS, "rulingError", "0.1", "statedError", "0"};
        double free = cell(rejecting).applyAsDouble("attackersRelativeGain");
        rejecting[7] = "0.1";
        assertThat(free).as("control: no stake").isBetween(0.1, 0.18);
        assertThat(cell(rejecting).applyAsDouble("attackersRelativeGain"))
                .as("stake for the error")
                .isLessThanOrEqualTo(0);
        rejecting[5] = "0";
        rejecting[7] = "0";
        assertThat(cell(rejecting).applyAsDouble("attackersGain"))
                .as("right rulings")
                .isCloseTo(0, within(1e-9));
    }

    /** Control: if all money is returned without a ruling, rejecting makes results free. */
    @Test
    void rejectingWithoutRulingsGainsNothing() {
        String[] unruled = {"behaviour", "reject", "attackers", BUYERS, "ruled", "off", "unruled", "returned"};
        assertThat(cell(unruled).applyAsDouble("attackersRelativeGain"))
                .as("control: money is returned")
                .isCloseTo(1, within(0.01));
        unruled[7] = "paid";
        assertThat(cell(unruled).applyAsDouble("attackersRelativeGain")).isLessThanOrEqualTo(0);
    }

    @Test
    void understatedWorthGainsByPartsAndLawRemovesIt() {
        String[] stated = {"behaviour", "misreport", "attackers", "1", "strength", "0.8", "rounds", "1", "law", "none"};
        var open = cell(stated);
        stated[9] = "20/30";
        var law = cell(stated);
        double gain = open.applyAsDouble("attackersByParts") / open.applyAsDouble("attackersByPartsHonest") - 1;
        double rest = law.applyAsDouble("attackersByParts") / law.applyAsDouble("attackersByPartsHonest") - 1;
        assertThat(gain).isBetween(0.1, 0.4);
        assertThat(rest).isLessThan(0);
        assertThat(open.applyAsDouble("buyersGain")).as("no honest buyers").isZero();
        assertThat(open.applyAsDouble("sellersGain")).isNegative();
    }

    /** A behaviour with its honest parameter changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "no-show, FA1, 0",
        "decline, AA1, 0",
        "wrong-result, FA1, 0",
        "reject, WA1, 0",
        "misreport, WA1, 1",
        "overstate, AA1, 1",
        "no-show, none, 1"
    })
    void honestParameterChangesNothing(String behaviour, String attackers, String strength) {
        var honest = cell("behaviour", behaviour, "attackers", attackers, "strength", strength, "rounds", "1");
        for (String column : List.of("attackersGain", "buyersGain", "buyersPaymentGain", "sellersGain")) {
            assertThat(honest.applyAsDouble(column)).as(column).isCloseTo(0, within(1e-9));
        }
        assertThat(honest.applyAsDouble("doneShare")).isOne();
        assertThat(honest.applyAsDouble("attackersUtility")).isEqualTo(honest.applyAsDouble("attackersUtilityHonest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "behaviour | pad | behaviour must be one of no-show, decline, wrong-result, overstate, reject, misreport: pad",
                "strength | 2 | rate must be in [0.0, 1.0]: 2.0",
                "attackers | WA1 | groups[0].ids must name agents that can behave so, MA1, FA1, FA2, AA1, AA2: WA1",
                "attackers | 0.01 | groups[0].share must select at least one of 7 agents: 0.01",
                "rounds | 0 | rounds must be a whole number from 1: 0",
                "bond | maybe | bond must be one of on, off: maybe",
                "ruled | maybe | ruled must be one of on, off: maybe",
                "unruled | maybe | unruled must be one of paid, returned: maybe",
                "rulingError | 2 | rulingError must be in [0.0, 1.0]: 2.0",
                "statedError | -1 | statedError must be in [0.0, 0.9999999999999999]: -1.0",
                "law | 30 | law must be 2 whole numbers with slashes between them: 30",
                "scenario | 20/2 | scenario must be 4 whole numbers with slashes between them: 20/2"
            })
    void rejectsWrongSettings(String axis, String value, String message) {
        assertRefused(ExchangeAttackTask.TASK, axis, value, message);
    }
}
