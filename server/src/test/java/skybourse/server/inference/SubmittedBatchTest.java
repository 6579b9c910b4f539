package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.codec.ProductBody;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batch of four requests of 400 volume. A lot has a volume of 1,000 and costs at most 10 units. */
class SubmittedBatchTest {

    private static final String DONE = "\"state\":\"DONE\",\"meter\":{\"bill\":6,\"capShare\":0.25}";

    private final List<PendingRequest> requests = IntStream.range(0, 4)
            .mapToObj(i -> new PendingRequest(new ChatRequest("line " + i, 100, 400, false, false), true, 0, 1_000, 10))
            .toList();
    private final List<PendingRequest> again = new ArrayList<>();
    private final SubmittedBatch batch = batch(0);

    private SubmittedBatch batch(double checkShare) {
        InferenceProduct product = ProductBody.read(FakeExchange.product().put("checkShare", checkShare));
        return new SubmittedBatch("g1", requests, 7, product, .25);
    }

    /** Piece with the first two requests, or with the others. */
    private static String piece(String id, String members) {
        String range = id.equals("r1.0") ? "\"firstUnit\":0,\"endUnit\":2" : "\"firstUnit\":2,\"endUnit\":4";
        return "{\"piece\":\"" + id + "\",\"worker\":\"s1\",\"billUnits\":9,\"work\":800," + range + "," + members
                + "}";
    }

    private static JsonNode task(String stage, String... pieces) {
        return FakeExchange.JSON.readTree("{" + stage + "\"pieces\":[" + String.join(",", pieces) + "]}");
    }

    private List<String> read(SubmittedBatch batch, String stage, String... pieces) {
        return batch.read(task("\"stage\":\"" + stage + "\",", pieces), again);
    }

