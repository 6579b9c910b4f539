package skybourse.server.inference;

import skybourse.venue.event.InferenceProduct;

/** Counts the lots of a batch, which are packed as {@link skybourse.venue.event.RequestLot#pack} does. */
final class LotPacking {

    private final InferenceProduct product;
    private long volume;
    private long count;

    LotPacking(InferenceProduct product) {
        this.product = product;
    }

    /** Returns the number of lots if {@code chat} were added. */
    long countWith(ChatRequest chat) {
        return count == 0 || volume + chat.reserved() > product.lotVolume() ? count + 1 : count;
    }

    void add(ChatRequest chat) {
        long next = countWith(chat);
        volume = chat.reserved() + (next == count ? volume : 0);
        count = next;
    }

    long count() {
        return count;
    }
}
