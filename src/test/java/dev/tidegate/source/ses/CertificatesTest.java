package dev.tidegate.source.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.SourceTools;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificatesTest {
    private final List<Promise<byte[]>> asked = new ArrayList<>();
    private final Certificates certificates = new Certificates(new SourceTools() {
        @Override
        public Future<byte[]> fetch(URI url) {
            Promise<byte[]> page = Promise.promise();
            asked.add(page);
            return page.future();
        }

        @Override
        public Future<Boolean> isFirstUse(String source, String token, byte[] body) {
            return Future.succeededFuture(true);
        }
    });

    @Test
    void one_that_is_being_fetched_is_not_fetched_twice() {
        Future<X509Certificate> first = certificates.at(address(1));
        Future<X509Certificate> second = certificates.at(address(1));

        assertThat(asked).hasSize(1);
        assertThat(second).isSameAs(first);
    }

    @Test
    void a_sender_that_names_ever_new_addresses_is_put_off() {
        for (int i = 0; i < 100; i++) {
            var unused = certificates.at(address(i));
        }

        assertThat(asked).hasSize(8);
        assertThat(certificates.at(address(200)).failed()).isTrue();
    }

    @Test
    void one_that_could_not_be_had_is_asked_for_anew() {
        Future<X509Certificate> first = certificates.at(address(1));
        asked.getFirst().complete("no certificate".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(first.failed()).isTrue();

        var unused = certificates.at(address(1));
        assertThat(asked).hasSize(2);
    }

    private static URI address(int number) {
        return URI.create("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-" + number + ".pem");
    }
}
