package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.Messages;
import dev.tidegate.support.VertxForTests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several messages in one request, each with an outcome of its own. */
class BatchesIT extends DeliveryFixture {
    private static final String TAKEN = "{\"ErrorCode\":0,\"Message\":\"OK\"}";
    private static final String BATCH = "batchWithTemplates";
    private static final String TRACKED = "/api/v2/batch";
    private static final String JOB = "event-bulk-create-jobs";

    @Test
    void gathers_what_waits_into_few_requests() {
        List<Message> messages = Carts.carts(100);
        station.store(messages, null);
        esp.always((loop, request) -> {
            String asked = esp.received().getLast().body();
            request.response().end(request.uri().endsWith(BATCH) ? each(asked) : TAKEN);
        });

        station.start(postmark());

        await().untilAsserted(() ->
                assertThat(messages).allMatch(message -> station.status(message) == DeliveryStatus.DELIVERED));
        assertThat(esp.received()).hasSizeLessThan(20);
    }

    @Test
    void tries_each_alone_when_the_batch_is_refused_as_a_whole() {
        List<Message> messages = new ArrayList<>(Carts.carts(5));
        station.store(messages, null);
        esp.always((loop, request) -> {
            if (request.uri().endsWith(BATCH)) {
                request.response().setStatusCode(422).end("{\"ErrorCode\":403,\"Message\":\"no\"}");
            } else {
                request.response().end(TAKEN);
            }
        });

        station.start(postmark());

        await().untilAsserted(() ->
                assertThat(messages).allMatch(message -> station.status(message) == DeliveryStatus.DELIVERED));
    }

    @Test
    void repeats_alone_what_went_as_a_bulk_job() {
        List<Message> messages = Carts.carts(20);
        station.store(messages, null);
        esp.always((loop, request) -> request.response()
                .setStatusCode(request.uri().endsWith(JOB) ? 503 : 202)
                .end());

        station.start(settings(new ConnectorSettings.Klaviyo(new Secret("pk_1"), esp.url(), true)));

        await().untilAsserted(() ->
                assertThat(messages).allMatch(message -> station.status(message) == DeliveryStatus.DELIVERED));
        String jobs = bodies(JOB);
        String repeated = bodies("/api/events");
        assertThat(messages).allSatisfy(message -> {
            String uniqueId = "\"unique_id\":\"" + message.id().value();
            assertThat(jobs).containsOnlyOnce(uniqueId);
            assertThat(repeated).containsOnlyOnce(uniqueId);
        });
    }

    @Test
    void tries_each_alone_when_the_answer_does_not_say_what_became_of_the_batch() {
        List<Message> messages = Carts.carts(5);
        station.store(messages, null);
        esp.always((loop, request) -> request.response().end(request.uri().endsWith(TRACKED) ? "" : "{}"));

        station.start(
                settings(new ConnectorSettings.CustomerIo("site", new Secret("key"), null, esp.url(), esp.url())));

        await().untilAsserted(() ->
                assertThat(messages).allMatch(message -> station.status(message) == DeliveryStatus.DELIVERED));
    }

    @Test
    void tells_why_a_message_cannot_be_written() {
        Message sms = Messages.by(Channel.SMS, Carts.cart(1));

        station.start(postmark()).release(sms);

        await().until(() -> station.status(sms) == DeliveryStatus.DEAD);
        assertThat(station.delivery(sms).attempts().getLast().error())
                .isEqualTo("the message cannot be written for this destination: it has no e-mail address, or is not"
                        + " meant for one");
    }

    @Test
    void a_test_message_needs_no_address_where_customers_are_known_by_ids() {
        station.start(settings(new ConnectorSettings.Klaviyo(new Secret("pk_1"), esp.url(), false)));

        Tried tried = VertxForTests.await(
                        station.worker.test(Station.DESTINATION, new TestMessage("Cart Abandoned", null, null)))
                .orElseThrow();

        assertThat(tried.outcome()).isEqualTo("delivered");
        assertThat(bodies("/api/events")).contains("\"external_id\":\"tidegate-test\"");
    }

    private String bodies(String pathEnd) {
        return esp.received().stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .map(FakeEsp.Received::body)
                .collect(Collectors.joining());
    }

    private static String each(String body) {
        int count = body.split("TemplateAlias", -1).length - 1;
        return "[" + String.join(",", Collections.nCopies(count, TAKEN)) + "]";
    }

    private DestinationSettings postmark() {
        return settings(new ConnectorSettings.Postmark(
                new Secret("token"), new Sender("news@shop.example", null), null, esp.url()));
    }

    private static DestinationSettings settings(ConnectorSettings type) {
        return new DestinationDraft(type).withConcurrency(2).settings();
    }
}
