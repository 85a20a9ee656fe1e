package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Arrival;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.FakeTools;
import dev.tidegate.source.Headers;
import dev.tidegate.source.NamelessSource;
import dev.tidegate.source.Placeholders;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.catalog.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a request holds nothing by which another could be proven. */
class ArchivedRequestsTest {
    private static final String SECRET = "s3cret-canary";

    private final List<ArchivedRequest> archive = new ArrayList<>();
    private final ArchivedRequests requests = new ArchivedRequests(archive::add);

    @Test
    void keeps_no_secret_of_a_path() {
        requests.taken(json(new Authentication.Path(new Secret(SECRET))), request(Map.of(), SECRET), events());

        assertThat(kept()).contains("a-topic").doesNotContain(SECRET);
    }

    @Test
    void keeps_no_configured_header_also_where_more_placeholders_are_named() {
        Source crm = json(new Authentication.Header("X-Shop", new Secret(SECRET)));
        Source nameless = new NamelessSource(crm, Placeholders.BUILT_IN.and(List.of("test")));

        requests.taken(nameless, request(Map.of("x-shop", SECRET), ""), events());

        assertThat(kept()).contains("a-topic").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "X-Signature",
                "X-Shopify-Hmac-Sha256",
                "Cookie",
                "X-Api-Key",
                "X-Auth",
                "X-Token"
            })
    void keeps_no_header_that_is_called_like_a_proof(String name) {
        Source crm = json(new Authentication.Bearer(new Secret("other")));

        requests.taken(crm, request(Map.of(name, SECRET), ""), events());
        requests.taken(crm, request(Map.of(name, SECRET), ""), events());

        assertThat(archive).hasSize(2);
        assertThat(kept()).contains("a-topic").doesNotContain(SECRET);
    }

    private static Source json(Authentication authentication) {
        SourceSettings settings = new SourceSettings.Json(
                SourceSettings.Entry.of("crm"), authentication, Map.of("type", "headers['x-topic']"));
        return ((Prepared.Ready) Sources.prepare(settings)).perEventLoop().apply(new FakeTools());
    }

    private static Request request(Map<String, String> headers, String call) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("X-Topic", "a-topic");
        return new Request(
                Headers.of(all),
                "{}".getBytes(StandardCharsets.UTF_8),
                new Arrival(Instant.parse("2026-11-24T01:02:03Z"), null, call));
    }

    private static List<EventId> events() {
        return List.of(EventId.of("crm", "1"));
    }

    private String kept() {
        return new String(archive.getLast().content(), StandardCharsets.UTF_8);
    }
}
