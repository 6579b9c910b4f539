package skybourse.server.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.server.codec.ChatVolume;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batch that the gateway submitted, with the pieces that were sold. Line {@code i} of its payload is request {@code i}. Used by one thread. */
final class SubmittedBatch {

    /** Stages of a piece in which it has a result. */
    private static final List<String> WITH_RESULT = List.of("DONE", "REJECTED", "PAID");

    private static final List<String> WITHOUT_RESULT = List.of("FAILED", "RETURNED");

    private static final String INVALID = "invalid_request_error";
    private static final String UNDOABLE = "undoable";
    private static final List<String> KINDS = List.of(INVALID, "rate_limit_error", "server_error");

    /** Faults that mean that endpoints refuse the request. */
    private static final List<String> REFUSALS = List.of(INVALID, UNDOABLE);

    private final String name;
    private final List<PendingRequest> requests;
    private final long lastRound;
    private final InferenceProduct product;
    private final double feeShare;
    private final Map<String, Sold> pieces = new LinkedHashMap<>();
    private final byte[] payload;
    private final boolean[] isCovered;
    private boolean isAccepted;
    private boolean isOpen = true;
    private long acceptedAt;

    /** Piece of the batch. The amount is what it costs at most, by what is known at present, ledger units. */
    private static final class Sold {
        private final JsonNode piece;
        private long units;
        private long bill;
        private boolean isEnded;
        private boolean isBoughtAgain;

        Sold(JsonNode piece) {
            this.piece = piece;
            units = piece.path("billUnits").asLong();
            bill = units;
        }

        int first() {
            return piece.path("firstUnit").asInt();
        }

        int end() {
            return piece.path("endUnit").asInt();
        }
    }

    /**
     * Creates a batch.
     *
     * @param name name, unique among all batches of the agent
     * @param feeShare share of the escrow that a confirmed undoable report costs
     */
    SubmittedBatch(
            String name, List<PendingRequest> requests, long lastRound, InferenceProduct product, double feeShare) {
        this.name = name;
        this.requests = List.copyOf(requests);
        this.lastRound = lastRound;
        this.product = product;
        this.feeShare = feeShare;
        payload = requests.stream()
                .map(request -> request.chat().line())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        isCovered = new boolean[requests.size()];
    }

    String name() {
        return name;
    }

    long lastRound() {
        return lastRound;
    }

    List<PendingRequest> requests() {
        return requests;
    }

    byte[] payload() {
        return payload;
    }

    /** Notes that the exchange accepted the batch. Before that, it is unknown whether the exchange has it. */
    void accept(long now) {
        isAccepted = true;
        acceptedAt = now;
    }

