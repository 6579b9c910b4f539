package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import skybourse.server.selling.ModelEndpoint.Answer;

class ServedPieceTest {

    private static final Answer COMPLETED = new Answer.Completed("{\"choices\":[]}", 900, 600);
    private static final Answer REFUSED = new Answer.Refused("{\"error\":{\"code\":400}}");
    private static final Answer FAILED = new Answer.Failed("no time");

    private static ServedPiece piece(Answer... answers) {
        var piece = new ServedPiece("r1.0", 5, "a\n".repeat(answers.length - 1) + "b", 100);
        for (int i = answers.length - 1; i >= 0; i--) {
            assertThat(piece.isComplete()).isFalse();
            piece.add(i, answers[i]);
        }
        assertThat(piece.isComplete()).isTrue();
        return piece;
    }

    @Test
    void resultHasAnAnswerPerRequest() {
        ServedPiece piece = piece(COMPLETED, REFUSED, FAILED);
        assertThat(piece.requests).containsExactly("a", "a", "b");
        assertThat(new String(piece.result(), StandardCharsets.UTF_8))
                .isEqualTo("{\"choices\":[]}\n{\"error\":{\"code\":400}}\n{\"error\":{\"type\":\"server_error\"}}");
        assertThat(piece.isFailed()).isFalse();
        assertThat(piece.isUndoable()).isFalse();
    }

    @Test
    void pieceFailsIfNoRequestIsCompletedAndOneFails() {
        assertThat(piece(REFUSED, FAILED).isFailed()).isTrue();
        assertThat(piece(FAILED, FAILED).isFailed()).isTrue();
        assertThat(piece(REFUSED, REFUSED).isFailed()).isFalse();
        assertThat(piece(COMPLETED, FAILED).isFailed()).isFalse();
        assertThat(piece(COMPLETED).isFailed()).isFalse();
    }

    @Test
    void pieceIsUndoableIfAllRequestsAreRefused() {
        assertThat(piece(REFUSED, REFUSED).isUndoable()).isTrue();
        assertThat(piece(REFUSED, FAILED).isUndoable()).isFalse();
        assertThat(piece(REFUSED, COMPLETED).isUndoable()).isFalse();
    }

    @Test
    void summaryHasTheVolumeAndTheDuration() {
        assertThat(piece(COMPLETED, COMPLETED, FAILED).summary("served", 103.46))
                .isEqualTo("r1.0: served, 3 requests, volume 1,200, 3.5 s");
    }
}
