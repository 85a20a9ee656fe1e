package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Fields;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The vectors among the fixtures, each accepted or refused as its file says, by the clock that it names. */
class SignatureVectorsTest {
    @Test
    void shopify() {
        run("shopify", 8, secrets -> new SourceSettings.Shopify(Entry.of("shop"), secrets));
    }

    @Test
    void standard_webhooks() {
        run(
                "standard-webhooks",
                10,
                secrets -> new SourceSettings.StandardWebhooks(
                        Entry.of("partner"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    @Test
    void woocommerce() {
        run("woocommerce", 5, secrets -> new SourceSettings.WooCommerce(Entry.of("woo"), secrets));
    }

    @Test
    void bigcommerce() {
        run(
                "bigcommerce",
                2,
                secrets -> new SourceSettings.BigCommerce(Entry.of("big"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    @Test
    void stripe() {
        run(
                "stripe",
                6,
                secrets -> new SourceSettings.Stripe(Entry.of("payments"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    @Test
    void github() {
        run("github", 3, secrets -> new SourceSettings.GitHub(Entry.of("code"), secrets));
    }

    private static void run(String provider, int expected, Function<List<Secret>, SourceSettings> settings) {
        List<Fields> vectors = Fixtures.vectors(provider);
        for (Fields vector : vectors) {
            List<Secret> secrets = List.of(new Secret(Objects.requireNonNull(vector.text("secret"))));
            Source source =
                    Requests.ready(settings.apply(secrets)).perEventLoop().apply(Requests.NO_TOOLS);

            Request request = request(vector);
            boolean proven = source.prove(request).equals(Proof.PROVEN);
            boolean greeting = "ack-without-processing".equals(vector.text("expect"));

            assertThat(proven).as(vector.text("name")).isEqualTo(greeting || "valid".equals(vector.text("expect")));
            if (greeting) {
                assertThat(source.read(request)).as(vector.text("name")).isInstanceOf(Reading.Greeted.class);
            }
        }
        Fixtures.ran("signatures/" + provider, vectors.size(), expected);
    }

    private static Request request(Fields vector) {
        Map<String, String> headers = new HashMap<>();
        vector.object("headers").plain().forEach((name, value) -> headers.put(name, (String) value));
        byte[] body = Base64.getDecoder().decode(vector.text("body_base64"));
        Instant now = vector.get("now") instanceof Long seconds ? Instant.ofEpochSecond(seconds) : Requests.NOW;
        return new Request(Headers.of(headers), body, new Arrival(now, null, ""));
    }
}
