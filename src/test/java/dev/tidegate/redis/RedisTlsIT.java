package dev.tidegate.redis;

import static dev.tidegate.support.VertxForTests.await;
import static dev.tidegate.support.VertxForTests.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.RedisServer;
import dev.tidegate.support.TestCertificate;
import dev.tidegate.support.VertxForTests;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class RedisTlsIT {
    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    Path folder;

    @Test
    void speaks_tls_and_refuses_a_certificate_that_nobody_vouches_for() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        RedisServer redis = RedisServer.started(
                "tls-port " + port,
                "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.key(),
                "tls-ca-cert-file " + certificate.certificate(),
                "tls-auth-clients no");
        try {
            RedisRouter router = new RedisRouter(
                    vertx.eventLoop(),
                    new RedisSettings(
                            List.of(new RedisUri("rediss://localhost:" + port)),
                            "tg",
                            Duration.ofSeconds(3),
                            RedisSettings.Durability.EVERYSEC,
                            RedisSettings.Limits.standard()),
                    new Random(1),
                    RedisObserver.NONE);

            assertThat(failure(router.connect())).hasMessageEndingWith("rediss://localhost:" + port + ": TLS failed");
            await(router.close());
        } finally {
            redis.close();
        }
    }
}
