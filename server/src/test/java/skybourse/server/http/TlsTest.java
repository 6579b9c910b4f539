package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.server.service.RunningExchange;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;

class TlsTest {

    private static final MarketRules RULES = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, 2, true);

    @TempDir
    private Path temp;

    private KeyStore createKeyStore() throws Exception {
        Path file = temp.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storepass",
                                "secret",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(temp.resolve("said").toFile())
                        .start()
                        .waitFor())
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "secret".toCharArray());
        }
        pem("cert.pem", "CERTIFICATE", store.getCertificate("a").getEncoded());
        pem("key.pem", "PRIVATE KEY", store.getKey("a", "secret".toCharArray()).getEncoded());
        return store;
    }

    private void pem(String name, String what, byte[] bytes) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                temp.resolve(name), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    @Test
    void serverWithCertificateUsesTls() throws Exception {
        KeyStore store = createKeyStore();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("a", store.getCertificate("a"));
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var tls = Optional.of(ExchangeServer.tls(temp.resolve("cert.pem"), temp.resolve("key.pem")));
        var memory = new MemoryStore();
        try (RunningExchange market = RunningExchange.start(RULES, 0, RunningMarket.log(RULES, memory), 1_000, memory);
                ExchangeServer server = ExchangeServer.start(market, "127.0.0.1", 0, "ab".repeat(32), tls, List.of());
                HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            var ask = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/v1/market"))
                    .build();
            HttpResponse<String> got = client.send(ask, HttpResponse.BodyHandlers.ofString());
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            var plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/market"))
                    .build();
            assertThatThrownBy(() -> client.send(plain, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void refusesInvalidCertificates() throws Exception {
        createKeyStore();
        Path cert = temp.resolve("cert.pem");
        assertThatThrownBy(() -> ExchangeServer.tls(cert, cert)).hasMessageStartingWith("tls must be a certificate");
        assertThatThrownBy(() -> ExchangeServer.tls(temp.resolve("none"), temp.resolve("key.pem")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
