package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;

/** Speed and ask of a seller. */
class OfferedSpeedTest {

    @Test
    void concurrencyDoublesWhileThroughputRises() throws Exception {
        assertThat(search(100, 180, 260, 280, 285, 999)).isEqualTo(new EndpointSpeed(5, 260));
        assertThat(search(100, 111, 123, 130, 131, 999)).isEqualTo(new EndpointSpeed(5, 123));
        assertThat(search(100, 105, 200, 150, 210, 999)).isEqualTo(new EndpointSpeed(5, 200));
        assertThat(search(100, 180, 0, 999)).isEqualTo(new EndpointSpeed(2, 180));
        assertThat(search(100, 105, 110, 999)).isEqualTo(new EndpointSpeed(2, 100));
        assertThat(EndpointSpeed.search(n -> 10 * n)).isEqualTo(new EndpointSpeed(64, 640));
        assertThat(EndpointSpeed.search(n -> n == 1 ? 50 : 0))
                .as("refuses parallel requests")
                .isEqualTo(new EndpointSpeed(1, 50));
    }

    /** Returns the result for throughputs at concurrency 1, 2, 4 and so on. The last one must not be measured. */
    private static EndpointSpeed search(double... throughputs) throws InterruptedException {
        var measured = new ArrayList<Integer>();
        EndpointSpeed speed = EndpointSpeed.search(n -> {
            measured.add(n);
            return throughputs[Integer.numberOfTrailingZeros(n)];
        });
        assertThat(measured).hasSize(throughputs.length - 1);
        return speed;
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
    void rateForgetsRequestsAfterThreeMinutes() {
        var rate = new ServedRate();
        assertThat(rate.shown()).isZero();
        rate.add(10, 2, 100, 60);
        rate.add(190, 2, 100, 600);
        assertThat(rate.shown()).as("660 since second 8").isEqualTo(660 / 182.);
        rate.add(190.5, 2, 100, 0);
        assertThat(rate.shown()).as("600 since second 188, and at least 30 s").isEqualTo(600 / 30.);
        rate.clear();
        assertThat(rate.shown()).isZero();
    }

    @Test
    void requestsWithoutDurationGiveNoRate() {
        var rate = new ServedRate();
        for (int i = 0; i < ServedRate.LEAST_REQUESTS; i++) {
            rate.add(1, 0, 100, 60);
        }
        assertThat(rate.sustained(4)).isEmpty();
    }

    @Test
    void offerFollowsTheEndpoint() throws Exception {
        try (var exchange = new FakeExchange();
                var endpoint = new FakeEndpoint(FakeEndpoint.MODEL)) {
            MarketProduct product = MarketProduct.of(ExchangeClient.once(exchange.base(), ""), "market");
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

    private static OfferedSpeed speed(MarketProduct product, double ask, double volumePerSecond, FakeEndpoint endpoint)
            throws InterruptedException {
        var offer = new InferenceSeller.Offer(
                new LotAsk(OptionalDouble.of(ask), 0, 0), OptionalInt.empty(), OptionalDouble.of(volumePerSecond));
        var speed = new OfferedSpeed(offer, product);
        assertThat(speed.offered()).isZero();
        assertThat(speed.concurrency()).isEqualTo(4);
        speed.measure(ModelEndpoint.open(endpoint.base(), "", product, ""));
        return speed;
    }

    @Test
    void offerNeedsOneLotAndAnAskUpToTheCap() throws Exception {
        try (var exchange = new FakeExchange();
                var endpoint = new FakeEndpoint(FakeEndpoint.MODEL)) {
            MarketProduct product = MarketProduct.of(ExchangeClient.once(exchange.base(), ""), "market");
            OfferedSpeed least = speed(product, .05, 100, endpoint);
            least.requireSellable();
            assertThat(least.isFastEnough()).isTrue();
            assertThat(least.text().lines())
                    .containsExactly(
                            "Speed: 100 volume per second, of which 100 are offered. Requests in parallel: 4.",
                            "Ask: 0.0500000 money per lot, rounded up to 50 ledger units. Highest price of a lot: 50.");
            OfferedSpeed dear = speed(product, .0501, 100, endpoint);
            assertThatThrownBy(dear::requireSellable)
                    .hasMessageContaining("--ask: must be at most the highest price of a lot, 50 ledger units: 51");
            OfferedSpeed slow = speed(product, .05, 99.9, endpoint);
            assertThatThrownBy(slow::requireSellable)
                    .hasMessageContaining(
                            "--endpoint: must serve one lot in time, 100 volume per second: 100 are offered");
        }
    }

    /** The first request is not measured. */
    @Test
    void endpointIsMeasuredWithTwoRequestsPerThread() throws Exception {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        try (var exchange = new FakeExchange();
                var endpoint = new FakeEndpoint(FakeEndpoint.MODEL)) {
            endpoint.reply = body -> {
                sent.add(body);
                return FakeEndpoint.completion(body);
            };
            MarketProduct product = MarketProduct.of(ExchangeClient.once(exchange.base(), ""), "market");
            ModelEndpoint opened = ModelEndpoint.open(endpoint.base(), "", product, "");
            EndpointSpeed speed = EndpointSpeed.measure(opened, OptionalInt.of(3), OptionalDouble.empty());
            assertThat(speed.concurrency()).isEqualTo(3);
            assertThat(speed.volumePerSecond()).isBetween(1., 1e9);
            assertThat(sent)
                    .hasSize(1 + 2 * 3)
                    .doesNotHaveDuplicates()
                    .allMatch(body -> body.contains("\"max_tokens\":64,\"temperature\":0,"));
            assertThat(sent.peek()).contains("\"1. Write the numbers");
            endpoint.reply = body -> body.contains("\"5. Write") ? "500" : FakeEndpoint.completion(body);
            assertThat(EndpointSpeed.measure(opened, OptionalInt.of(3), OptionalDouble.empty()))
                    .as("one request is not answered")
                    .isEqualTo(new EndpointSpeed(3, 0));
            assertThat(EndpointSpeed.measure(opened, OptionalInt.of(9), OptionalDouble.of(7)))
                    .isEqualTo(new EndpointSpeed(9, 7));
            assertThat(EndpointSpeed.measure(opened, OptionalInt.empty(), OptionalDouble.of(7)))
                    .isEqualTo(new EndpointSpeed(4, 7));
            endpoint.reply = body -> body.contains("\"1. Write") ? FakeEndpoint.completion(body) : "500";
            assertThat(EndpointSpeed.measure(opened, OptionalInt.empty(), OptionalDouble.empty()))
                    .isEqualTo(new EndpointSpeed(1, 0));
        }
    }

    @Test
    void measuredSpeedIsOfferedWithAReserve() throws Exception {
        try (var exchange = new FakeExchange();
                var endpoint = new FakeEndpoint(FakeEndpoint.MODEL)) {
            MarketProduct product = MarketProduct.of(ExchangeClient.once(exchange.base(), ""), "market");
            var offer = new InferenceSeller.Offer(
                    new LotAsk(OptionalDouble.of(0), 0, 0), OptionalInt.of(2), OptionalDouble.empty());
            var speed = new OfferedSpeed(offer, product);
            speed.measure(ModelEndpoint.open(endpoint.base(), "", product, ""));
            double measured = Double.parseDouble(speed.text().split("[: ]+")[1].replace(",", ""));
            assertThat(speed.offered() / measured).isCloseTo(.8, within(.01));
        }
    }

    @Test
    void askIsTheCostOfElectricity() throws Exception {
        try (var exchange = new FakeExchange()) {
            MarketProduct product = MarketProduct.of(ExchangeClient.once(exchange.base(), ""), "market");
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
            assertThat(new LotAsk(OptionalDouble.of(1e300), 0, 0).units(product, 1))
                    .as("the highest ask that an exchange accepts")
                    .isEqualTo(1L << 40);
            assertThat(Double.parseDouble("0.0416667")).isCloseTo(250 * .3 * 1_000 / .5 / 3.6e6, within(1e-7));
        }
    }
}
