package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.carts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.app.Connectors;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.domain.Message;
import dev.tidegate.redis.Ownership;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages for a URL and a hook that share one destination. */
class DeparturesIT extends DeliveryFixture {
    private static final Ownership OURS = new Ownership("1:a");
    private static final Duration QUICK = Duration.ofMillis(10);

    private Instant now = Instant.now();
    private final InstantSource clock = () -> now;
    private Context loop;
    private Permits permits;
    private Attempts attempts;
    private Departures departures;

    @BeforeEach
    void build() {
        DestinationSettings settings = new DestinationDraft(new ConnectorSettings.Zapier(esp.url()))
                .withConcurrency(8)
                .settings();
        loop = vertx.eventLoop();
        permits = new Permits(settings, null, clock, state -> {});
        HttpCall http = new HttpCall(vertx.get(), station.tools.hosts(), clock, settings.concurrency());
        attempts = new Attempts(station.tools, settings, Connectors.of(settings.type()), http, permits, new Nowhere());
        Alarm never = new Alarm(vertx.get(), clock, () -> {});
        departures = new Departures(clock, attempts, permits, null, never);
    }

    @Test
    void the_url_that_is_being_tried_out_after_it_was_sick_keeps_no_hook_waiting() {
        FakeEsp hook = new FakeEsp(vertx.get());
        Hooks.Subscribed subscribed = VertxForTests.await(new Hooks(station.router, station.keys)
                .subscribe(Station.DESTINATION, hook.url(), null, Instant.EPOCH, new Random(1)));
        String mark = ((Hooks.Subscribed.Yes) subscribed).id();
        Message message = cart(1);
        station.store(List.of(message), null);
        station.takeAll(1);
        Supply supply = supply(Station.partition(message));
        VertxForTests.await(supply.split(message, List.of(Receiver.CONFIGURED_MARK, mark)));
        IntStream.range(0, 10).forEach(i -> granted().failed(QUICK));
        now = now.plusSeconds(60);
        List<Permit> trials = List.of(granted(), granted(), granted());
        trials.subList(0, 2).forEach(trial -> trial.succeeded(QUICK));

        onLoop(() -> {
            departures.add(inHand(supply, message, message.id().value(), Receiver.CONFIGURED_MARK));
            departures.add(inHand(supply, message, message.id().partFor(mark).value(), mark));
            departures.attemptWhatMay();
            return Future.succeededFuture();
        });

        await().until(() -> hook.received().size() == 1);
        assertThat(esp.received()).isEmpty();
        hook.close();
    }

    @Test
    void nothing_more_is_read_while_so_much_is_being_put_off_that_nothing_may_be_attempted() {
        Supply supply = supply(0);

        boolean room = onLoop(() -> {
            carts(16)
                    .forEach(message ->
                            attempts.putOff(inHand(supply, message, message.id().value(), "-"), Duration.ofSeconds(1)));
            return Future.succeededFuture(departures.hasRoom());
        });

        assertThat(room).isFalse();
        await().until(() -> onLoop(() -> Future.succeededFuture(departures.hasRoom())));
    }

    private Permit granted() {
        return ((Permits.Answer.Granted) permits.ask(1, null)).permit();
    }

    private Supply supply(int partition) {
        Shelf shelf = new Shelf(station.tools, partition, Station.DESTINATION, OURS, Duration.ofMinutes(1));
        return new Supply(vertx.get(), partition, OURS, shelf);
    }

    private static InHand inHand(Supply supply, Message message, String id, @Nullable String mark) {
        return new InHand(supply, id, mark, message, 0, message.releasedAt(), 0, false, null, false);
    }

    @CanIgnoreReturnValue
    private <T extends @Nullable Object> T onLoop(Supplier<Future<T>> work) {
        return VertxForTests.call(loop, work);
    }

    /** A place where nothing comes after an attempt. */
    private final class Nowhere implements Attempts.Site {
        @Override
        public void roomAgain() {}

        @Override
        public void more(InHand message) {}

        @Override
        public void waitOn(InHand message) {}

        @Override
        public void done(InHand message) {}

        @Override
        public void putBack(InHand message, Throwable cause) {}

        @Override
        public void again(InHand message, Duration in) {}

        @Override
        public void lost(InHand message) {}

        @Override
        public void gone(String reason) {}

        @Override
        public Instant now() {
            return clock.instant();
        }
    }
}
