package dev.tidegate.app.demo;

import dev.tidegate.source.Signer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes a storefront's day: what is sent, in which order, and what should come of it. */
final class Storefront {
    private static final String SHOP = "/v1/webhooks/shop";
    private static final String CRM = "/v1/webhooks/crm";
    private static final String PARTNER = "/v1/webhooks/partner";
    private static final int OTHER_PEOPLE = 5_000;

    private final Map<String, Signer> signers;
    private final InstantSource clock;
    private final Expectations expected = new Expectations();
    private final List<List<Delivery>> visits = new ArrayList<>();
    private final List<Delivery> afterwards = new ArrayList<>();
    private int nextShopper;

    /** @param signers of the sources, by name */
    Storefront(Map<String, Signer> signers, InstantSource clock) {
        this.signers = signers;
        this.clock = clock;
    }

    /**
     * The day.
     *
     * @param visits each a list of requests that are made one after the other; the visits go on side by side
     * @param afterwards requests to be made when all visits are over
     */
    record Day(List<List<Delivery>> visits, List<Delivery> afterwards, Expectations expected) {}

    Day write() {
        boughtCarts(20);
        cartsBoughtUnderAnotherAddress(10);
        smallCarts(10);
        cartsWithoutConsent(10);
        twoCartsAtOnce(5);
        partnerOrders(10);
        newCustomers(12, 4);
        views(15);
        // last, so that some are still waiting when the outage begins
        abandonedCarts(40);
        copies(20);
        conflict();
        forgeries(5);
        nonsense();
        unknownTopics(2);
        return new Day(List.copyOf(visits), List.copyOf(afterwards), expected);
    }

    private void abandonedCarts(int count) {
        each(count, true, shopper -> {
            visits.add(List.of(checkout(shopper, token(shopper), true)));
            expected.decided("cart-abandoned", "waiting", 1);
            expected.decided("cart-abandoned", "fired", 1);
            expected.messages("mail", 1);
        });
    }

    private void boughtCarts(int count) {
        each(count, true, shopper -> {
            visits.add(List.of(checkout(shopper, token(shopper), true), order(shopper, token(shopper))));
            expected.decided("cart-abandoned", "cancelled", 1);
        });
    }

    private void cartsBoughtUnderAnotherAddress(int count) {
        each(count, true, shopper -> {
            Shopper somebody = new Shopper(shopper.number() + OTHER_PEOPLE, true);
            visits.add(List.of(checkout(shopper, token(shopper), true), order(somebody, token(shopper))));
            expected.decided("cart-abandoned", "cancelled", 1);
        });
    }

    private void smallCarts(int count) {
        each(count, true, shopper -> {
            visits.add(List.of(checkout(shopper, token(shopper), false)));
            expected.decided("cart-abandoned", "condition_false", 1);
        });
    }

    private void cartsWithoutConsent(int count) {
        each(count, false, shopper -> {
            visits.add(List.of(checkout(shopper, token(shopper), true)));
            expected.decided("cart-abandoned", "waiting", 1);
            expected.decided("cart-abandoned", "no_consent", 1);
        });
    }

    private void twoCartsAtOnce(int count) {
        each(count, true, shopper -> {
            visits.add(List.of(checkout(shopper, token(shopper), true), checkout(shopper, token(shopper) + "b", true)));
            expected.decided("cart-abandoned", "waiting", 2);
            expected.decided("cart-abandoned", "fired", 1);
            expected.decided("cart-abandoned", "cooldown", 1);
            expected.messages("mail", 1);
        });
    }

    private void partnerOrders(int count) {
        each(count, true, shopper -> {
            byte[] body = Payloads.partnerOrder(shopper, clock.instant());
            visits.add(List.of(signed("partner", PARTNER, "partner-" + shopper.number(), "", body, 202)));
            expected.event("partner", "accepted");
            confirmed();
        });
    }

    private void newCustomers(int agreed, int not) {
        each(agreed, true, shopper -> {
            visits.add(List.of(newCustomer(shopper)));
            expected.decided("welcome", "fired", 1);
            expected.messages("mail", 1);
        });
        each(not, false, shopper -> {
            visits.add(List.of(newCustomer(shopper)));
            expected.decided("welcome", "no_consent", 1);
        });
    }

    private Delivery newCustomer(Shopper shopper) {
        expected.event("crm", "accepted");
        return signed("crm", CRM, "", "", Payloads.newCustomer(shopper, clock.instant()), 202);
    }

