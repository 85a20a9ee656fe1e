package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receivers without the hooks that the settings, which may have changed since those were subscribed, speak against.
 *
 * @param configured the URL that the settings name, null if they name none
 * @param allowPrivate whether hooks need not be at https
 */
record PermittedHooks(Receivers receivers, @Nullable URI configured, boolean allowPrivate) implements Receivers {
    @Override
    public Future<Answer> of(InHand message) {
        return receivers.of(message).map(this::permitted);
    }

    @Override
    public Future<List<Receiver>> all(Message message) {
        return receivers
                .all(message)
                .map(all -> all.stream()
                        .filter(receiver -> objection(receiver).isEmpty())
                        .toList());
    }

    @Override
    public Audience audience() {
        return receivers.audience();
    }

    @Override
    public Duration rest(String mark) {
        return receivers.rest(mark);
    }

    @Override
    public void tell(Receiver receiver, Courier.Trip trip) {
        receivers.tell(receiver, trip);
    }

    private Answer permitted(Answer answer) {
        return answer instanceof Answer.To(Receiver receiver)
                ? objection(receiver).<Answer>map(Answer.Over::new).orElse(answer)
                : answer;
    }

    private Optional<String> objection(Receiver receiver) {
        Hook hook = receiver.hook();
        if (hook == null) {
            return Optional.empty();
        }
        if (hook.url().equals(configured)) {
            return Optional.of("the hook is the destination's url, which gets all messages");
        }
        return allowPrivate || "https".equalsIgnoreCase(hook.url().getScheme())
                ? Optional.empty()
                : Optional.of("the hook is not at https, and allow_private is not set");
    }
}
