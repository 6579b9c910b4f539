package skybourse.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;

/** Files of the market page: types, headers, links between them, and paths that do not exist. */
class MarketPageTest {

    private static final Pattern LINK = Pattern.compile("(?:href=|src=|from |src: )[\"']([^\"'#]+)[\"']");

    private static RunningMarket market;

    @BeforeAll
    static void open() throws IOException {
        market = RunningMarket.with(List.of(new MarketPage()));
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(market.base + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /** Returns the files that the page loads, by path. Each link must be answered. */
    private static Map<String, HttpResponse<String>> files() throws Exception {
        Map<String, HttpResponse<String>> files = new LinkedHashMap<>();
        Deque<String> paths = new ArrayDeque<>(List.of("/"));
        while (!paths.isEmpty()) {
            String path = paths.remove();
            HttpResponse<String> got = ask("GET", path);
            assertThat(got.statusCode()).as(path).isEqualTo(200);
            files.put(path, got);
            if (!path.contains("echarts")) {
                LINK.matcher(got.body())
                        .results()
                        .map(link -> URI.create("/page/").resolve(link.group(1)).toString())
                        .filter(link -> !link.startsWith("/v1/") && !files.containsKey(link) && !paths.contains(link))
                        .forEach(paths::add);
            }
        }
        return files;
    }

    @Test
    void filesHaveTypesAndSecurityHeaders() throws Exception {
        Map<String, HttpResponse<String>> files = files();
        assertThat(files.keySet())
                .contains("/", "/page/page.css", "/page/receipt.mjs", "/page/echarts.min.js", "/page/icon.svg");
        files.forEach((path, file) -> {
            String type = path.equals("/")
                    ? "text/html; charset=utf-8"
                    : path.endsWith(".css")
                            ? "text/css; charset=utf-8"
                            : path.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
            Map<String, String> headers = Map.of(
                    "Content-Type",
                    type,
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cache-Control",
                    "no-store");
            headers.forEach((name, value) ->
                    assertThat(file.headers().allValues(name)).as(path).containsExactly(value));
        });
    }

    @Test
    void sourcesHaveNoInlineCodeAndNoOtherHost() throws Exception {
        files().forEach((path, file) -> {
            if (!path.contains("echarts")) {
                assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                        .as(path)
                        .doesNotContain(
                                "://", "innerHTML", "eval(", "localStorage", "sessionStorage", "document.cookie")
                        .doesNotContainPattern("<script>|<style|\\sstyle=|\\son[a-z]+=\"");
            }
        });
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        for (String path : List.of(
                "/page",
                "/page/",
                "/page/index.htm",
                "/page/../page.css",
                "/page/MarketPage.class",
                "/index.html",
                "/page/page.css/x")) {
            assertThat(ask("GET", path).statusCode()).as(path).isEqualTo(404);
        }
        HttpResponse<String> put = ask("PUT", "/");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).contains("GET");
    }
}
