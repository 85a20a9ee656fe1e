package dev.tidegate.delivery;

import static dev.tidegate.support.FakeEsp.silence;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A destination is asked at start whether it accepts the credentials, if that is wanted. */
class VerifyIT extends DeliveryFixture {
    @Test
    void tells_that_the_credentials_are_accepted() {
        station.start(klaviyo("pk_1").verified().settings());

        assertThat(answered().outcome()).isEqualTo("accepted");
        assertThat(answered().reason()).isNull();
        assertThat(esp.received())
                .singleElement()
                .satisfies(asked -> assertThat(asked.method()).isEqualTo("GET"));
    }

    @Test
    void tells_that_they_are_refused_and_sends_all_the_same() {
        esp.then(status(403)).always(status(202));
        Message message = Carts.cart(1);
        station.start(klaviyo("pk_1").verified().settings());
        assertThat(answered().outcome()).isEqualTo("refused");
        assertThat(answered().reason()).isEqualTo("HTTP 403: the credentials are not accepted");

        station.release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
    }

    @Test
    void neither_waits_for_an_esp_that_does_not_answer_nor_fails_because_of_it() {
        esp.then(silence()).always(status(202));
        Message message = Carts.cart(1);
        station.start(klaviyo("pk_1").verified().settings()).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(answered().outcome()).isEqualTo("unclear");
        assertThat(answered().reason()).isEqualTo("no answer in time");
    }

    @Test
    void asks_again_when_the_settings_have_changed() {
        station.start(klaviyo("pk_1").verified().settings());
        await().until(() -> esp.received().size() == 1);
        VertxForTests.await(
                station.worker.configure(List.of(klaviyo("pk_1").verified().settings())));

        VertxForTests.await(
                station.worker.configure(List.of(klaviyo("pk_2").verified().settings())));

        await().until(() -> esp.received().size() == 2);
        assertThat(esp.received().getLast().header("authorization")).contains("pk_2");
    }

    @Test
    void asks_nothing_unless_it_is_wanted() {
        Message message = Carts.cart(1);
        esp.always(status(202));

        station.start(klaviyo("pk_1").settings()).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(esp.received())
                .singleElement()
                .satisfies(sent -> assertThat(sent.method()).isEqualTo("POST"));
        assertThat(verification()).isNull();
    }

    @Test
    void tells_where_it_cannot_be_asked() {
        station.start(Station.hook(esp, DestinationDraft::verified));

        assertThat(answered().outcome()).isEqualTo("not_supported");
        assertThat(esp.received()).isEmpty();
    }

    private Verification answered() {
        await().until(() -> verification() != null);
        return Objects.requireNonNull(verification());
    }

    private @Nullable Verification verification() {
        return VertxForTests.await(station.worker.states()).getFirst().verification();
    }

    private DestinationDraft klaviyo(String key) {
        return new DestinationDraft(new ConnectorSettings.Klaviyo(new Secret(key), esp.url(), false))
                .withTimeout(Duration.ofSeconds(1));
    }
}
