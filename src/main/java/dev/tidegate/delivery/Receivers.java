package dev.tidegate.delivery;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.domain.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Who gets the messages of a destination. Belongs to one event loop. */
interface Receivers {
    /** Only the one that the settings name. */
    Receivers CONFIGURED = new Receivers() {
        @Override
        public Future<Answer> of(InHand message) {
            String mark = message.receiver();
            // from when the destination had hooks, each of which got a part
            return Future.succeededFuture(
                    mark == null || mark.equals(Receiver.CONFIGURED_MARK)
                            ? new Answer.To(Receiver.CONFIGURED)
                            : new Answer.Over("the destination has no hooks any more"));
        }

        @Override
        public Future<List<Receiver>> all(Message message) {
            return Future.succeededFuture(List.of(Receiver.CONFIGURED));
        }

        @Override
        public Audience audience() {
            return Audience.CONFIGURED_ONLY;
        }

        @Override
        public Duration rest(String mark) {
            return Duration.ZERO;
        }

        @Override
        public void tell(Receiver receiver, Courier.Trip trip) {}
    };

    static Receivers of(DestinationSettings settings, DeliveryTools tools, Consumer<InHand> more) {
        return settings.type() instanceof ConnectorSettings.Zapier zapier
                ? new PermittedHooks(
                        new HookReceivers(settings, zapier.url() != null, tools, more),
                        zapier.url(),
                        settings.allowPrivate())
                : CONFIGURED;
    }

    /** Who gets the message. */
    sealed interface Answer {
        record To(Receiver receiver) implements Answer {}

        /** There is nobody for such a message. */
        record Nobody() implements Answer {}

        /** The one that it was for does not want it any more. */
        record Over(String reason) implements Answer {}

        /** The one that it is for is to be left alone for that time. */
        record Later(Duration rest) implements Answer {}

        /** Somebody else has seen to the message. */
        record Gone() implements Answer {}

        /** Someone else delivers the message's partition. */
        record Lost() implements Answer {}
    }

    /** Who gets this message, or this part of one. Several make it parts, of which it becomes the first itself. */
    Future<Answer> of(InHand message);

    /** All who would get such a message. */
    Future<List<Receiver>> all(Message message);

    /** How many there are, as it was when a message was last taken up. */
    Audience audience();

    /** How many there are, as far as is known here. */
    enum Audience {
        /** The one that the settings name. */
        CONFIGURED_ONLY,
        /** One, which is a hook. */
        ONE_HOOK,
        /** Several, or it is not known yet. */
        SEVERAL
    }

    /** How long this one is still to be left alone, as far as is known without looking; zero for the one that the settings name. */
    Duration rest(String mark);

    /** What came of an attempt. */
    void tell(Receiver receiver, Courier.Trip trip);
}
