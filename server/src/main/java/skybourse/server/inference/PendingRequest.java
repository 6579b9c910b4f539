package skybourse.server.inference;

import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/** Request that waits for its answer. It is thread-safe. All times are values of {@link System#nanoTime()}. */
final class PendingRequest {

    /** Number of error lines and undoable reports after which a request is not bought again. */
    private static final int MOST_FAULTS = 2;

    /** Number of pieces without a result after which each further one is a fault. */
    private static final int MOST_FAILURES = 3;

    private final ChatRequest chat;
    private final boolean isInteractive;
    private final long arrival;
    private final long priority;
    private final CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
    private long deadline;
    private int clients = 1;
    private boolean isSold;
    private int faults;
    private int failures;
    private int mostBatch;
    private OpenAiError reason = OpenAiError.timeout();

    /**
     * Creates a request.
     *
     * @param isInteractive whether a client waits for it; false for requests of a batch job
     * @param deadline time after which it is not bought any more
     */
    PendingRequest(ChatRequest chat, boolean isInteractive, long arrival, long deadline, int mostBatch) {
        this.chat = chat;
        this.isInteractive = isInteractive;
        this.arrival = arrival;
        priority = deadline;
        this.deadline = deadline;
        this.mostBatch = mostBatch;
    }

    /** Returns a request that has already ended with an error. */
    static PendingRequest refused(OpenAiError error) {
        var request = new PendingRequest(new ChatRequest("", 0, 0, false, false), true, 0, 0, 1);
        request.answer.completeExceptionally(error);
        return request;
    }

    boolean isInteractive() {
        return isInteractive;
    }

    ChatRequest chat() {
        return chat;
    }

    long arrival() {
        return arrival;
    }

    CompletableFuture<ObjectNode> answer() {
        return answer;
    }

    /** Returns the first deadline. Requests with an earlier one are submitted first. */
    long priority() {
        return priority;
    }

    /** Largest number of requests of a batch that contains this one. */
    synchronized int mostBatch() {
        return mostBatch;
    }

    /** Limits the size of the request's batches after a batch was refused as invalid. */
    synchronized void limitBatch(int most) {
        mostBatch = Math.max(1, most);
    }

    /** Sets the error with which the request ends at its deadline. */
    synchronized void blockedBy(OpenAiError error) {
        reason = error;
    }

    synchronized OpenAiError reason() {
        return reason;
    }

    synchronized void setSold(boolean sold) {
        isSold = sold;
    }

    /** Notes that a client does not wait any more. Without clients, a request that is not sold will be withdrawn. */
    synchronized void abandon() {
        clients--;
    }

    /** Lets another client wait for the same answer. Returns false if the request ended without an answer. */
    synchronized boolean attach(long until) {
        boolean mayWait = !answer.isCompletedExceptionally();
        if (mayWait) {
            clients++;
            deadline = Math.max(deadline, until);
        }
        return mayWait;
    }

    /** Returns whether nobody waits for the request and it is not sold. */
    synchronized boolean isObsolete(long now) {
        return !isSold && !answer.isDone() && (clients == 0 || deadline - now <= 0);
    }

    /** Ends the request if it is obsolete. Returns whether it has ended. */
    synchronized boolean isEnded(long now) {
        if (isObsolete(now)) {
            answer.completeExceptionally(reason);
        }
        return answer.isDone();
    }

    /** Counts a piece that its seller did not serve. Returns the fault; empty for the first {@value #MOST_FAILURES} pieces. */
    synchronized String failure() {
        failures++;
        return failures > MOST_FAILURES ? "not served in time" : "";
    }

    /** Counts an error line or an undoable report. The request ends with {@code error} if there were too many. */
    synchronized void fault(OpenAiError error) {
        faults++;
        if (faults >= MOST_FAULTS) {
            answer.completeExceptionally(error);
        }
    }
}
