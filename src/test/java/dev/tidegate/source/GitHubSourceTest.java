package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitHubSourceTest extends SourceContract {
    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.GitHub(new Entry("code", "people", null), List.of(new Secret("gh " + word)));
    }

    @Override
    byte[] body() {
        return Fixtures.sample("github/star.json");
    }

    @Override
    byte[] bodyWithEmail(String email) {
        return new String(body(), StandardCharsets.UTF_8)
                .replace("Jo.Winter@Lampenladen.example", email)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    String topic() {
        return "star";
    }

    @Override
    String proofHeader() {
        return "X-Hub-Signature-256";
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void event_and_action_make_the_type() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("star_created");
        assertThat(event.sourceId()).isEqualTo("msg_1");
        assertThat(event.customer().customerId()).isEqualTo("77");
        assertThat(event.properties())
                .containsEntry("repository", "lampenladen/glut")
                .containsEntry("action", "created");
    }

    @Test
    void the_ping_of_a_new_webhook_is_ignored() {
        Request ping = Requests.signed(Requests.ready(settings("right")), body(), "ping");

        assertThat(Requests.items(read(ping))).containsExactly(new Item.Ignored("ping"));
    }

    @Test
    void the_older_signature_counts_for_nothing() {
        Map<String, String> headers = Map.of("X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59");

        assertThat(prove(Requests.request(headers, body()))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }
}
