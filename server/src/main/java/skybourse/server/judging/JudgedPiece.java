package skybourse.server.judging;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import skybourse.server.codec.ChatVolume;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Piece that is judged, with its requests and answers. Used under its lock, except for the seller. */
final class JudgedPiece {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final ReentrantLock lock = new ReentrantLock();

    /** Id of the seller; empty until it is known. */
    volatile String seller = "";

    /** Whether the requests without an answer are known to be refused by the judge's endpoint, too. */
    boolean isExcused;

    private final BitSet checked = new BitSet();
    private List<String> requests = List.of();
    private List<JsonNode> answers = List.of();

    /**
     * Stores requests and answers.
     *
     * @param payload one request per line
     * @param result one answer per line; empty if there is no result
     */
    void read(byte[] payload, byte[] result) {
        requests = List.of(lines(payload));
        answers = result.length == 0
                ? List.of()
                : IntStream.range(0, requests.size())
                        .mapToObj(i -> JSON.readTree(lines(result)[i]))
                        .toList();
    }

    private static String[] lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).split("\n");
    }

    String request(int request) {
        return requests.get(request);
    }

    /** Returns the text of an answer. */
    String answer(int request) {
        return ChatVolume.text(answers.get(request));
    }

    List<Integer> all() {
        return IntStream.range(0, requests.size()).boxed().toList();
    }

    /** Returns the requests with an answer. */
    List<Integer> answered() {
        return IntStream.range(0, answers.size())
                .filter(i -> ChatVolume.isAnswered(answers.get(i)))
                .boxed()
                .toList();
    }

    /** Returns the requests whose answer is an error. */
    List<Integer> unanswered() {
        return IntStream.range(0, answers.size())
                .filter(i -> !ChatVolume.isAnswered(answers.get(i)))
                .boxed()
                .toList();
    }

    boolean isChecked(int request) {
        return checked.get(request);
    }

    void setChecked(int request) {
        checked.set(request);
    }
}
