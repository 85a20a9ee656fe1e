package dev.tidegate.delivery;

import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks that are subscribed to a destination, beside the one that its settings may name. Who is subscribed when a message is
 * taken up for the first time gets it; they are looked up then, and again before each attempt, so that no process goes by what
 * is out of date.
 */
final class HookReceivers implements Receivers {
    private static final Logger LOG = LoggerFactory.getLogger(HookReceivers.class);

    private final String destination;
    private final boolean configured;
    private final DeliveryTools tools;
    private final Hooks hooks;
    private final HookRests rests;
    private final Consumer<InHand> more;
    private final Duration openFor;
    private boolean counted;
    private Audience audience = Audience.SEVERAL;

    /**
     * @param configured whether the settings name one
     * @param more is told of a message that has parts now, where it lies
     */
    HookReceivers(DestinationSettings settings, boolean configured, DeliveryTools tools, Consumer<InHand> more) {
        this.destination = settings.name();
        this.configured = configured;
        this.tools = tools;
        this.hooks = new Hooks(tools.redis(), tools.keys());
        this.openFor = settings.breaker().openFor();
        this.rests = new HookRests(tools.clock(), openFor);
        this.more = more;
    }

    @Override
    public Future<Answer> of(InHand message) {
        String mark = message.receiver();
        if (mark != null) {
            return counted ? marked(mark) : all(message.message()).compose(receivers -> marked(mark));
        }
        // what had an attempt before there were hooks is for the one that the settings name
        return message.attempts() > 0
                ? marked(Receiver.CONFIGURED_MARK)
                : all(message.message()).compose(receivers -> share(message, receivers));
    }

    @Override
    public Future<List<Receiver>> all(Message message) {
        return hooks.of(destination).map(known -> {
            counted = true;
            audience = audience(known.size());
            List<Receiver> receivers = new ArrayList<>();
            if (configured) {
                receivers.add(Receiver.CONFIGURED);
            }
            known.stream()
                    .filter(hook -> hook.wants(message.as()))
                    .map(Receiver::new)
                    .forEach(receivers::add);
            return receivers;
        });
    }

    private Audience audience(int subscribed) {
        if (subscribed == 0 && configured) {
            return Audience.CONFIGURED_ONLY;
        }
        return subscribed == 1 && !configured ? Audience.ONE_HOOK : Audience.SEVERAL;
    }

    @Override
    public Audience audience() {
        return audience;
    }

    @Override
    public Duration rest(String mark) {
        return rests.known(mark);
    }

    private Future<Answer> share(InHand message, List<Receiver> receivers) {
        return message.supply()
                .split(message.message(), receivers.stream().map(Receiver::mark).toList())
                .compose(split -> switch (split) {
                    case Shelf.Split.To(String mark) -> {
                        tools.crashPoint().reach("after-split");
                        if (receivers.size() > 1) {
                            more.accept(message);
                        }
                        yield marked(mark);
                    }
                    case Shelf.Split.Nobody nobody -> Future.succeededFuture(new Answer.Nobody());
                    case Shelf.Split.Gone gone -> Future.succeededFuture(new Answer.Gone());
                    case Shelf.Split.Fenced other -> Future.succeededFuture(new Answer.Lost());
                });
    }

    private Future<Answer> marked(String mark) {
        if (mark.equals(Receiver.CONFIGURED_MARK)) {
            return Future.succeededFuture(
                    configured
                            ? new Answer.To(Receiver.CONFIGURED)
                            : new Answer.Over("the destination has no url any more"));
        }
        return hooks.find(destination, mark).map(found -> switch (found) {
            case Hooks.Found.Yes(Hook hook) -> {
                Duration rest = rests.left(mark);
                yield rest.isPositive() ? new Answer.Later(rest) : new Answer.To(new Receiver(hook));
            }
            case Hooks.Found.No no -> {
                rests.forget(mark);
                yield new Answer.Over("the hook is not subscribed any more");
            }
            case Hooks.Found.Unreadable newer -> {
                // a process of a newer version may take the partition over, or this one be replaced by one
                rests.asked(mark, openFor);
                yield new Answer.Later(openFor);
            }
        });
    }

    @Override
    public void tell(Receiver receiver, Courier.Trip trip) {
        Hook hook = receiver.hook();
        if (hook == null) {
            return;
        }
        switch (trip.health()) {
            case WELL -> rests.forget(hook.id());
            case SICK -> rests.failed(hook.id());
            case BUSY -> {
                // one that says how long it wants to be left alone is taken at its word
                if (trip.rest() == null) {
                    rests.failed(hook.id());
                }
            }
            case NOT_ASKED -> {}
        }
        if (trip.rest() != null) {
            rests.asked(hook.id(), trip.rest());
        }
        if (trip.each().getFirst().outcome() instanceof Outcome.Gone) {
            Persistent.until(tools.vertx(), () -> hooks.end(destination, hook)).onSuccess(ended -> {
                if (ended) {
                    LOG.atInfo()
                            .addKeyValue("destination", destination)
                            .addKeyValue("hook", hook.id())
                            .log("a hook was unsubscribed, as it answers that it is over");
                }
            });
        }
    }
}
