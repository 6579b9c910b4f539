package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import skybourse.server.http.ExchangeClient;

/** Speed and ask of a seller. */
class OfferedSpeedTest {

    @Test
    void concurrencyDoublesWhileThroughputRises() throws Exception {
        List<Double> flat = List.of(0., 100., 180., 0., 260., 0., 0., 0., 280.);
        assertThat(EndpointSpeed.search(flat::get)).isEqualTo(new EndpointSpeed(4, 260));
        assertThat(EndpointSpeed.search(n -> 10 * n)).isEqualTo(new EndpointSpeed(64, 640));
        assertThat(EndpointSpeed.search(n -> n == 1 ? 50 : 0))
                .as("refuses parallel requests")
                .isEqualTo(new EndpointSpeed(1, 50));
    }

    @Test
    void rateOfServedRequests() {
        var rate = new ServedRate();
        for (int i = 0; i < ServedRate.LEAST_REQUESTS; i++) {
            assertThat(rate.sustained(4)).isEmpty();
            rate.add(i, 2, 100, 60);
        }
        assertThat(rate.sustained(4)).hasValue(200);
        assertThat(rate.shown()).isEqualTo(20 * 60 / 30.);
        rate.add(ServedRate.WINDOW_SECONDS + 18.5, 2, 100, 60);
        assertThat(rate.sustained(4))
                .as("one request is left besides the new one")
                .isEmpty();
    }

    @Test
    void offerFollowsTheEndpoint() throws Exception {
        try (var exchange = new FakeExchange();
                var endpoint = new FakeEndpoint(FakeEndpoint.MODEL)) {
            MarketProduct product = MarketProduct.of(new ExchangeClient(exchange.base(), ""), "market");
            var offer = new InferenceSeller.Offer(
                    new LotAsk(OptionalDouble.empty(), 360, .5), OptionalInt.of(4), OptionalDouble.of(1_000));
            var speed = new OfferedSpeed(offer, product);
            speed.measure(ModelEndpoint.open(endpoint.base(), "", product, ""));
            assertThat(speed.offered()).isEqualTo(1_000);
            assertThat(speed.askUnits())
                    .as("360 W x 1 s x 0.5 / 3.6e6, rounded up to 0.001")
                    .isEqualTo(1);
            serve(speed, 0, 2, 425);
            assertThat(speed.adapt()).as("850 is within 20 %").isFalse();
            serve(speed, 200, 2, 250);
            assertThat(speed.adapt()).isTrue();
            assertThat(speed.offered()).isEqualTo(500);
            serve(speed, 400, 1, 900);
            assertThat(speed.adapt()).isTrue();
            assertThat(speed.offered()).as("never above what was measured").isEqualTo(1_000);
            serve(speed, 600, 100, 1_000);
            assertThat(speed.adapt()).isTrue();
            assertThat(speed.isFastEnough()).as("less than one lot in 10 s").isFalse();
        }
    }

    private static void serve(OfferedSpeed speed, double at, double seconds, long reserved) {
        for (int i = 0; i < ServedRate.LEAST_REQUESTS; i++) {
            speed.add(at, seconds, reserved, reserved / 2);
        }
    }

    @Test
    void askIsTheCostOfElectricity() throws Exception {
        try (var exchange = new FakeExchange()) {
            MarketProduct product = MarketProduct.of(new ExchangeClient(exchange.base(), ""), "market");
            var cost = new LotAsk(OptionalDouble.empty(), 250, .3);
            assertThat(cost.units(product, .5))
                    .as("250 x 0.3 x 1,000 / 0.5 / 3.6e6 = 0.04167")
                    .isEqualTo(42);
            assertThat(cost.text(product, .5))
                    .contains("250.0 W x 0.3 money per kWh")
                    .contains("0.0416667 money per lot, rounded up to 42 ledger units");
            assertThat(new LotAsk(OptionalDouble.of(.1), 0, 0).units(product, 1))
                    .as("exact decimals")
                    .isEqualTo(100);
            assertThat(new LotAsk(OptionalDouble.of(0), 0, 0).units(product, 1)).isZero();
            assertThat(Double.parseDouble("0.0416667")).isCloseTo(250 * .3 * 1_000 / .5 / 3.6e6, within(1e-7));
        }
    }
}