    boolean isAccepted() {
        return isAccepted;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    /** Returns whether lots of the batch may still be sold. */
    boolean isOpen() {
        return isOpen;
    }

    /** Returns whether nothing can be sold any more and each piece has an end. */
    boolean isOver() {
        return !isOpen && pieces.values().stream().allMatch(sold -> sold.isEnded);
    }

    /** Returns the requests that no piece contains. */
    List<PendingRequest> unsold() {
        return IntStream.range(0, requests.size())
                .filter(i -> !isCovered[i])
                .mapToObj(requests::get)
                .toList();
    }

    /** Returns the most that the batch costs: the price cap for each unsold lot, and what its pieces cost at most, ledger units. */
    long mostUnits() {
        var lots = new LotPacking(product);
        unsold().forEach(request -> lots.add(request.chat()));
        long open = isOpen ? lots.count() * product.capUnits() : 0;
        return open + pieces.values().stream().mapToLong(sold -> sold.units).sum();
    }

    /**
     * Reads the status of the batch.
     *
     * @param again receives the requests that must be bought again
     * @return ids of the pieces whose results must be fetched
     */
    List<String> read(JsonNode task, List<PendingRequest> again) {
        List<String> results = new ArrayList<>();
        for (JsonNode piece : task.path("pieces")) {
            Sold sold = pieces.computeIfAbsent(piece.path("piece").asString(""), _ -> sold(piece));
            String state = piece.path("state").asString("");
            if (!sold.isEnded && WITH_RESULT.contains(state) && !piece.has(UNDOABLE)) {
                JsonNode meter = piece.path("meter");
                boolean mayWaive =
                        product.checkShare() > 0 && meter.path("unservedVolume").asLong() > 0;
                sold.bill = mayWaive ? sold.bill : meter.path("bill").asLong(sold.bill);
                results.add(piece.path("piece").asString(""));
            } else if (!sold.isEnded) {
                end(sold, piece, again);
            }
        }
        if (isOpen && !task.path("stage").asString("OPEN").equals("OPEN")) {
            close(again);
        }
        return results;
    }

    /** Notes that no more lots are sold. */
    void close(List<PendingRequest> again) {
        isOpen = false;
        again.addAll(unsold());
    }

    /** Notes that the exchange does not know the batch any more. */
    void lose(List<PendingRequest> again) {
        pieces.values().stream().filter(sold -> !sold.isEnded).forEach(sold -> {
            sold.isEnded = true;
            if (!sold.isBoughtAgain) {
                of(sold).forEach(request -> again(request, "", again));
            }
        });
        if (isOpen) {
            close(again);
        }
    }

    private Sold sold(JsonNode piece) {
        var sold = new Sold(piece);
        Arrays.fill(isCovered, sold.first(), sold.end(), true);
        of(sold).forEach(request -> request.setSold(true));
        return sold;
    }

    private List<PendingRequest> of(Sold sold) {
        return requests.subList(sold.first(), sold.end());
    }

    /**
     * Queues the requests of a piece without a result for another purchase. After an undoable report, this does not wait for the ruling. Records the end of the
     * piece, and its cost: the stake of a dispute or the fee, unless the report was ruled false.
     */
    private void end(Sold sold, JsonNode piece, List<PendingRequest> again) {
        boolean isUndoable = piece.has(UNDOABLE);
        boolean isFailed = piece.path("state").asString("").equals("FAILED");
        boolean isEnd = WITHOUT_RESULT.contains(piece.path("state").asString(""));
        if ((isUndoable || isEnd) && !sold.isBoughtAgain) {
            sold.isBoughtAgain = true;
            of(sold).forEach(request -> again(request, isUndoable && !isFailed ? UNDOABLE : request.failure(), again));
        }
        if (isEnd) {
            sold.isEnded = true;
            boolean isFree = !isUndoable || isFailed;
            sold.units = isFree ? 0 : piece.path("stakeUnits").asLong((long) Math.ceil(feeShare * sold.units));
        }
    }

    /** Lets a request be bought again. If {@code fault} is not empty, this is possible only once. */
    private static void again(PendingRequest request, String fault, List<PendingRequest> again) {
        request.setSold(false);
        if (!fault.isEmpty()) {
            String message = "The sellers could not answer the request (" + fault + "). Check its fields.";
            // SDKs send a request again after status 502, but not after 400.
            request.fault(
                    REFUSALS.contains(fault)
                            ? new OpenAiError(400, "", "refused_by_sellers", message)
                            : new OpenAiError(502, "", "seller_error", message));
        }
        again.add(request);
    }

    /**
     * Completes the requests of a piece with the lines of its result.
     *
     * @param again receives the requests without an answer
     */
    void complete(String id, byte[] result, List<PendingRequest> again) {
        Sold sold = Objects.requireNonNull(pieces.get(id));
        String[] lines = new String(result, StandardCharsets.UTF_8).split("\n", -1);
        List<PendingRequest> asked = of(sold);
        long escrow = sold.units;
        double unitsPerVolume = escrow / Math.max(1, sold.piece.path("work").asDouble());
        for (int i = 0; i < asked.size(); i++) {
            ChatRequest chat = asked.get(i).chat();
            JsonNode line = line(lines, i);
            if (ChatVolume.isAnswered(line) && line instanceof ObjectNode answer) {
                long volume = ChatVolume.used(product, chat.reserved(), chat.bytes(), answer);
                annotate(answer, sold, i, volume, (long) Math.ceil(unitsPerVolume * volume));
                asked.get(i).answer().complete(answer);
            } else {
                again(asked.get(i), kind(line), again);
            }
        }
        sold.units = sold.bill;
        sold.isEnded = true;
    }

    private static JsonNode line(String[] lines, int i) {
        try {
            return i < lines.length ? ChatRequest.JSON.readTree(lines[i]) : ChatRequest.JSON.missingNode();
        } catch (JacksonException _) {
            return ChatRequest.JSON.missingNode();
        }
    }

    /** Returns the kind of an error line. The seller's own words are not returned, because they may contain a part of the prompt. */
    private static String kind(JsonNode line) {
        String type = line.path("error").path("type").asString("");
        int code = line.path("error").path("code").asInt(0);
        boolean isRefusal = type.isEmpty() && code >= 400 && code < 500;
        return KINDS.contains(type) ? type : isRefusal ? INVALID : "no answer";
    }

    private void annotate(ObjectNode answer, Sold sold, int i, long volume, long mostUnits) {
        if (!answer.path("id").isString()) {
            answer.put("id", "chatcmpl-" + name + "-" + (sold.first() + i));
        }
        answer.put("object", "chat.completion");
        if (!answer.path("created").isIntegralNumber()) {
            answer.put("created", System.currentTimeMillis() / 1_000);
        }
        answer.put("model", product.model());
        answer.putObject("skybourse")
                .put("piece", sold.piece.path("piece").asString(""))
                .put("seller", sold.piece.path("worker").asString(""))
                .put("volume", volume)
                .put("mostBillUnits", mostUnits)
                .put("capShare", sold.piece.path("meter").path("capShare").asDouble());
    }
}
