package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.client.ExchangeClient;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.server.selling.ModelEndpoint.Answer;
import tools.jackson.databind.json.JsonMapper;

/** Pauses are recorded and do not wait. */
class SellerSeatTest {

    private static final long LATER = 3_600_000;

    private final List<Long> pauses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private FakeExchange exchange;
    private SellerSeat seat;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeExchange();
        exchange.version = 6;
        seat = new SellerSeat(ExchangeClient.once(exchange.base(), "x".repeat(40)), "S 1", lines::add, pauses::add);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private ServedPiece piece(long millis, Answer answer) throws IOException {
        seat.work(0);
        var piece = new ServedPiece("r1.0", exchange.now + millis, "request", 0);
        piece.add(0, answer);
        return piece;
    }

    private static Answer completed(int bytes) {
        return new Answer.Completed("x".repeat(bytes), 1, 1);
    }

    @Test
    void joiningSendsTheOfferAndReturnsTheState() throws Exception {
        assertThat(seat.join(12.5, 9, () -> true)
                        .orElseThrow()
                        .path("freeUnits")
                        .longValue())
                .isEqualTo(40);
        assertThat(exchange.await("agents/S%201"))
                .isEqualTo("{\"kind\":\"seller\",\"workPerSecond\":12.5,\"askTicks\":[9],\"version\":7}");
        assertThat(seat.join(12.5, 9, () -> false)).isEmpty();
        assertThat(exchange.commands).isEmpty();
    }

    /** Only a conflict of the version, after a first version, is resolved by the next version. */
    @Test
    void refusalEndsJoining() throws Exception {
        exchange.refuse("S%201", 400);
        assertThatThrownBy(() -> seat.join(1, 1, () -> true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--agent: must be the seller with this secret: S 1: refused by the test");
        exchange.version = 1;
        exchange.refuse("S%201", 409);
        assertThat(seat.join(1, 1, () -> true)).isPresent();
        exchange.version = 0;
        exchange.refuse("S%201", 409);
        assertThatThrownBy(() -> seat.join(1, 1, () -> true)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void commandsAreRepeatedWithGrowingPausesAndOneReport() throws Exception {
        exchange.refuse("S%201", 503, 500, 429, 502, 599, 503);
        seat.join(1, 1, () -> true);
        assertThat(pauses).containsExactly(200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
        assertThat(lines)
                .containsExactly(
                        "The market cannot be used: status 503. Trying again.",
                        "The market can be used again.",
                        "The market cannot be used: status 502. Trying again.",
                        "The market can be used again.");
    }

    @Test
    void leavingHasNoEffectForASeatThatIsNotPresentOrNotHeld() throws Exception {
        assertThat(seat.leave()).isTrue();
        assertThat(exchange.commands).isEmpty();
        exchange.isPresent = true;
        assertThat(seat.leave()).isTrue();
        assertThat(exchange.await("/leaving")).isEqualTo("{\"version\":7}");
        exchange.version = 0;
        exchange.isPresent = true;
        assertThat(seat.leave()).isFalse();
        assertThat(exchange.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void seatOfAnotherSecretHasNoWork(int status) {
        exchange.pollStatus = status;
        assertThatThrownBy(() -> seat.work(0)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500})
    void otherStatusesAreFailures(int status) {
        exchange.pollStatus = status;
        assertThatThrownBy(() -> seat.work(0)).isInstanceOf(IOException.class);
    }

    @Test
    void replyAfterAFailureIsNotDelayed() throws Exception {
        exchange.sell("r1.0", LATER, "request");
        seat.work(25);
        exchange.pollStatus = 500;
        assertThatThrownBy(() -> seat.work(25)).isInstanceOf(IOException.class);
        exchange.pollStatus = 200;
        seat.work(25);
        seat.work(25);
        assertThat(exchange.polls).containsExactly("wait=25", "wait=25", "wait=0", "wait=25");
        assertThat(lines).hasSize(2);
    }

    @Test
    void marketThatIsDownIsReported() {
        exchange.close();
        assertThatThrownBy(() -> seat.work(0)).isInstanceOf(IOException.class);
        assertThat(lines).containsExactly("The market cannot be used: no answer: ConnectException. Trying again.");
    }

    @Test
    void remainingTimeIsThatOfTheMarketsClock() throws IOException {
        seat.work(0);
        assertThat(seat.remainingNanos(exchange.now + LATER))
                .isBetween((LATER - 30_000) * 1_000_000, LATER * 1_000_000);
        assertThat(seat.remainingNanos(exchange.now)).isNegative();
    }

    @Test
    void stateAndPiecesAreRead() throws IOException {
        assertThat(seat.state().path("freeUnits").intValue()).isEqualTo(40);
        exchange.states.put("r1.0", "{\"state\":\"DONE\"}");
        assertThat(seat.piece("r1.0").path("state").stringValue()).isEqualTo("DONE");
        exchange.stateStatus = 404;
        assertThat(seat.piece("r1.0").propertyNames()).isEmpty();
        exchange.stateStatus = 403;
        assertThatThrownBy(() -> seat.piece("r1.0")).isInstanceOf(IOException.class);
    }

    @Test
    void largePayloadIsLoaded() throws IOException {
        String request = "x".repeat(2_000);
        exchange.sell("r1.0", LATER, request);
        assertThat(seat.payload(seat.work(0).path("pieces").path(0))).hasValue(request);
        var unknown = JsonMapper.shared().readTree("{\"piece\":\"r1.1\",\"payload\":{}}");
        assertThat(seat.payload(unknown)).hasValue("");
        exchange.payloadStatus = 404;
        assertThat(seat.payload(unknown)).isEmpty();
    }

    @Test
    void resultsAboveSixtyFourKibibytesAreUploaded() throws Exception {
        assertThat(seat.deliver(piece(LATER, completed(64 << 10)))).isEqualTo("served");
        assertThat(exchange.await("r1.0/result")).hasSize(64 << 10);
        String digest = Sha256.of("x".repeat((64 << 10) + 1).getBytes(StandardCharsets.UTF_8));
        assertThat(seat.deliver(piece(LATER, completed((64 << 10) + 1)))).isEqualTo("served");
        assertThat(exchange.await("blobs/" + digest)).hasSize((64 << 10) + 1);
        assertThat(exchange.await("r1.0/result")).isEqualTo("{\"sha256\":\"" + digest + "\"}");
        exchange.refuse(digest, 413);
        assertThat(seat.deliver(piece(LATER, completed((64 << 10) + 1)))).isEqualTo("result refused with status 413");
    }

    @Test
    void refusedResultIsReported() throws Exception {
        exchange.refuse("result", 409);
        assertThat(seat.deliver(piece(LATER, completed(1)))).isEqualTo("result refused with status 409");
        assertThat(seat.deliver(piece(-1, completed(1)))).isEqualTo("not delivered in time");
    }

    @Test
    void refusedRequestsAreReportedUndoable() throws Exception {
        var refused = new Answer.Refused("{\"error\":{}}");
        assertThat(seat.deliver(piece(LATER, refused))).isEqualTo("reported undoable");
        assertThat(exchange.await("r1.0/undoable")).isEqualTo("{\"reason\":\"The endpoint refused all requests.\"}");
        assertThat(exchange.commands).isEmpty();
    }
}
