package dev.tidegate.source.bigcommerce;

import dev.tidegate.domain.Event;
import dev.tidegate.source.Completing;
import dev.tidegate.source.FieldError;
import dev.tidegate.source.Item;
import dev.tidegate.source.Question;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a store's API for the cart, order, customer or subscriber that a callback names. */
final class BigCommerceCompleting implements Completing {
    /** The name under which an event's context tells the store. */
    static final String STORE = "store";

    /** These go into URLs, so nothing else may stand in them than what BigCommerce makes. */
    private static final Pattern STORE_PATH = Pattern.compile("stores/[A-Za-z0-9]{1,40}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern CART = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final SourceSettings.Entry entry;
    private final SourceSettings.BigCommerce.@Nullable Api api;

    BigCommerceCompleting(SourceSettings.BigCommerce settings) {
        this.entry = settings.entry();
        this.api = settings.api();
    }

    @Override
    public List<Question> questions(Event thin) {
        SourceSettings.BigCommerce.Api access = api;
        String store = text(thin.context().get(STORE), STORE_PATH);
        if (access == null || store == null) {
            return List.of();
        }
        String base = access.baseUrl().toString().replaceFirst("/+$", "") + "/" + store;
        Map<String, String> headers =
                Map.of("x-auth-token", access.accessToken().reveal(), "accept", "application/json");
        return paths(thin)
                .map(path -> new Question(URI.create(base + path.text), path.scope, headers))
                .toList();
    }

    /** A cart that is bought or deleted cannot be asked for any more, and what is told of it is enough to cancel by. */
    private static Stream<Path> paths(Event thin) {
        return switch (thin.type()) {
            case "cart_updated", "cart_abandoned" -> cart(text(thin.properties().get("cart_token"), CART));
            case "order_completed", "order_updated", "order_fulfilled", "order_cancelled", "order_refunded" ->
                order(thin.type(), text(thin.properties().get("order_id"), NUMBER));
            case "customer_created", "customer_updated" ->
                customer(text(thin.customer().customerId(), NUMBER));
            case "consent_updated" -> subscriber(text(thin.properties().get("subscriber_id"), NUMBER));
            default -> Stream.of();
        };
    }

    private static Stream<Path> cart(@Nullable String id) {
        return id == null ? Stream.of() : Stream.of(new Path("carts", "/v3/carts/" + id + "?include=redirect_urls"));
    }

    private static Stream<Path> order(String type, @Nullable String id) {
        if (id == null) {
            return Stream.of();
        }
        Stream<Path> order = Stream.of(
                new Path("orders", "/v2/orders/" + id), new Path("orders", "/v2/orders/" + id + "/products?limit=250"));
        return type.equals("order_refunded")
                ? Stream.concat(order, Stream.of(new Path("refunds", "/v3/orders/" + id + "/payment_actions/refunds")))
                : order;
    }

    private static Stream<Path> customer(@Nullable String id) {
        return id == null
                ? Stream.of()
                : Stream.of(new Path("customers", "/v3/customers?id:in=" + id + "&include=addresses"));
    }

    private static Stream<Path> subscriber(@Nullable String id) {
        return id == null ? Stream.of() : Stream.of(new Path("subscribers", "/v3/customers/subscribers/" + id));
    }

    @Override
    public Item complete(Event thin, List<@Nullable Object> answers) {
        EventDraft draft =
                EventDraft.sparing(new Provenance(entry.name(), thin.customer().idSpace(), thin.receivedAt()));
        draft.type(thin.type());
        draft.sourceId(thin.sourceId());
        draft.occurredAt(thin.occurredAt());
        draft.customerId(thin.customer().customerId());
        thin.properties().forEach(draft::property);
        thin.context().forEach(draft::context);
        Fields first = Fields.of(answers.getFirst());
        boolean found = switch (thin.type()) {
            case "cart_updated", "cart_abandoned" -> BigCommerceCart.read(thin, first.object("data"), draft);
            case "customer_created", "customer_updated" ->
                BigCommerceCustomer.read(named(first.objects("data"), thin), draft);
            case "consent_updated" -> BigCommerceCustomer.readSubscriber(thin, first.object("data"), draft);
            default -> BigCommerceOrder.read(thin, answers, draft);
        };
        if (!found) {
            draft.error("answer", FieldError.Code.VALUE, "does not hold what was asked for");
        }
        return draft.finish();
    }

    private static Fields named(List<Fields> customers, Event thin) {
        return customers.stream()
                .filter(customer -> String.valueOf(thin.customer().customerId()).equals(customer.id("id")))
                .findFirst()
                .orElse(Fields.of(null));
    }

    @Override
    public Duration patience() {
        return api == null ? Duration.ZERO : api.patience();
    }

    @Override
    public boolean allowsPrivate() {
        return api != null && api.allowPrivate();
    }

    private static @Nullable String text(@Nullable Object value, Pattern allowed) {
        return value instanceof String text && allowed.matcher(text).matches() ? text : null;
    }

    private record Path(String scope, String text) {}
}
