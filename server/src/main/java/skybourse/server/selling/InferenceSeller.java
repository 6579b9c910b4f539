package skybourse.server.selling;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import skybourse.files.text.InvalidInputException;
import skybourse.server.selling.ModelEndpoint.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Sells the capacity of an endpoint at an inference market. It sends the requests of its pieces to the endpoint, those due first, and adapts its offer to the
 * speed of the endpoint. While it is paused or the endpoint fails, it is not in the market. It finishes the pieces that it has sold.
 *
 * <p>Only the thread of {@link #run} changes the state. Other threads send requests and pass the replies to it as events.
 */
public final class InferenceSeller {

    private static final int WAIT_SECONDS = 25;
    private static final long TICK_MILLIS = 250;
    private static final long RETRY_MILLIS = 10_000;

    /** Time after a stop for leaving a market that does not respond, if no piece is open, s. */
    private static final double LEAVING_SECONDS = 60;

    private final SellerSeat seat;
    private final ModelEndpoint endpoint;
    private final MarketProduct product;
    private final OfferedSpeed speed;
    private final BooleanSupplier isPaused;
    private final Consumer<String> lines;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final ExecutorService commands =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final PriorityQueue<Request> waiting = new PriorityQueue<>(Comparator.comparingLong(Request::due)
            .thenComparing(any -> any.piece.id)
            .thenComparingInt(Request::index));

    /** Pieces in progress by id; empty while the requests are loaded. */
    private final Map<String, Optional<ServedPiece>> open = new HashMap<>();

    /** Ids of pieces that the seller has finished or given up and that the market still lists. */
    private final Set<String> closed = new HashSet<>();

    private final EndpointRetries retries;
    private final Outage outage;
    private final SellerAccount account;
    private volatile boolean isStopping;
    private volatile boolean isSelling;
    private @Nullable Thread measuring;
    private @Nullable RuntimeException refusal;
    private int inProgress;
    private int polls;
    private boolean isPolling;
    private double nextPoll;
    private boolean isDrained;

    /**
     * What a seller offers.
     *
     * @param ask ask for one lot
     * @param concurrency number of requests that are sent in parallel; empty to find it
     * @param volumePerSecond speed to offer; empty to measure it
     */
    public record Offer(LotAsk ask, OptionalInt concurrency, OptionalDouble volumePerSecond) {}

    private record Request(ServedPiece piece, int index) {
        long due() {
            return piece.due;
        }
    }

    /**
     * Creates a seller.
     *
     * @param isPaused whether the owner needs the machine
     * @param lines receives what the seller does, without content of requests and answers; called by several threads
     */
    public InferenceSeller(
            SellerSeat seat,
            ModelEndpoint endpoint,
            MarketProduct product,
            Offer offer,
            BooleanSupplier isPaused,
            Consumer<String> lines) {
        this.seat = seat;
        this.endpoint = endpoint;
        this.product = product;
        retries = new EndpointRetries(endpoint, seat, Thread::sleep);
        speed = new OfferedSpeed(offer, product);
        this.isPaused = isPaused;
        this.lines = lines;
        outage = new Outage("The endpoint " + endpoint.address(), lines);
        account = new SellerAccount(seat, product.product().capUnits(), lines, System::nanoTime);
    }

    /**
     * Sells until {@link #stop}. Serves the open pieces of an earlier process first.
     *
     * @throws InvalidInputException if the market refuses the seller, or if the endpoint cannot be sold at the start
     */
    public void run() throws InterruptedException {
        leaveAndDrain();
        while (!isStopping) {
            if (isPaused.getAsBoolean()) {
                await(TICK_MILLIS);
            } else if (isReady()) {
                join();
                while (!isStopping && !isPaused.getAsBoolean() && !retries.isFailing() && speed.isFastEnough()) {
                    step(open.isEmpty() ? WAIT_SECONDS : 0);
                    adapt();
                }
                isSelling = false;
                if (retries.isFailing()) {
                    outage.failed(endpoint, retries.reason());
                }
                lines.accept("Leaving the market.");
                leaveAndDrain();
            }
        }
    }

    /** Makes {@link #run} leave the market, finish the open pieces and return. */
    public synchronized void stop() {
        isStopping = true;
        events.add(() -> {});
        if (measuring != null) {
            measuring.interrupt();
        }
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }

    /** Returns whether the endpoint can be sold. Measures it at the start and after failures. */
    private boolean isReady() throws InterruptedException {
        boolean isStart = speed.offered() == 0;
        if (!isStart && !retries.isFailing() && speed.isFastEnough()) {
            outage.answered(endpoint);
            return true;
        }
        try {
            measure();
            if (isStart) {
                lines.accept(speed.text());
            }
            speed.requireSellable();
            outage.answered(endpoint);
            if (!isStart) {
                lines.accept(speed.text());
            }
            return true;
        } catch (InvalidInputException failed) {
            if (isStart) {
                throw failed;
            }
            outage.failed(endpoint, failed.source() + " " + failed.complaint());
            await(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            if (!isStopping) {
                throw interrupted;
            }
        }
        return false;
    }

    private void measure() throws InterruptedException {
        setMeasuring(Thread.currentThread());
        try {
            speed.measure(endpoint);
            retries.reset();
        } finally {
            setMeasuring(null);
        }
    }

    private synchronized void setMeasuring(@Nullable Thread thread) throws InterruptedException {
        measuring = thread;
        if (isStopping) { // after this, stop() does not interrupt
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    private void join() throws InterruptedException {
        speed.clear();
        isSelling = true;
        isPolling = false;
        nextPoll = seconds();
        seat.join(speed.offered(), speed.askUnits(), () -> !isStopping).ifPresent(account::joined);
    }

    private void adapt() {
        if (speed.adapt()) {
            lines.accept(speed.text());
            double offered = speed.offered();
            long ask = speed.askUnits();
            if (speed.isFastEnough()) {
                command(() -> {
                    try {
                        seat.join(offered, ask, () -> isSelling);
                    } catch (InvalidInputException refused) { // the earlier offer stays
                        events.add(() -> lines.accept(refused.complaint()));
                    }
                });
            }
        }
    }

    /** A command to the exchange. */
    @FunctionalInterface
    private interface Command {
        void send() throws InterruptedException;
    }

    /** Sends a command after all earlier ones. */
    private void command(Command command) {
        commands.execute(() -> {
            try {
                command.send();
            } catch (RuntimeException failed) {
                events.add(() -> refusal = failed);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void leaveAndDrain() throws InterruptedException {
        isDrained = false;
        polls++; // an earlier request may wait for 25 s, and its reply may lack pieces
        isPolling = false;
        nextPoll = Double.POSITIVE_INFINITY;
        command(() -> {
            boolean isHeld = seat.leave();
            events.add(() -> {
                nextPoll = isHeld ? seconds() : nextPoll;
                isDrained = !isHeld;
            });
        });
        double start = seconds();
        while (!isDrained && !(isStopping && open.isEmpty() && seconds() - start > LEAVING_SECONDS)) {
            step(0);
        }
    }

    /** Handles events and starts requests and a poll. */
    private void step(int waitSeconds) throws InterruptedException {
        double untilPoll = isPolling ? TICK_MILLIS : 1_000 * (nextPoll - seconds());
        await(Math.clamp((long) Math.ceil(untilPoll), 0, TICK_MILLIS));
        while (inProgress < speed.concurrency() && !waiting.isEmpty()) {
            Request next = waiting.remove();
            inProgress++;
            Thread.startVirtualThread(() -> serve(next));
        }
        if (!isPolling && seconds() >= nextPoll) {
            isPolling = true;
            int number = ++polls;
            Thread.startVirtualThread(() -> poll(number, waitSeconds));
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private void await(long millis) throws InterruptedException {
        Runnable event = events.poll(millis, TimeUnit.MILLISECONDS);
        while (event != null) {
            event.run();
            event = events.poll();
        }
    }

    private void poll(int number, int waitSeconds) {
        try {
            JsonNode work = seat.work(waitSeconds);
            events.add(() -> listed(number, work));
            account.update();
        } catch (InvalidInputException refused) {
            events.add(() -> refusal = refused);
        } catch (IOException | RuntimeException _) { // no reply, or not one of an exchange
            events.add(() -> polled(number, 1));
        }
    }

    private void polled(int number, double pauseSeconds) {
        if (number == polls) {
            isPolling = false;
            nextPoll = seconds() + pauseSeconds;
        }
    }

    private void listed(int number, JsonNode work) {
        Set<String> listed = new HashSet<>();
        for (JsonNode piece : work.path("pieces")) {
            String id = piece.path("piece").asString("");
            listed.add(id);
            if (!closed.contains(id)
                    && !open.containsKey(id)
                    && seat.remainingNanos(piece.path("due").asLong(0)) > 0) {
                open.put(id, Optional.empty());
                account.add(id, piece.path("due").asLong(0));
                Thread.startVirtualThread(() -> load(id, piece));
            }
        }
        if (number == polls) {
            closed.retainAll(listed);
            isDrained = open.isEmpty();
        }
        // The market replies at once while it lists a piece.
        boolean mayPoll = isSelling && listed.isEmpty() && work.path("toAnswer").isEmpty();
        polled(number, mayPoll ? 0 : Math.clamp(product.roundSeconds() / 2, .1, 1));
    }

    private void load(String id, JsonNode piece) {
        try {
            Optional<String> payload = seat.payload(piece);
            events.add(() -> {
                if (payload.isEmpty()) {
                    open.remove(id);
                    closed.add(id);
                } else {
                    var sold = new ServedPiece(id, piece.path("due").asLong(0), payload.get(), seconds());
                    open.put(id, Optional.of(sold));
                    for (int i = 0; i < sold.requests.size(); i++) {
                        waiting.add(new Request(sold, i));
                    }
                }
            });
        } catch (IOException | RuntimeException _) {
            events.add(() -> open.remove(id)); // the next reply lists it again
        }
    }

    private void serve(Request request) {
        double start = seconds();
        Answer answer = retries.answer(request.piece.requests.get(request.index), request.due());
        events.add(() -> answered(request, answer, seconds() - start));
    }

    private void answered(Request request, Answer answer, double seconds) {
        inProgress--;
        ServedPiece piece = request.piece;
        if (answer instanceof Answer.Completed completed) {
            speed.add(seconds(), seconds, completed.reserved(), completed.used());
        } else if (answer instanceof Answer.Failed) {
            speed.add(seconds(), seconds, 0, 0);
        }
        if (!open.containsKey(piece.id)) {
            return;
        }
        piece.add(request.index, answer);
        if (piece.isComplete() && answer instanceof Answer.Failed failed && piece.isFailed()) {
            close(piece, "not served (endpoint: " + failed.reason() + ")");
        } else if (piece.isComplete()) {
            Thread.startVirtualThread(() -> deliver(piece));
        }
    }

    private void deliver(ServedPiece piece) {
        try {
            String outcome = seat.deliver(piece);
            events.add(() -> close(piece, outcome));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(ServedPiece piece, String outcome) {
        open.remove(piece.id);
        closed.add(piece.id);
        waiting.removeIf(any -> any.piece == piece);
        if (piece.isUndoable()) {
            retries.addFailure("it refuses all requests of a piece");
        }
        if (open.isEmpty() && Double.isFinite(nextPoll)) {
            nextPoll = seconds();
        }
        lines.accept(piece.summary(outcome, seconds()));
    }
}