    private void views(int count) {
        each(count, true, shopper -> {
            visits.add(IntStream.range(0, 3)
                    .mapToObj(view -> {
                        expected.event("tracking", "accepted");
                        byte[] body = Payloads.productViewed(shopper, view, clock.instant());
                        return signed("tracking", "/v1/track", "", "", body, 200);
                    })
                    .toList());
            expected.decided("looked-again", "waiting", 1);
            expected.decided("looked-again", "fired", 1);
            expected.messages("mail", 1);
        });
    }

    /** Providers send a webhook again when they are not sure that it arrived. */
    private void copies(int count) {
        List<Delivery> ofShop = visits.stream()
                .flatMap(List::stream)
                .filter(delivery -> delivery.path().equals(SHOP))
                .limit(count)
                .toList();
        ofShop.forEach(delivery -> {
            afterwards.add(delivery);
            expected.event("shop", "duplicate");
        });
    }

    private void conflict() {
        Shopper first = new Shopper(nextShopper++, false);
        Delivery original = newCustomer(first);
        expected.decided("welcome", "no_consent", 1);
        visits.add(List.of(original));
        String changed = new String(original.body(), StandardCharsets.UTF_8)
                .replace("\"first_name\":\"", "\"first_name\":\"Not ");
        afterwards.add(signed("crm", CRM, "", "", changed.getBytes(StandardCharsets.UTF_8), 202));
        expected.event("crm", "conflict");
    }

    private void forgeries(int count) {
        each(count, true, shopper -> {
            Delivery genuine = signed(
                    "shop",
                    SHOP,
                    "forged-" + shopper.number(),
                    "orders/create",
                    Payloads.order(shopper, "x", clock.instant()),
                    401);
            byte[] other = Payloads.order(new Shopper(1, true), "x", clock.instant());
            afterwards.add(new Delivery(SHOP, genuine.headers(), other, 401));
            expected.event("shop", "unauthorized");
        });
    }

    private void nonsense() {
        byte[] torn = "{\"id\": 1, \"email\": \"torn".getBytes(StandardCharsets.UTF_8);
        afterwards.add(signed("shop", SHOP, "torn", "orders/create", torn, 400));
        expected.event("shop", "invalid");
        each(3, true, shopper -> {
            byte[] body = new String(Payloads.newCustomer(shopper, clock.instant()), StandardCharsets.UTF_8)
                    .replace(shopper.email(), "not an address")
                    .getBytes(StandardCharsets.UTF_8);
            afterwards.add(signed("crm", CRM, "", "", body, 422));
            expected.event("crm", "invalid");
        });
    }

    private void unknownTopics(int count) {
        for (int i = 0; i < count; i++) {
            byte[] body = Text.of("{\"id\":%d}", i).getBytes(StandardCharsets.UTF_8);
            afterwards.add(signed("shop", SHOP, "theme-" + i, "themes/publish", body, 202));
            expected.event("shop", "ignored");
        }
    }

    private Delivery checkout(Shopper shopper, String token, boolean expensive) {
        expected.event("shop", "accepted");
        byte[] body = Payloads.checkout(shopper, token, expensive, clock.instant());
        return signed("shop", SHOP, "checkout-" + token, "checkouts/create", body, 202);
    }

    private Delivery order(Shopper shopper, String token) {
        expected.event("shop", "accepted");
        confirmed();
        byte[] body = Payloads.order(shopper, token, clock.instant());
        return signed("shop", SHOP, "order-" + token, "orders/create", body, 202);
    }

    private void confirmed() {
        expected.decided("order-confirmation", "fired", 1);
        expected.messages("mail", 1);
        expected.messages("loyalty", 1);
    }

    private Delivery signed(String source, String path, String id, String topic, byte[] body, int status) {
        Signer signer = signers.get(source);
        if (signer == null) {
            throw new IllegalStateException("config/demo has no source " + source);
        }
        return new Delivery(path, signer.sign(body, new Signer.Delivery(id, clock.instant(), topic)), body, status);
    }

    private void each(int count, boolean agreed, java.util.function.Consumer<Shopper> visit) {
        for (int i = 0; i < count; i++) {
            visit.accept(new Shopper(nextShopper++, agreed));
        }
    }

    private static String token(Shopper shopper) {
        return Text.of("c0ffee%08d", shopper.number());
    }
}
