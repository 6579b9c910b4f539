package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.RequestLot;
import skybourse.venue.event.RoundLots;

/** Ranges and formulas of an inference market. */
class InferenceModelTest {

    private static InferenceProduct product(double... values) {
        return new InferenceProduct(
                "m",
                "q4",
                (int) values[0],
                (long) values[1],
                (int) values[2],
                (int) values[3],
                (int) values[4],
                (int) values[5],
                values[6],
                values[7],
                (long) values[8],
                values[9]);
    }

    private static double[] with(int index, double value) {
        double[] values = {4_096, 1_000, 1, 1, 8, 64, .05, 10, 500, .05};
        values[index] = value;
        return values;
    }

    /** The bounds are accepted, and the next values outside are refused by name. */
    @ParameterizedTest
    @CsvSource({
        "0, contextTokens, 1, 2147483647, 0, 1",
        "1, lotVolume, 1, 1099511627776, 0, 1099511627777",
        "2, promptWeight, 0, 1000000, -1, 1000001",
        "3, answerWeight, 1, 1000000, 0, 1000001",
        "4, bytesPerToken, 1, 100, 0, 101",
        "5, defaultMaxTokens, 1, 1000000, 0, 1000001",
        "6, leastShare, 0, 1, -0.01, 1.01",
        "7, answerSeconds, 1e-9, 1e6, 0, -1",
        "8, capUnits, 1, 1099511627776, 0, 1099511627777",
        "9, checkShare, 0, 1, -0.01, 1.01"
    })
    void rangesAreChecked(int index, String name, double least, double most, double below, double above) {
        assertThat(product(with(index, least))).isNotNull();
        assertThat(product(with(index, most))).isNotNull();
        for (double wrong : index == 0 ? new double[] {below} : new double[] {below, above}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> product(with(index, wrong)))
                    .withMessageStartingWith(name + " must");
        }
    }

    @Test
    void volumesFollowFromWeights() {
        InferenceProduct product = new InferenceProduct("m", "q4", 100, 10_000, 2, 3, 5, 7, .1, 10, 500, 0);
        assertThat(product.reservedVolume(11, 13)).isEqualTo(2 * 11 + 3 * 5 * 13);
        assertThat(product.usedVolume(1_000, 40, 50)).isEqualTo(2 * 40 + 3 * 50);
        assertThat(product.usedVolume(1_001, 1, 1)).isEqualTo(101);
        assertThat(product.usedVolume(100, 40, 50)).isEqualTo(100);
        assertThat(product.leastVolume()).isEqualTo(1_000);
    }

    private static InferenceModel model(String name, double unit, List<String> sellers, List<String> buyers) {
        return new InferenceModel(name, "", product(with(0, 1)), unit, sellers, buyers);
    }

    @Test
    void modelsAreChecked() {
        List<String> s = List.of("s");
        List<String> b = List.of("b");
        assertThat(model("m", 1e-6, s, b).listedAgents()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("", 1, s, b))
                .withMessageStartingWith("name ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("m", 0, s, b))
                .withMessageStartingWith("ledgerUnitMoney ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("m", 1, List.of(), b))
                .withMessageStartingWith("sellers ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("m", 1, s, List.of()))
                .withMessageStartingWith("buyers ");
        for (String taken : List.of("s", "house", "escrow", "outside")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model("m", 1, s, List.of("b", taken)))
                    .withMessageEndingWith(": " + taken);
        }
    }

    @Test
    void summaryAddsUpAllPurchases() {
        var sold = new MarketEvent.LotsSold(
                7,
                "",
                List.of(
                        new MarketEvent.Demand("b1", "t", List.of(new RequestLot(0, 1, 5), new RequestLot(1, 2, 5))),
                        new MarketEvent.Demand("b2", "t", List.of(new RequestLot(0, 1, 5)))),
                List.of(),
                List.of(
                        new ProcurementAuction.Purchase("s1", 1, 40, 0),
                        new ProcurementAuction.Purchase("s2", 2, 100, 1)),
                List.of(),
                List.of());
        assertThat(RoundLots.of(sold)).isEqualTo(new RoundLots(7, 3, 3, 140, 1));
    }

    @Test
    void billsAndPenaltiesAreRoundedUp() {
        var meter = new PieceMeter(1_000, 3_000, .5, 900, new PieceMeter.Answers(10, 301));
        assertThat(meter.billUnits()).isEqualTo(4);
        assertThat(meter.escrowUnits()).isEqualTo(300);
        assertThat(meter.penaltyUnits(500)).isEqualTo(168);
        // leastShare 0.05: 10 and 16 of 3,000, but at least 50, and at most the reserved volume
        assertThat(meter.waivedBillUnits(product(with(6, .05)))).isEqualTo(17);
        assertThat(meter.waivedBillUnits(product(with(6, .2))))
                .as("200 of 3,000")
                .isEqualTo(67);
        assertThat(meter.waivedBillUnits(product(with(6, 1))))
                .as("900 of 3,000")
                .isEqualTo(300);
        assertThat(meter.waivedBillUnits(product(with(6, 0)))).isEqualTo(4);
        assertThat(new PieceMeter(1_000, 3_000, .5, 900, PieceMeter.Answers.NONE).billUnits())
                .isZero();
        assertThat(new PieceMeter(0, 3_000, 0, 900, new PieceMeter.Answers(10, 0)).billUnits())
                .isEqualTo(1);
    }
}
