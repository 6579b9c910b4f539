package skybourse.venue.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Lot of a batch: consecutive requests that are sold together.
 *
 * @param first index of its first request in the batch
 * @param end index after its last request
 * @param volume reserved volume of its requests
 */
public record RequestLot(int first, int end, long volume) {

    /**
     * Packs requests into lots, in their order. A lot ends before the request with which its reserved volume would exceed that of a lot. It
     * has at least the product's least volume.
     *
     * @param reserved reserved volume of each request, at most {@code lotVolume}
     * @param product product with the largest and the least reserved volume of a lot
     */
    public static List<RequestLot> pack(List<Long> reserved, InferenceProduct product) {
        List<RequestLot> lots = new ArrayList<>();
        int first = 0;
        long volume = 0;
        for (int request = 0; request < reserved.size(); request++) {
            long next = reserved.get(request);
            if (request > first && volume + next > product.lotVolume()) {
                lots.add(lot(first, request, volume, product));
                first = request;
                volume = 0;
            }
            volume += next;
        }
        if (first < reserved.size()) {
            lots.add(lot(first, reserved.size(), volume, product));
        }
        return lots;
    }

    private static RequestLot lot(int first, int end, long volume, InferenceProduct product) {
        return new RequestLot(first, end, Math.max(volume, product.leastVolume()));
    }
}
