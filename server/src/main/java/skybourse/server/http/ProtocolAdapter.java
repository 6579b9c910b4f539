package skybourse.server.http;

import java.util.List;
import skybourse.server.service.HttpReply;

/**
 * Serves a market by a protocol other than the REST API, at paths of its own. An adapter translates names and formats. It has no rules of the market: it acts
 * only through the {@link RestApi} of a request.
 */
public interface ProtocolAdapter {

    /**
     * Returns whether this adapter serves a path.
     *
     * @param path decoded segments of the path: one empty segment for {@code /}, none for {@code *}
     */
    boolean serves(List<String> path);

    /** Answers a request. A {@link skybourse.server.service.ProblemException} is answered with its problem body. */
    HttpReply answer(ProtocolRequest request);
}
