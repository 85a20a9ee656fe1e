package dev.tidegate.connector.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.connector.webhook.StandardWebhookSignature;
import dev.tidegate.connector.webhook.WebhookConnector;
import dev.tidegate.domain.Message;
import dev.tidegate.support.EventLoop;
import dev.tidegate.support.Messages;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SimulatorServerTest extends ConnectorContract {
    private EventLoop loop;
    private HttpCall calls;
    private SimulatorServer simulator;
    private URI url;

    @BeforeEach
    void start(Vertx vertx) {
        loop = new EventLoop(vertx);
        calls = new HttpCall(vertx, HostLookup.system(), Clock.systemUTC(), 8);
        simulator = new SimulatorServer(vertx, Clock.systemUTC());
        url = EventLoop.await(simulator.listen("127.0.0.1", 0));
    }

    @Override
    protected Connector connector() {
        return new WebhookConnector(
                URI.create(url + SimulatorServer.MESSAGES), new StandardWebhookSignature(List.of()));
    }

    @Test
    void takes_a_message_and_writes_it_down() throws Exception {
        Message message = Messages.cart();

        assertThat(send(message)).isEqualTo(new Outcome.Delivered());
        assertThat(send(message)).isEqualTo(new Outcome.Delivered());

        assertThat(simulator.ledger().totals()).isEqualTo(new Ledger.Totals(2, 2, 1, 0));
        assertThat(simulator.ledger().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.taken()).isEqualTo(2));
        assertThat(http("GET", "/ledger", "").body())
                .contains("\"id\":\"" + message.id() + "\",\"requests\":2,\"taken\":2");
        assertThat(http("GET", "/samples", "").body()).contains("Cart Abandoned");
    }

    @Test
    void is_out_of_order_for_some_requests_and_then_well_again() {
        simulator.behave(Behaviour.outage(2));

        assertThat(send(Messages.cart())).isInstanceOf(Outcome.RetryLater.class);
        assertThat(send(Messages.cart())).isInstanceOf(Outcome.RetryLater.class);
        assertThat(send(Messages.cart())).isEqualTo(new Outcome.Delivered());
        assertThat(simulator.ledger().lines().getFirst().requests()).isEqualTo(3);
        assertThat(simulator.ledger().lines().getFirst().taken()).isEqualTo(1);
    }

    @Test
    void asks_to_be_left_alone() {
        simulator.behave(Behaviour.limiting(Duration.ofSeconds(7), 1));

        assertThat(send(Messages.cart())).isEqualTo(new Outcome.RetryLater(Duration.ofSeconds(7), "HTTP 429"));
    }

    @Test
    void is_told_over_http_how_to_behave() throws Exception {
        http("PUT", "/behaviour", "{\"kind\":\"failing\",\"status\":500,\"for_ms\":60000}");
        assertThat(http("GET", "/behaviour", "").body()).isEqualTo("{\"kind\":\"failing\"}");
        assertThat(send(Messages.cart())).isInstanceOf(Outcome.RetryLater.class);

        http("PUT", "/behaviour", "{\"kind\":\"slow\",\"by_ms\":10}");
        assertThat(send(Messages.cart())).isEqualTo(new Outcome.Delivered());

        assertThat(http("PUT", "/behaviour", "{\"kind\":\"weird\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void keeps_the_newest_ids_when_there_are_too_many() {
        Ledger ledger = new Ledger(2);
        ledger.record("a", 200, NOW);
        ledger.record("b", 503, NOW);
        ledger.record("c", 200, NOW);

        assertThat(ledger.lines()).extracting(Ledger.Line::id).containsExactly("b", "c");
        assertThat(ledger.totals()).isEqualTo(new Ledger.Totals(3, 2, 3, 1));
    }

    private Outcome send(Message message) {
        Connector connector = connector();
        HttpResult result = loop.await(
                () -> calls.send((EspRequest.Http) connector.request(message, 1, NOW), Duration.ofSeconds(5), true));
        EspAnswer answer = ((HttpResult.Answered) result).answer();
        return connector.read(answer);
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> http(String method, String path, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
