package dev.tidegate.source;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source whose sender writes more words than the usual ones where it knows no customer. */
public record NamelessSource(Source source, Placeholders placeholders) implements Source {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Proof prove(Request request) {
        return source.prove(request);
    }

    @Override
    public Reading read(Request request) {
        return without(source.read(request));
    }

    @Override
    public Set<String> contentTypes() {
        return source.contentTypes();
    }

    @Override
    public Set<String> proofHeaders() {
        return source.proofHeaders();
    }

    @Override
    public boolean takesPath() {
        return source.takesPath();
    }

    @Override
    public @Nullable Greeting greet(String method, Headers headers, String query) {
        return source.greet(method, headers, query);
    }

    @Override
    public Answers answers() {
        return source.answers();
    }

    private Reading without(Reading reading) {
        return switch (reading) {
            case Reading.Events(List<Item> items, boolean batch) ->
                new Reading.Events(items.stream().map(this::without).toList(), batch);
            case Reading.Later(Future<Reading> later) -> new Reading.Later(later.map(this::without));
            case Reading.Greeted greeted -> greeted;
            case Reading.Unreadable unreadable -> unreadable;
        };
    }

    private Item without(Item item) {
        return switch (item) {
            case Item.Valid(Event event) -> new Item.Valid(without(event));
            case Item.Rejected rejected -> rejected;
            case Item.Ignored ignored -> ignored;
        };
    }

    private Event without(Event event) {
        Customer customer = event.customer();
        String id = name(customer.customerId());
        String anonymousId = name(customer.anonymousId());
        boolean same = id == customer.customerId() && anonymousId == customer.anonymousId();
        return same
                ? event
                : event.with(new Customer(id, customer.idSpace(), customer.email(), customer.phone(), anonymousId));
    }

    private @Nullable String name(@Nullable String id) {
        return id == null || placeholders.isOne(id) ? null : id;
    }
}
