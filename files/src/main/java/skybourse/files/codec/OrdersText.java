package skybourse.files.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.NumberSyntax;
import skybourse.files.text.CsvLine;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/**
 * CSV format of orders. The header is {@code side,participant,lot,limitTicks}, or {@code side,participant,limitTicks} if every participant has one
 * lot. Each line after it is an order with the side {@code bid} or {@code ask} and a limit price of at least 0. Empty lines and lines that
 * start with {@code #} are ignored. Cells
 * have the syntax of {@link CsvLine}.
 */
public final class OrdersText {

    private static final String ONE_LOT = "side,participant,limitTicks";
    private static final String LOTS = "side,participant,lot,limitTicks";

    private final String source;
    private final List<Order> orders = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Side> sides = new HashMap<>();
    private boolean withLots;

    private OrdersText(String source) {
        this.source = source;
    }

    /**
     * Reads an order book from the content of a file.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file, UTF-8
     * @return a book with at least one bid and one ask
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static OrderBook read(String source, byte[] bytes) {
        return parse(source, Utf8InputDecoder.decode(source, bytes));
    }

    /**
     * Reads an order book from a text.
     *
     * @param source name of the file, for messages
     * @param text content of the file
     * @return a book with at least one bid and one ask
     * @throws InvalidInputException if the text is not valid; the message names the first error
     */
    public static OrderBook parse(String source, String text) {
        return new OrdersText(source).read(text);
    }

    /** Returns an order book as text. {@link #parse} reads it if the book has both sides and no negative limit price. */
    public static String write(OrderBook book) {
        StringBuilder text = new StringBuilder(LOTS + "\n");
        for (Order order : book.orders().toList()) {
            String side = order.side() == Side.BUYERS ? "bid" : "ask";
            text.append(CsvLine.of(side, order.participant(), order.lot(), order.limitTicks()))
                    .append('\n');
        }
        return text.toString();
    }

    private OrderBook read(String text) {
        String[] lines = text.split("\r?\n", -1);
        boolean headed = false;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].startsWith("#")) {
                continue;
            }
            if (headed) {
                orders.add(order(i + 1, lines[i]));
            } else {
                readHeader(i + 1, lines[i]);
                headed = true;
            }
        }
        if (!headed) {
            throw wrong("", "must start with a header: the file is empty", "begin the file with " + LOTS + ".");
        }
        requireBothSides();
        return book();
    }

    private OrderBook book() {
        try {
            return OrderBook.of(orders);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "",
                    InvalidInputException.reason(e),
                    "number each participant's lots 1, 2, ..., starting with its best limit.");
        }
    }

    private void readHeader(int line, String header) {
        withLots = header.equals(LOTS);
        if (!withLots && !header.equals(ONE_LOT)) {
            throw wrong(
                    "line " + line,
                    String.format(
                            Locale.ROOT, "header must be \"%s\" or \"%s\": %s", ONE_LOT, LOTS, ErrorText.quote(header)),
                    "add the header line, which names the columns.");
        }
    }

    private Order order(int line, String row) {
        List<String> cells = cells(line, row);
        String participant = participant(line, cells.get(1));
        int lot = withLots ? (int) whole(line, "lot", cells.get(2), 1, 1_000_000) : 1;
        long limit = whole(line, "limitTicks", cells.getLast(), 0, Order.MAX_TICKS);
        Order order =
                isBid(line, cells.getFirst()) ? new Bid(participant, lot, limit) : new Ask(participant, lot, limit);
        requireNew(line, order);
        return order;
    }

    private boolean isBid(int line, String side) {
        if (!side.equals("bid") && !side.equals("ask")) {
            throw wrong(
                    "line " + line + " side",
                    "must be bid or ask: " + ErrorText.quote(side),
                    "put the side into the first column.");
        }
        return side.equals("bid");
    }

    private List<String> cells(int line, String row) {
        int columns = withLots ? 4 : 3;
        List<String> cells = CsvLine.cells(source, line, row);
        if (cells.size() != columns) {
            throw wrong(
                    "line " + line,
                    "must have " + columns + " fields: " + cells.size(),
                    "put quotes around an id with a comma.");
        }
        return cells;
    }

    private String participant(int line, String id) {
        String broken = LabelSyntax.violatedRule(id);
        if (!broken.isEmpty()) {
            throw wrong(
                    "line " + line + " participant",
                    broken + ": " + ErrorText.quote(id),
                    "use a plain id, such as fa1.");
        }
        return id;
    }

    private long whole(int line, String field, String cell, long lowest, long highest) {
        if (!NumberSyntax.isWhole(cell)) {
            throw wrong(
                    "line " + line + " " + field,
                    "must be a whole number: " + ErrorText.quote(cell),
                    "choose a smaller tick and scale all prices, for example by 10.");
        }
        // A number that does not fit into 64 bits is certainly out of range, so any out-of-range value may replace it.
        long value = NumberSyntax.whole(cell).orElse(cell.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
        if (value < lowest || value > highest) {
            throw wrong(
                    "line " + line + " " + field,
                    "must be in [" + lowest + ", " + highest + "]: " + LabelSyntax.cut(cell, 60),
                    value < lowest
                            ? "give prices, not gains or costs; a price is never negative."
                            : "choose a larger tick.");
        }
        return value;
    }

    private void requireNew(int line, Order order) {
        String field = "line " + line + " participant";
        if (sides.getOrDefault(order.participant(), order.side()) != order.side()) {
            throw wrong(
                    field,
                    "must be on one side only: " + ErrorText.quote(order.participant()),
                    "use two ids for a trader on both sides.");
        }
        sides.put(order.participant(), order.side());
        if (!seen.add(order.lot() + " " + order.participant())) {
            throw wrong(
                    field,
                    "must be unique" + (withLots ? " for each lot" : "") + ": " + ErrorText.quote(order.label()),
                    withLots ? "number its lots 1, 2, ...." : "add a column for its lots: " + LOTS + ".");
        }
    }

    private void requireBothSides() {
        if (!sides.containsValue(Side.BUYERS)) {
            throw wrong("", "must have at least one bid: 0", "add the lines of the buyers.");
        }
        if (!sides.containsValue(Side.SELLERS)) {
            throw wrong("", "must have at least one ask: 0", "add the lines of the sellers.");
        }
    }

    private InvalidInputException wrong(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}
