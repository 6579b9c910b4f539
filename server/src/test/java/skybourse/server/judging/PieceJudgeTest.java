package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.selling.FakeEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.json.JsonMapper;

/** Decisions about single pieces. The judge's endpoint is listed twice, so that equal answers can be compared. */
class PieceJudgeTest {

    private static final long DUE = 12_345;
    private static final String RIGHT = "the capital of France is Paris";
    private static final String WRONG = "xyz";
    private static final String REFUSED = "{\"error\":{\"code\":400}}";
    private static final String EXCLUDED = "r1.0: decided against its seller: its seller is excluded";

    private final List<String> lines = new ArrayList<>();
    private final List<String> evidence = new ArrayList<>();
    private final JudgedPiece piece = new JudgedPiece("r1.0");
    private boolean isOpen = true;
    private FakeOperator exchange;
    private FakeEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeOperator();
        exchange.replies.put("operator/rule", "200{}");
        exchange.replies.put("operator/check", "200{}");
        endpoint = new FakeEndpoint(FakeEndpoint.MODEL);
        endpoint.reply = body ->
                JsonMapper.shared().readTree(body).path("messages").toString().contains("too long")
                        ? "400{}"
                        : "200" + answer(RIGHT);
    }

    @AfterEach
    void close() {
        endpoint.close();
        exchange.close();
    }

    private PieceJudge judge(double share) {
        var product = new MarketProduct(
                new InferenceProduct(
                        "qwen2.5-0.5b-instruct", "q4_k_m", 4_096, 32_768, 1, 5, 6, 256, .05, 10, 500, share),
                1e-6,
                1,
                60);
        ModelEndpoint opened = ModelEndpoint.open(endpoint.base(), "", product, "");
        return new PieceJudge(
                exchange.client(),
                new AnswerComparison(List.of(opened, opened), .5, 4_096, Duration.ofSeconds(10), 4),
                new AnswerSample("key", share),
                lines::add,
                (seller, isExcluded) -> evidence.add(seller + " " + isExcluded),
                _ -> isOpen);
    }

    private static String answer(String text) {
        return "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
    }

    private static String request(String text, String fields) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + fields + "}";
    }

    /** Sets stage, requests and answers of the piece. */
    private void piece(String stage, List<String> requests, List<String> answers) {
        exchange.replies.put("pieces/r1.0", "200{\"state\":\"" + stage + "\",\"worker\":\"s1\",\"due\":" + DUE + "}");
        exchange.replies.put("pieces/r1.0/payload", "200" + String.join("\n", requests));
        exchange.replies.put("pieces/r1.0/result", "200" + String.join("\n", answers));
    }

    private void answered(String stage, int count, String text) {
        piece(stage, Collections.nCopies(count, request("q", "")), Collections.nCopies(count, answer(text)));
    }

    private void report(String stage, String... requests) {
        piece(stage, List.of(requests), List.of());
        exchange.replies.computeIfPresent("pieces/r1.0", (_, body) -> body.replace("}", ",\"undoable\":\"cannot\"}"));
        exchange.replies.remove("pieces/r1.0/result");
    }

    private void requireDecision(String route, boolean pays, String reason) {
        assertThat(exchange.commands).containsExactly(route + " {\"piece\":\"r1.0\",\"pays\":" + pays + "}");
        assertThat(lines).containsExactly("r1.0: decided " + (pays ? "for" : "against") + " its seller: " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPEN", "PAID", "FAILED", "RETURNED"})
    void piecesInOtherStagesAreNotJudged(String stage) throws Exception {
        answered(stage, 1, WRONG);
        exchange.replies.remove("pieces/r1.0/payload");
        assertThat(judge(1).judge(piece)).isZero();
        assertThat(piece.seller).isEmpty();
    }

    @Test
    void matchesLeaveNoTrace() throws Exception {
        answered("DONE", 3, RIGHT);
        PieceJudge judge = judge(1);
        assertThat(judge.judge(piece)).isZero();
        judge.judge(piece);
        assertThat(judge.summary())
                .isEqualTo(
                        "Checked answers: 3. Mismatches: 0. Checks after the end of their piece: 0. Checks without an answer of an endpoint: 0.");
        assertThat(lines).isEmpty();
        assertThat(evidence).isEmpty();
        assertThat(piece.requestIndexes()).as("requests are forgotten").isEmpty();
    }

    @Test
    void mismatchesAreReportedWithTheEvidence() throws Exception {
        answered("DONE", 2, WRONG);
        isOpen = false;
        PieceJudge judge = judge(1);
        assertThat(judge.judge(piece)).isZero();
        assertThat(lines)
                .containsExactly(
                        "s1: the answer to request 0 of r1.0 mismatches. Evidence: 3 of 10,000",
                        "s1: the answer to request 1 of r1.0 mismatches. Evidence: 9 of 10,000");
        assertThat(evidence).containsExactly("s1 false");
        assertThat(judge.summary())
                .isEqualTo(
                        "Checked answers: 2. Mismatches: 2. Checks after the end of their piece: 2. Checks without an answer of an endpoint: 0.");
    }

    @Test
    void ninthMismatchExcludesTheSellerUntilTheEvidenceIsForgotten() throws Exception {
        answered("DONE", 12, WRONG);
        PieceJudge judge = judge(1);
        assertThat(judge.judge(piece)).isZero();
        assertThat(evidence).containsExactly("s1 false", "s1 true");
        assertThat(lines).hasSize(10).last().isEqualTo(EXCLUDED);
        assertThat(lines.get(8)).endsWith("request 8 of r1.0 mismatches. Evidence: 19,683 of 10,000");
        assertThat(judge.summary()).startsWith("Checked answers: 9. Mismatches: 9.");
        exchange.commands.clear();
        lines.clear();
        answered("REJECTED", 1, RIGHT);
        assertThat(judge.judge(piece)).isZero();
        requireDecision("operator/rule", false, "its seller is excluded");
        judge.forget("s1");
        lines.clear();
        exchange.commands.clear();
        judge.judge(piece);
        requireDecision("operator/rule", true, "0 of 1 compared answers mismatch");
    }

    @Test
    void withoutAShareNothingIsChecked() throws Exception {
        answered("DONE", 2, WRONG);
        PieceJudge judge = judge(0);
        assertThat(judge.judge(piece)).isZero();
        assertThat(judge.summary()).startsWith("Checked answers: 0.");
    }

    @Test
    void failedChecksAreLeftOut() throws Exception {
        answered("DONE", 2, WRONG);
        PieceJudge judge = judge(1);
        endpoint.reply = _ -> "503";
        assertThat(judge.judge(piece)).isZero();
        assertThat(judge.summary())
                .startsWith("Checked answers: 0. Mismatches: 0.")
                .endsWith("endpoint: 2.");
    }

    /** After three quarters of the time, the piece is paid without penalty. */
    @Test
    void penaltyForRequestsThatAnEndpointRefusesIsWaived() throws Exception {
        piece("DONE", List.of(request("q", ""), request("too long", "")), List.of(answer(RIGHT), REFUSED));
        PieceJudge judge = judge(.05);
        assertThat(judge.judge(piece)).isEqualTo(DUE);
        assertThat(piece.awaitedStage).isEqualTo("DONE");
        assertThat(exchange.commands).isEmpty();
        piece.lateStage = "DONE";
        assertThat(judge.judge(piece)).isZero();
        assertThat(piece.awaitedStage).isEmpty();
        requireDecision("operator/check", true, "an endpoint refuses each request without an answer");
    }

    @Test
    void penaltyForOtherRequestsIsNotWaived() throws Exception {
        piece("DONE", List.of(request("too long", ""), request("q", "")), List.of(REFUSED, REFUSED));
        assertThat(judge(.05).judge(piece)).isZero();
        piece("DONE", List.of(request("too long", ""), request("q", "")), List.of(REFUSED, answer(WRONG)));
        PieceJudge judge = judge(1);
        assertThat(judge.judge(piece))
                .as("there is evidence against the seller")
                .isZero();
        assertThat(lines).hasSize(1);
    }

    @Test
    void disputeIsDecidedByTheComparedAnswers() throws Exception {
        answered("REJECTED", 3, RIGHT);
        assertThat(judge(0).judge(piece)).isZero();
        requireDecision("operator/rule", true, "0 of 3 compared answers mismatch");
    }

    @Test
    void disputeOfWrongAnswersIsDecidedAgainstTheSeller() throws Exception {
        answered("REJECTED", 3, WRONG);
        assertThat(judge(0).judge(piece)).isZero();
        requireDecision("operator/rule", false, "3 of 3 compared answers mismatch");
        assertThat(evidence).isEmpty();
    }

    @Test
    void twoMismatchesDoNotSuffice() throws Exception {
        answered("REJECTED", 2, WRONG);
        judge(0).judge(piece);
        requireDecision("operator/rule", true, "2 of 2 compared answers mismatch");
    }

    @Test
    void decisionThatComesTooLateIsNotReported() throws Exception {
        exchange.replies.put("operator/rule", "409{}");
        answered("REJECTED", 3, RIGHT);
        judge(0).judge(piece);
        assertThat(exchange.commands).hasSize(1);
        assertThat(lines).isEmpty();
    }

    @Test
    void disputeOfAnswersThatCannotBeComparedWaits() throws Exception {
        piece("REJECTED", List.of(request("q", ",\"seed\":1")), List.of(answer(WRONG)));
        PieceJudge judge = judge(0);
        assertThat(judge.judge(piece)).isEqualTo(DUE);
        assertThat(piece.awaitedStage).isEqualTo("REJECTED");
        assertThat(lines).singleElement().asString().startsWith("r1.0: its answers cannot be compared.");
        lines.clear();
        piece.lateStage = "REJECTED";
        assertThat(judge.judge(piece)).isZero();
        requireDecision("operator/rule", true, "0 of 0 compared answers mismatch");
    }

    /** After 20 failures, the dispute is left to the operator. Results are not compared twice. */
    @Test
    void disputeIsTriedTwentyTimes() throws Exception {
        answered("REJECTED", 1, WRONG);
        PieceJudge judge = judge(0);
        endpoint.reply = _ -> "503";
        for (int attempt = 1; attempt < 20; attempt++) {
            assertThatThrownBy(() -> judge.judge(piece)).isInstanceOf(IOException.class);
        }
        assertThat(judge.judge(piece)).isEqualTo(DUE);
        assertThat(judge.judge(piece)).isEqualTo(DUE);
        assertThat(judge.summary()).endsWith("Checks without an answer of an endpoint: 20.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNDOABLE", "REJECTED"})
    void reportIsFalseIfTheEndpointsAnswer(String stage) throws Exception {
        report(stage, request("too long", ""), request("q", ""));
        assertThat(judge(0).judge(piece)).isZero();
        requireDecision(
                stage.equals("REJECTED") ? "operator/rule" : "operator/check",
                false,
                "the endpoints answer one of its requests");
    }

    @Test
    void reportIsRightIfAnEndpointRefuses() throws Exception {
        report("UNDOABLE", request("too long", ""));
        PieceJudge judge = judge(0);
        assertThat(judge.judge(piece)).isZero();
        assertThat(exchange.commands).as("the buyer may confirm").isEmpty();
        report("REJECTED", request("too long", ""), request("q", ",\"seed\":1"));
        assertThat(judge.judge(piece)).isZero();
        requireDecision("operator/rule", true, "an endpoint refuses one of its requests");
    }

    @Test
    void reportAboutRequestsThatAreNotComparedIsLeftToTheOperator() throws Exception {
        report("UNDOABLE", request("q", ",\"seed\":1"));
        PieceJudge judge = judge(0);
        judge.judge(piece);
        assertThat(lines).isEmpty();
        report("REJECTED", request("q", ",\"seed\":1"));
        judge.judge(piece);
        assertThat(lines).containsExactly("r1.0: the report cannot be judged. Rule with `exchange URL rule`.");
        assertThat(exchange.commands).isEmpty();
    }
}
