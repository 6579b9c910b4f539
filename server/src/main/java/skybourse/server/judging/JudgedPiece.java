package skybourse.server.judging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import skybourse.server.codec.ChatVolume;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Piece that is judged, with its requests and answers. At most one thread judges it. */
final class JudgedPiece {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Object PARSING = new Object();

    final String id;

    /** Id of the seller; empty until it is known. */
    volatile String seller = "";

    /** Stage of which three quarters of the time have passed; empty before. */
    volatile String lateStage = "";

    /** Stage for which {@link #lateStage} will be set; empty for none. */
    String awaitedStage = "";

    /** Answers that were compared for the evidence about the seller. */
    final BitSet checked = new BitSet();

    /** Results of the comparisons for a dispute. */
    final Map<Integer, AnswerComparison.Result> compared = new HashMap<>();

    /** Number of comparisons for a dispute that failed because an endpoint did not answer. */
    int failures;

    private List<String> requests = List.of();
    private List<String> answers = List.of();
    private BitSet answered = new BitSet();
    private boolean isRequested;
    private boolean isRunning;

    JudgedPiece(String id) {
        this.id = id;
    }

    /** Requests a judgement of the piece. Returns whether a thread must be started; otherwise one is running and will judge again. */
    synchronized boolean request() {
        boolean starts = !isRunning;
        isRequested = true;
        isRunning = true;
        return starts;
    }

    /** Returns whether the running thread must judge the piece. If not, the thread must end. */
    synchronized boolean beginPass() {
        isRunning = isRequested;
        isRequested = false;
        return isRunning;
    }

    /**
     * Stores requests and the texts of answers, of each at most as much as is compared.
     *
     * @param payload one request per line
     * @param result one answer per line; empty if there is no result
     */
    void read(byte[] payload, byte[] result) {
        requests = List.of(lines(payload));
        answers = new ArrayList<>();
        answered = new BitSet();
        synchronized (PARSING) { // results may be large
            for (String line : result.length == 0 ? new String[0] : lines(result)) {
                JsonNode answer = JSON.readTree(line);
                answered.set(answers.size(), ChatVolume.isAnswered(answer));
                String text = ChatVolume.text(answer);
                answers.add(text.substring(0, Math.min(TextSimilarity.MOST, text.length())));
            }
        }
    }

    private static String[] lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).split("\n");
    }

    /** Forgets requests and answers. */
    void clear() {
        requests = List.of();
        answers = List.of();
    }

    String request(int request) {
        return requests.get(request);
    }

    /** Returns the text of an answer. */
    String answer(int request) {
        return answers.get(request);
    }

    List<Integer> requestIndexes() {
        return IntStream.range(0, requests.size()).boxed().toList();
    }

    /** Returns the requests with an answer. */
    List<Integer> answered() {
        return answered.stream().boxed().toList();
    }

    /** Returns the requests whose answer is an error; empty if there is no result. */
    List<Integer> unanswered() {
        return IntStream.range(0, answers.size())
                .filter(request -> !answered.get(request))
                .boxed()
                .toList();
    }
}
