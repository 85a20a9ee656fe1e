package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Fields;
import java.nio.charset.StandardCharsets;
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
        run("shopify", secrets -> new SourceSettings.Shopify(Entry.of("shop"), secrets));
    }

    @Test
    void standard_webhooks() {
        run(
                "standard-webhooks",
                secrets -> new SourceSettings.StandardWebhooks(
                        Entry.of("partner"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    @Test
    void customerio() {
        run(
                "customerio",
                secrets -> new SourceSettings.CustomerIo(
                        Entry.of("customerio"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    /** The token is good for one body: the same body again is let in, and then found to be a duplicate. */
    @Test
    void mailgun() {
        run(
                "mailgun",
                secrets -> new SourceSettings.Mailgun(Entry.of("mailgun"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                vector -> Instant.ofEpochSecond(1_534_108_637));
    }

    @Test
    void klaviyo() {
        run(
                "klaviyo",
                secrets -> new SourceSettings.Klaviyo(Entry.of("klaviyo"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                vector -> Instant.parse("2026-04-13T22:49:36Z"));
    }

    @Test
    void sendgrid() {
        List<Fields> vectors = Fixtures.vectors("sendgrid");
        for (Fields vector : vectors) {
            SourceSettings settings = new SourceSettings.SendGridEvents(
                    Entry.of("sendgrid"),
                    Objects.requireNonNull(vector.text("public_key")),
                    SourceSettings.DEFAULT_TOLERANCE);
            check(vector, settings, new FakeTools(), Instant.ofEpochSecond(1_600_112_502));
        }
        Fixtures.ran("signatures/sendgrid", vectors.size());
    }

    @Test
    void sns() {
        sns("sns");
    }

    @Test
    void ses_in_sns() {
        sns("sns-ses");
    }

    /** By the clock of the message, for certificates run out. */
    private static void sns(String file) {
        List<Fields> vectors = Fixtures.vectors(file);
        for (byte[] content : Fixtures.file("signatures/" + file + ".json")) {
            byte[] pem = Objects.requireNonNull(Fixtures.json(content).text("certificate_pem"))
                    .getBytes(StandardCharsets.UTF_8);
            for (Fields vector : vectors) {
                Fields message = Fixtures.json(Base64.getDecoder().decode(vector.text("body_base64")));
                SourceSettings settings = new SourceSettings.Ses(
                        Entry.of("ses"),
                        List.of(Objects.requireNonNull(message.text("TopicArn"))),
                        List.of(),
                        SourceSettings.DEFAULT_TOLERANCE);
                FakeTools tools = new FakeTools().page(Objects.requireNonNull(message.text("SigningCertURL")), pem);
                check(vector, settings, tools, Instant.parse(message.text("Timestamp")));
            }
        }
        Fixtures.ran("signatures/" + file, vectors.size());
    }

    @Test
    void woocommerce() {
        run("woocommerce", secrets -> new SourceSettings.WooCommerce(Entry.of("woo"), secrets));
    }

    @Test
    void bigcommerce() {
        run(
                "bigcommerce",
                secrets -> new SourceSettings.BigCommerce(Entry.of("big"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    @Test
    void stripe() {
        run(
                "stripe",
                secrets -> new SourceSettings.Stripe(Entry.of("payments"), secrets, SourceSettings.DEFAULT_TOLERANCE));
    }

    @Test
    void github() {
        run("github", secrets -> new SourceSettings.GitHub(Entry.of("code"), secrets));
    }

    private static void run(String provider, Function<List<Secret>, SourceSettings> settings) {
        run(provider, settings, vector -> Requests.NOW);
    }

    /** @param clock for vectors that name none */
    private static void run(
            String provider, Function<List<Secret>, SourceSettings> settings, Function<Fields, Instant> clock) {
        List<Fields> vectors = Fixtures.vectors(provider);
        FakeTools tools = new FakeTools();
        for (Fields vector : vectors) {
            List<Secret> secrets = List.of(new Secret(Objects.requireNonNull(vector.text("secret"))));
            check(vector, settings.apply(secrets), tools, clock.apply(vector));
        }
        Fixtures.ran("signatures/" + provider, vectors.size());
    }

    private static void check(Fields vector, SourceSettings settings, SourceTools tools, Instant clock) {
        Source source = Requests.ready(settings).perEventLoop().apply(tools);
        Request request = request(vector, clock);

        boolean proven = Requests.settled(source.prove(request)).equals(Proof.PROVEN);

        assertThat(proven).as(vector.text("name")).isEqualTo(!"invalid".equals(vector.text("expect")));
        if ("ack-without-processing".equals(vector.text("expect"))) {
            assertThat(source.read(request)).as(vector.text("name")).isInstanceOf(Reading.Greeted.class);
        }
        if ("duplicate".equals(vector.text("expect"))) {
            Item first = Requests.items(source.read(request)).getFirst();
            Item again = Requests.items(source.read(request)).getFirst();
            assertThat(Requests.event(again).id())
                    .isEqualTo(Requests.event(first).id());
        }
    }

    private static Request request(Fields vector, Instant clock) {
        Map<String, String> headers = new HashMap<>();
        vector.object("headers").plain().forEach((name, value) -> headers.put(name, (String) value));
        byte[] body = Base64.getDecoder().decode(vector.text("body_base64"));
        Instant now = vector.get("now") instanceof Long seconds ? Instant.ofEpochSecond(seconds) : clock;
        return new Request(Headers.of(headers), body, new Arrival(now, null, ""));
    }
}
