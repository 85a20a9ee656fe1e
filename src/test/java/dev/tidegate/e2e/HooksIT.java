package dev.tidegate.e2e;

import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that are subscribed by HTTP, at gateways that are processes of their own and may be killed. */
class HooksIT {
    private static final String TRIGGERS = """
        triggers:
          order-zap:
            on: [order_completed]
            message_class: transactional
            send: [{to: zap, as: Order}]
        """;
    private static final Pattern MESSAGE =
            Pattern.compile("\"message_id\":\"([^\"]*)\".*\"event_source_id\":\"([^\"]*)\"");

    @TempDir
    Path folder;

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private FakeEsp one;
    private FakeEsp other;

    @BeforeEach
    void start() {
        one = new FakeEsp(vertx.get());
        other = new FakeEsp(vertx.get());
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-split", "before-attempt", "after-esp-answer"})
    void each_hook_gets_every_message_although_a_gateway_dies(String crashPoint) throws Exception {
        try (RedisServer redis = RedisServer.started();
                Site site = new Site(folder, redis.uri(), crashPoint)) {
            Site.Gateway doomed = site.gatewayWith(TRIGGERS, "doomed", "-Dtidegate.crash=" + crashPoint + ":3")
                    .ready();
            subscribe(site, doomed, one, "");
            subscribe(site, doomed, other, ",\"as\":\"Order\"");
            Storefront storefront = new Storefront(site);
            storefront.offer(20, doomed.port);

            assertThat(doomed.program.exit(Duration.ofSeconds(20))).isEqualTo(137);

            Site.Gateway heir = site.gatewayWith(TRIGGERS, "heir").ready();
            storefront.offerAgainWhatWasNotAnswered(heir.port);

            for (FakeEsp hook : Set.of(one, other)) {
                awaitAll(hook, storefront.accepted);
                assertThat(hook.received().size() - storefront.accepted.size()).isBetween(0, Site.IN_HAND);
            }
            assertThat(messages(other)).isEqualTo(messages(one));
        }
    }

    @Test
    void two_gateways_know_the_same_hooks() throws Exception {
        try (RedisServer redis = RedisServer.started();
                Site site = new Site(folder, redis.uri(), "two")) {
            Site.Gateway left = site.gatewayWith(TRIGGERS, "left").ready();
            Site.Gateway right = site.gatewayWith(TRIGGERS, "right").ready();
            FakeEsp over = new FakeEsp(vertx.get()).always(status(410));
            assertThat(site.get(left.managementPort, HOOKS + "/sample"))
                    .startsWith("[{")
                    .contains("\"customer_email\":");
            String kept = subscribe(site, left, one, ",\"as\":\"Order\"");
            subscribe(site, right, other, ",\"as\":\"Something Else\"");
            String gone = subscribe(site, right, over, "");
            Set<String> orders = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                orders.add("two-" + i);
                assertThat(site.post(i % 2 == 0 ? left.port : right.port, Site.order("two-" + i)))
                        .isEqualTo(202);
            }

            awaitAll(one, orders);
            assertThat(one.received()).as("nobody died").hasSize(20);
            assertThat(other.received()).isEmpty();
            await().until(() -> !site.get(left.managementPort, HOOKS).contains(gone));
            assertThat(site.get(right.managementPort, HOOKS))
                    .contains(kept, "\"host\":\"127.0.0.1\"")
                    .doesNotContain("http://");

            HttpRequest delete = HttpRequest.newBuilder(uri(right, HOOKS + "/" + kept))
                    .DELETE()
                    .build();
            assertThat(site.http
                            .send(delete, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(202);
            assertThat(site.post(left.port, Site.order("two-late"))).isEqualTo(202);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> site.get(right.managementPort, "/v1/events/crm:two-late")
                            .contains("no hook is subscribed to such messages at zap"));
            assertThat(one.received()).hasSize(20);
            over.close();
        }
    }

    private static final String HOOKS = "/v1/destinations/zap/hooks";

    private static URI uri(Site.Gateway gateway, String path) {
        return URI.create("http://127.0.0.1:" + gateway.managementPort + path);
    }

    /** Subscribes the hook; its id. */
    @CanIgnoreReturnValue
    private static String subscribe(Site site, Site.Gateway gateway, FakeEsp hook, String more)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(gateway, HOOKS))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"targetUrl\":\"" + hook.url() + "/catch\"" + more + "}"))
                .build();
        HttpResponse<String> answer = site.http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body().replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
    }

    private static void awaitAll(FakeEsp hook, Collection<String> orders) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(messages(hook).keySet()).containsAll(orders));
    }

    /** By order the message that came of it, which must be one. */
    private static Map<String, String> messages(FakeEsp hook) {
        Map<String, String> messages = new HashMap<>();
        hook.received().forEach(received -> {
            Matcher found = MESSAGE.matcher(received.body());
            assertThat(found.find()).isTrue();
            String known = messages.put(found.group(2), found.group(1));
            assertThat(known).isIn(null, found.group(1));
        });
        return messages;
    }
}
