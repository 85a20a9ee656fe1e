package dev.tidegate.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.support.VertxForTests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    Path directory;

    @Test
    void speaks_tls_with_the_certificate_of_the_settings_and_http_1_only() throws Exception {
        KeyStore keys = selfSigned();
        Path certificate = pem("CERTIFICATE", keys.getCertificate("gateway").getEncoded());
        Path key = pem("PRIVATE KEY", keys.getKey("gateway", PASSWORD).getEncoded());
        ServerSettings settings = new ServerSettings(
                "127.0.0.1",
                0,
                4_096,
                List.of(),
                new ServerSettings.Tls(certificate, key),
                null,
                ServerSettings.Limits.defaults());

        try (TestPort port = new TestPort(vertx.get(), settings, 1);
                SSLSocket socket = (SSLSocket) trusting(keys).getSocketFactory().createSocket("127.0.0.1", port.port)) {
            socket.getOutputStream()
                    .write(TestPort.request(
                                    "POST",
                                    "/v1/webhooks/shop",
                                    "Content-Type: application/json\r\nkey: right\r\n",
                                    "{\"id\":\"1\"}")
                            .getBytes(US_ASCII));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 202".length());

            assertThat(new String(start, US_ASCII)).isEqualTo("HTTP/1.1 202");
            assertThat(socket.getSession().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
            assertThatThrownBy(() -> plain(port.port)).isInstanceOf(IOException.class);
        }
    }

    private static void plain(int port) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read();
        }
    }

    private KeyStore selfSigned() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private Path pem(String kind, byte[] der) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                + kind + "-----\n";
        return Files.writeString(directory.resolve(kind.replace(' ', '-') + ".pem"), text);
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
