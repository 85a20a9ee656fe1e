package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.Sender;
import dev.tidegate.connector.klaviyo.KlaviyoConnector;
import dev.tidegate.connector.postmark.PostmarkConnector;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How long a message waits for others to go along with. */
class GatheringTest {
    private static final Batching JOBS = Objects.requireNonNull(
            new KlaviyoConnector(KlaviyoConnector.BASE_URL, new Secret("pk_test"), true).batching());

    @Test
    void all_processes_together_keep_to_the_interval_of_the_esp() {
        assertThat(Courier.gathers(JOBS, 1)).isEqualTo(Duration.ofMillis(400));
        assertThat(Courier.gathers(JOBS, 3)).isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void it_is_short_where_the_esp_asks_for_none() {
        Batching mails = new PostmarkConnector(
                        URI.create("https://api.postmarkapp.com"),
                        new Secret("token"),
                        new Sender("news@shop.example", null),
                        null)
                .batching();

        assertThat(Courier.gathers(mails, 1)).isEqualTo(Duration.ofMillis(50));
        assertThat(Courier.gathers(mails, 3)).isEqualTo(Duration.ofMillis(50));
    }
}
