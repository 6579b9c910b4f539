package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.server.service.ProblemException;

/** Hosts and origins that a server accepts, and the address that it states. */
class ServedAddressesTest {

    private static ServedAddresses served(String scheme, String host, String... named) {
        return new ServedAddresses(
                scheme, host, 8080, Stream.of(named).map(ServedAddresses::parse).toList());
    }

    private static int status(ServedAddresses addresses, String host, String origin) {
        try {
            addresses.requireAllowed(host, origin);
            return 200;
        } catch (ProblemException problem) {
            return problem.reply().status();
        }
    }

    @Test
    void hostsAreThoseOfTheServer() {
        ServedAddresses local = served("http", "127.0.0.1", "https://Market.Example:443", "http://other.example:90");
        ServedAddresses all = served("https", "0.0.0.0");
        ServedAddresses one = served("http", "Shop.example");
        for (String host : List.of(
                "127.0.0.1:8080", "LocalHost", "[::1]:1", "market.example", "MARKET.example:443", "other.example:90")) {
            assertThat(status(local, host, "")).as(host).isEqualTo(200);
        }
        for (String host : List.of(
                "",
                "evil.example",
                "192.0.2.1:8080",
                "market.example:8080",
                "market.example.evil.example",
                "other.example",
                "127.0.0.1.evil.example",
                "evil.example/127.0.0.1",
                "127.0.0.1:1@evil.example",
                "a[127.0.0.1]")) {
            assertThat(status(local, host, "")).as(host).isEqualTo(421);
        }
        for (String host : List.of("192.0.2.1:8080", "[2001:db8::1]", "localhost:8080")) {
            assertThat(status(all, host, "")).as(host).isEqualTo(200);
        }
        for (String host : List.of("", "evil.example", "192.0.2.1.evil.example", "market.example")) {
            assertThat(status(all, host, "")).as(host).isEqualTo(421);
        }
        assertThat(status(one, "shop.EXAMPLE:8080", "")).isEqualTo(200);
        assertThat(status(one, "shop2.example", "")).isEqualTo(421);
    }

    @Test
    void originsAreTheAddressOfTheRequestOrNamed() {
        ServedAddresses local = served("http", "127.0.0.1", "https://market.example");
        for (String origin : List.of("", "http://127.0.0.1:8080", "https://market.example")) {
            assertThat(status(local, "127.0.0.1:8080", origin)).as(origin).isEqualTo(200);
        }
        assertThat(status(local, "127.0.0.1:80", "http://127.0.0.1")).isEqualTo(200);
        for (String origin : List.of(
                "null",
                "https://127.0.0.1:8080",
                "http://localhost:8080",
                "http://market.example",
                "https://market.example:8080",
                "https://market.example.evil.example",
                "https://evil.example")) {
            assertThat(status(local, "127.0.0.1:8080", origin)).as(origin).isEqualTo(403);
        }
    }

    private static String base(ServedAddresses addresses, String host) {
        return addresses.base(host) + " " + addresses.isCertain(host);
    }

    @Test
    void statesANamedAddressOrThatOfTheRequest() {
        ServedAddresses named = served("http", "127.0.0.1", "https://a.example", "http://b.example:90");
        assertThat(base(named, "b.example:90")).isEqualTo("http://b.example:90 true");
        assertThat(base(named, "A.example")).isEqualTo("https://a.example true");
        assertThat(base(named, "127.0.0.1:8080")).isEqualTo("https://a.example true");
        ServedAddresses local = served("http", "127.0.0.1");
        assertThat(base(local, "localhost:8080")).isEqualTo("http://localhost:8080 true");
        assertThat(base(local, "[::1]:8080")).isEqualTo("http://[::1]:8080 true");
        assertThat(base(local, "localhost:8081")).isEqualTo("http://localhost:8081 false");
        assertThat(base(local, "localhost")).isEqualTo("http://localhost false");
        assertThat(base(served("https", "0.0.0.0"), "192.0.2.1:8080")).isEqualTo("https://192.0.2.1:8080 false");
        assertThat(base(served("https", "shop.example").at(443), "shop.example"))
                .isEqualTo("https://shop.example true");
        assertThat(base(served("http", "shop.example").at(443), "shop.example")).isEqualTo("http://shop.example false");
    }

    @Test
    void namedAddressesHaveOnlySchemeHostAndPort() {
        assertThat(ServedAddresses.parse("HTTPS://Market.example:443")).hasToString("https://market.example");
        assertThat(ServedAddresses.parse("http://[::1]:9")).hasToString("http://[::1]:9");
        for (String text : List.of(
                "",
                "market.example",
                "ftp://market.example",
                "https://market.example/",
                "https://market.example/x",
                "https://market.example?x",
                "https://market.example#x",
                "https://user@market.example",
                "https://",
                "https://a b",
                "https://market.example:x")) {
            assertThatThrownBy(() -> ServedAddresses.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
