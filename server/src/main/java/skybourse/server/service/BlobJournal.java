package skybourse.server.service;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import skybourse.server.signedlog.ExchangeStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/**
 * Journal that stores each entry together with the payload, result or blob that the entry names. The bytes are added before their command is decided. Adding
 * and removing bytes is thread safe.
 */
final class BlobJournal implements Journal {

    private final ExchangeStore store;
    private final Journal next;
    private final ConcurrentHashMap<String, Offer> offers = new ConcurrentHashMap<>();

    /** Bytes, with the number of undecided commands that contain them. */
    private record Offer(byte[] bytes, int count) {}

    BlobJournal(ExchangeStore store, Journal next) {
        this.store = store;
        this.next = next;
    }

    void add(String digest, byte[] bytes) {
        offers.merge(digest, new Offer(bytes, 1), (had, _) -> new Offer(bytes, had.count + 1));
    }

    void remove(String digest) {
        offers.computeIfPresent(digest, (_, had) -> had.count > 1 ? new Offer(had.bytes, had.count - 1) : null);
    }

    @Override
    public void append(Entry entry) throws IOException {
        for (MarketEvent event : entry.events()) {
            if (event instanceof MarketEvent.BytesErased erased) {
                store.erase(erased.digest());
            }
            String digest = switch (event) {
                case MarketEvent.TaskPut put -> put.payload();
                case MarketEvent.BatchPut put -> put.payload();
                case MarketEvent.PieceDone done -> done.digest();
                case MarketEvent.BlobPut put -> put.digest();
                default -> "";
            };
            Offer offer = offers.get(digest);
            if (offer != null) {
                store.store(offer.bytes(), entry.at());
            }
        }
        next.append(entry);
    }

    @Override
    public void sync() throws IOException {
        next.sync();
    }
}