    private void complete(SubmittedBatch batch, String id, String... lines) {
        batch.complete(id, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), again);
    }

    private static String answer(String text, String members) {
        return "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]" + members + "}";
    }

    private ObjectNode answer(int request) {
        return requests.get(request).answer().join();
    }

    private OpenAiError error(int request) {
        return (OpenAiError) requests.get(request).answer().exceptionNow();
    }

    @Test
    void payloadHasOneLinePerRequest() {
        assertThat(batch.payload()).asString().isEqualTo("line 0\nline 1\nline 2\nline 3");
        assertThat(batch.lastRound()).isEqualTo(7);
        assertThat(batch.isAccepted()).isFalse();
        batch.accept(5);
        assertThat(batch.isAccepted()).isTrue();
        assertThat(batch.acceptedAt()).isEqualTo(5);
        assertThat(batch.isOpen()).isTrue();
    }

    @Test
    void costIsAtMostTheCapOfUnsoldLotsAndTheEscrowOfPieces() {
        assertThat(batch.mostUnits()).as("two lots").isEqualTo(20);
        assertThat(batch.unsold()).isEqualTo(requests);
        assertThat(batch.read(task("", piece("r1.0", "\"state\":\"OPEN\"")), again))
                .isEmpty();
        assertThat(batch.unsold()).isEqualTo(requests.subList(2, 4));
        assertThat(batch.mostUnits()).isEqualTo(10 + 9);
        assertThat(requests).extracting(request -> request.isObsolete(2_000)).containsExactly(false, false, true, true);
        assertThat(batch.isOpen()).as("a task without stage is open").isTrue();
        assertThat(batch.isOver()).isFalse();
        read(batch, "WITHDRAWN", piece("r1.0", "\"state\":\"OPEN\""));
        assertThat(again).isEqualTo(requests.subList(2, 4));
        assertThat(batch.mostUnits()).isEqualTo(9);
        assertThat(batch.isOpen()).isFalse();
        assertThat(batch.isOver()).as("a piece has no end").isFalse();
        read(batch, "WITHDRAWN", piece("r1.0", "\"state\":\"OPEN\""));
        assertThat(again).as("closed once").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "REJECTED", "PAID"})
    void resultIsFetchedOnce(String state) {
        String piece = piece("r1.0", DONE.replace("DONE", state));
        assertThat(read(batch, "SOLD", piece)).containsExactly("r1.0");
        assertThat(read(batch, "SOLD", piece)).as("it has not come").containsExactly("r1.0");
        complete(batch, "r1.0", answer("a", ""), answer("b", ""));
        assertThat(read(batch, "SOLD", piece)).isEmpty();
        assertThat(batch.isOver()).isTrue();
        assertThat(batch.mostUnits()).as("the bill").isEqualTo(6);
    }

    /** The operator may waive the penalty, which raises the bill. */
    @ParameterizedTest
    @CsvSource({"0.05, 1, 9", "0.05, 0, 6", "0, 1, 6"})
    void billMayRiseIfThePenaltyMayBeWaived(double checkShare, int unserved, long units) {
        SubmittedBatch checked = batch(checkShare);
        read(checked, "SOLD", piece("r1.0", DONE.replace("\"bill\"", "\"unservedVolume\":" + unserved + ",\"bill\"")));
        complete(checked, "r1.0", answer("a", ""), answer("b", ""));
        assertThat(checked.mostUnits()).isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "RETURNED"})
    void piecesWithoutResultCostNothingAndAreBoughtAgain(String state) {
        assertThat(read(batch, "SOLD", piece("r1.0", "\"state\":\"" + state + "\"")))
                .isEmpty();
        read(batch, "SOLD", piece("r1.0", "\"state\":\"" + state + "\""));
        assertThat(again).isEqualTo(List.of(requests.get(0), requests.get(1), requests.get(2), requests.get(3)));
        assertThat(requests.getFirst().isObsolete(2_000))
                .as("not sold any more")
                .isTrue();
        assertThat(batch.mostUnits()).isZero();
        assertThat(batch.isOver()).isTrue();
    }

    @Test
    void reportedPieceIsBoughtAgainAtOnceAndCostsTheFee() {
        String reported = piece("r1.0", "\"state\":\"UNDOABLE\",\"undoable\":\"no\"");
        assertThat(read(batch, "OPEN", reported)).isEmpty();
        read(batch, "OPEN", reported);
        assertThat(again).hasSize(2);
        assertThat(batch.mostUnits()).isEqualTo(10 + 9);
        read(batch, "OPEN", reported.replace("UNDOABLE", "RETURNED"));
        assertThat(again).hasSize(2);
        assertThat(batch.mostUnits()).as("a quarter of 9, rounded up").isEqualTo(10 + 3);
    }

    @ParameterizedTest
    @CsvSource({"RETURNED, 5", "PAID, 5", "FAILED, 0"})
    void disputedReportCostsItsStakeUnlessItIsFalse(String state, long units) {
        String reported = piece("r1.0", "\"state\":\"REJECTED\",\"undoable\":\"no\",\"stakeUnits\":5");
        assertThat(read(batch, "SOLD", reported)).as("there is no result").isEmpty();
        read(batch, "SOLD", reported.replace("REJECTED", state));
        assertThat(batch.mostUnits()).isEqualTo(state.equals("PAID") ? 9 : units);
    }

    @Test
    void secondReportEndsARequest() {
        String reported = ",\"firstUnit\":0,\"endUnit\":1,\"state\":\"UNDOABLE\",\"undoable\":\"no\"}";
        read(batch, "SOLD", "{\"piece\":\"a\"" + reported);
        assertThat(requests.getFirst().answer()).isNotDone();
        read(batch, "SOLD", "{\"piece\":\"b\"" + reported);
        assertThat(error(0).status()).isEqualTo(400);
        assertThat(error(0).body().toString()).contains("refused_by_sellers", "(undoable)");
    }

    @Test
    void lostBatchIsBoughtAgain() {
        read(batch, "OPEN", piece("r1.0", "\"state\":\"OPEN\""));
        batch.lose(again);
        assertThat(again).isEqualTo(requests);
        assertThat(batch.isOver()).isTrue();
        batch.lose(again);
        assertThat(again).hasSize(4);
    }

    @Test
    void lostBatchIsNotBoughtTwice() {
        read(batch, "SOLD", piece("r1.0", "\"state\":\"UNDOABLE\",\"undoable\":\"no\""), piece("r1.1", DONE));
        complete(batch, "r1.1", answer("a", ""), answer("b", ""));
        again.clear();
        batch.lose(again);
        assertThat(again).isEmpty();
        assertThat(batch.isOver()).isTrue();
    }

    /** 100 bytes of the request and 3 of the answer; 9 / 800 x 103 = 1.2 units. */
    @Test
    void answerSaysWhatItCosts() {
        read(batch, "SOLD", piece("r1.1", DONE));
        complete(batch, "r1.1", answer("abc", ""), answer("abc", ",\"id\":\"own\",\"created\":5,\"model\":\"other\""));
        ObjectNode first = answer(2);
        assertThat(first.path("created").longValue()).isBetween(1_700_000_000L, 10_000_000_000L);
        assertThat(first.without("created").toString())
                .isEqualTo(
                        "{\"choices\":[{\"message\":{\"content\":\"abc\"}}],\"id\":\"chatcmpl-g1-2\",\"object\":\"chat.completion\",\"model\":\"tiny\","
                                + "\"skybourse\":{\"piece\":\"r1.1\",\"seller\":\"s1\",\"volume\":103,\"mostBillUnits\":2,\"capShare\":0.25}}");
        assertThat(answer(3).path("id").stringValue()).isEqualTo("own");
        assertThat(answer(3).path("created").intValue()).isEqualTo(5);
        assertThat(answer(3).path("model").stringValue()).isEqualTo("tiny");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"type":"invalid_request_error"}}   | 400 | invalid_request_error
            {"error":{"type":"rate_limit_error"}}        | 502 | rate_limit_error
            {"error":{"type":"server_error"}}            | 502 | server_error
            {"error":{"code":400}}                       | 400 | invalid_request_error
            {"error":{"code":499}}                       | 400 | invalid_request_error
            {"error":{"code":399}}                       | 502 | no answer
            {"error":{"code":500}}                       | 502 | no answer
            {"error":{"type":"own","code":400}}          | 502 | no answer
            rubbish                                      | 502 | no answer
            []                                           | 502 | no answer
            """)
    void secondErrorLineEndsARequest(String line, int status, String reason) {
        read(batch, "SOLD", piece("r1.0", DONE), piece("r1.1", DONE));
        complete(batch, "r1.0", line, answer("b", ""));
        assertThat(again).containsExactly(requests.getFirst());
        assertThat(requests.getFirst().answer()).isNotDone();
        assertThat(answer(1).path("id").stringValue()).isEqualTo("chatcmpl-g1-1");
        complete(batch, "r1.0", line, answer("b", ""));
        assertThat(error(0).status()).isEqualTo(status);
        assertThat(error(0).body().toString())
                .contains(status == 400 ? "refused_by_sellers" : "seller_error", "(" + reason + ")");
    }

    @Test
    void batchIsOverWhenAllItsPiecesHaveEnded() {
        read(batch, "SOLD", piece("r1.0", "\"state\":\"FAILED\""), piece("r1.1", "\"state\":\"OPEN\""));
        assertThat(batch.isOver()).isFalse();
        read(batch, "SOLD", piece("r1.0", "\"state\":\"FAILED\""), piece("r1.1", "\"state\":\"FAILED\""));
        assertThat(batch.isOver()).isTrue();
    }

    @Test
    void missingLinesAreNoAnswers() {
        read(batch, "SOLD", piece("r1.0", DONE), piece("r1.1", DONE));
        complete(batch, "r1.0", answer("a", ""));
        assertThat(again).containsExactly(requests.get(1));
    }
}
