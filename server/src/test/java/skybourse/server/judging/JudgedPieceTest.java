package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JudgedPieceTest {

    private final JudgedPiece piece = new JudgedPiece("r1.0");

    private void read(String payload, String result) {
        piece.read(payload.getBytes(StandardCharsets.UTF_8), result.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String text) {
        return "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
    }

    @Test
    void answersAreThoseWithAText() {
        read("a\nb\nc", answer("x") + "\n{\"error\":{}}\n" + answer(""));
        assertThat(piece.requestIndexes()).containsExactly(0, 1, 2);
        assertThat(piece.request(2)).isEqualTo("c");
        assertThat(piece.answered()).containsExactly(0, 2);
        assertThat(piece.unanswered()).containsExactly(1);
        assertThat(piece.answer(0)).isEqualTo("x");
        assertThat(piece.answer(1)).isEmpty();
        piece.clear();
        assertThat(piece.requestIndexes()).isEmpty();
        assertThat(piece.unanswered()).isEmpty();
    }

    @Test
    void pieceWithoutResultHasNoAnswers() {
        read("a\nb", answer("x") + "\n" + answer("y"));
        read("a\nb", "");
        assertThat(piece.requestIndexes()).containsExactly(0, 1);
        assertThat(piece.answered()).isEmpty();
        assertThat(piece.unanswered()).isEmpty();
        read("a", "7");
        assertThat(piece.unanswered()).containsExactly(0);
    }

    @Test
    void answersAreCutToWhatIsCompared() {
        read("a\nb", answer("x".repeat(20_000)) + "\n" + answer("x".repeat(20_001)));
        assertThat(piece.answer(0)).hasSize(20_000);
        assertThat(piece.answer(1)).hasSize(20_000);
    }

    /** A request for a judgement during a pass leads to one more pass of the same thread. */
    @Test
    void oneThreadJudgesUntilThereIsNoRequest() {
        assertThat(piece.request()).isTrue();
        assertThat(piece.request()).isFalse();
        assertThat(piece.beginPass()).isTrue();
        assertThat(piece.request()).isFalse();
        assertThat(piece.beginPass()).isTrue();
        assertThat(piece.beginPass()).isFalse();
        assertThat(piece.request()).isTrue();
        assertThat(piece.beginPass()).isTrue();
    }
}
