package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.standard.EventTypes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/events.md} and the sources tell the same. */
class EventsPageTest {
    private static final Path CODE = Path.of("src/main/java/dev/tidegate/source");
    private static final String PAGE = text(Path.of("docs/events.md"));
    private static final Pattern TYPE = Pattern.compile("\"((?:[a-z]+_)+[a-z]+ed|unsubscribed)\"");
    private static final Pattern TYPE_IN_TABLE = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|(.*)\\|$");
    private static final Pattern CASE =
            Pattern.compile("case ((?:\"[^\"]+\",?\\s*)+)->|^    [A-Z_]+\\((\"[^\"]+\")", Pattern.MULTILINE);
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify/ShopifyTopic",
                "woocommerce/WooCommerceTopic",
                "bigcommerce/BigCommerceScope",
                "stripe/StripeTopic",
                "sendgrid/SendGridEvent",
                "mailgun/MailgunEvent",
                "postmark/PostmarkRecord",
                "ses/SesRecord",
                "customerio/CustomerIoEvent",
                "klaviyo/KlaviyoEvent"
            })
    void each_topic_that_is_mapped_stands_there(String mapping) {
        Set<String> topics = new TreeSet<>();
        CASE.matcher(text(CODE.resolve(mapping + ".java")))
                .results()
                .forEach(found -> LITERAL.matcher(found.group())
                        .results()
                        .forEach(literal -> topics.add(literal.group(1).replace("event:klaviyo.", ""))));

        assertThat(topics).hasSizeGreaterThan(3);
        assertThat(topics).allSatisfy(topic -> assertThat(PAGE).contains("`" + topic + "`"));
    }

    @Test
    void each_type_that_sources_can_give_by_themselves_stands_there() {
        Set<String> types = new TreeSet<>();
        for (String mapping : List.of(
                "shopify/ShopifyTopic",
                "woocommerce/WooCommerceMoment",
                "woocommerce/WooCommerceSource",
                "bigcommerce/BigCommerceScope",
                "stripe/StripeTopic",
                "segment/SegmentEvent",
                "../domain/EventTypes")) {
            TYPE.matcher(text(CODE.resolve(mapping + ".java"))).results().forEach(found -> types.add(found.group(1)));
        }
        // names of Segment's and Stripe's, and what Tidegate tells itself
        types.removeAll(Set.of(
                "segment_consent_preference_updated", "email_link_clicked", "no_payment_required", "event_replayed"));
        types.removeIf(type -> type.startsWith("profile_"));

        assertThat(types)
                .contains("order_completed", "page_viewed", "payment_failed", "email_opened", "app_uninstalled");
        assertThat(types).allSatisfy(type -> assertThat(PAGE).contains("`" + type + "`"));
    }

    @Test
    void what_stands_there_of_shopify_and_bigcommerce_is_so() {
        List<String> ran = new ArrayList<>();
        TYPE_IN_TABLE
                .matcher(PAGE)
                .results()
                .forEach(row -> QUOTED.matcher(row.group(2))
                        .results()
                        .map(quoted -> quoted.group(1))
                        .filter(topic -> topic.indexOf('/') > 0 && !topic.endsWith("statusUpdated"))
                        .forEach(topic -> {
                            assertThat(typeOf(topic)).as(topic).isEqualTo(row.group(1));
                            ran.add(topic);
                        }));

        assertThat(ran).hasSizeGreaterThan(30);
    }

    @Test
    void names_are_made_canonical_as_it_says() {
        assertThat(List.of("Order Completed", "order.completed", "orderCompleted"))
                .allSatisfy(name -> assertThat(EventTypes.canonical(name)).isEqualTo("order_completed"));
    }

    private static String typeOf(String topic) {
        boolean big = topic.startsWith("store/");
        Prepared.Ready ready =
                Requests.ready(big ? asking() : Played.of("shopify").settings());
        byte[] body = Texts.bytes(
                big
                        ? "{\"scope\":\"" + topic + "\",\"hash\":\"h\",\"data\":{\"id\":1}}"
                        : "{\"id\":1,\"token\":\"t\",\"order_id\":1}");
        Source source = ready.perEventLoop().apply(Requests.NO_TOOLS);
        return Requests.event(source.read(Requests.signed(ready, body, topic))).type();
    }

    /** With access to the store's API, as only then there is something to tell of subscribers. */
    private static SourceSettings asking() {
        return new SourceSettings.BigCommerce(
                SourceSettings.Entry.of("bigcommerce"),
                List.of(new Secret("client-secret")),
                SourceSettings.DEFAULT_TOLERANCE,
                new SourceSettings.BigCommerce.Api(
                        new Secret("token"), URI.create("https://api.example"), false, Duration.ofMinutes(15)));
    }

    private static String text(Path file) {
        return new String(Fixtures.bytes(file), StandardCharsets.UTF_8);
    }
}
