package skybourse.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import skybourse.server.http.ProtocolAdapter;
import skybourse.server.http.ProtocolRequest;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;

/**
 * Serves the market page at {@code /}, and its style sheet and scripts at {@code /page/}. These files are the same for every market and contain no data. The
 * scripts read the REST API, as every other client does.
 */
public final class MarketPage implements ProtocolAdapter {

    private static final String INDEX = "index.html";
    private static final String CHARTS = "echarts.min.js";
    private static final String CHARTS_PATH = "/META-INF/resources/_static/echarts/6.0.0/dist/" + CHARTS;
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Types of the files by name. */
    private static final Map<String, String> TYPES = Map.of(
            INDEX,
            "text/html; charset=utf-8",
            "page.css",
            "text/css; charset=utf-8",
            "icon.svg",
            "image/svg+xml",
            "page.mjs",
            SCRIPT,
            "client.mjs",
            SCRIPT,
            "rounds.mjs",
            SCRIPT,
            "account.mjs",
            SCRIPT,
            "receipt.mjs",
            SCRIPT,
            CHARTS,
            SCRIPT);

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
            "Referrer-Policy",
            "no-referrer");

    @Override
    public boolean serves(List<String> path) {
        return path.equals(List.of(""))
                || (path.size() == 2 && path.getFirst().equals("page") && TYPES.containsKey(path.getLast()));
    }

    @Override
    public HttpReply answer(ProtocolRequest request) {
        if (!request.method().equals("GET")) {
            throw ProblemException.method(List.of("GET"), request.method());
        }
        String name = request.path().size() == 1 ? INDEX : request.path().getLast();
        return new HttpReply(
                200, TYPES.getOrDefault(name, ""), bytes(name.equals(CHARTS) ? CHARTS_PATH : name), HEADERS);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = MarketPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
