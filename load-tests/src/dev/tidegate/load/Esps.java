package dev.tidegate.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Stands for many ESPs at once, each at a port of its own: one event loop that reads from each message when its event was sent.
 *
 * <p>Orders on standard input: {@code trouble 1} lets those be ill that can be, {@code trouble 0} makes them well, {@code mark}
 * prints what arrived since the last mark and how long it was on its way, {@code totals} what arrived since the start.
 */
public final class Esps {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<EspStub> all = new ArrayList<>();
    private final Histogram others = EspStub.histogram();
    private final Histogram single = EspStub.histogram();

    private Esps() {
        for (Esp esp : Esp.values()) {
            all.add(new EspStub(vertx, esp, groups(esp)));
        }
    }

    private List<Histogram> groups(Esp esp) {
        if (esp.illness() != Esp.Illness.NONE) {
            return List.of();
        }
        return esp.takesSeveral() ? List.of(others) : List.of(others, single);
    }

    public static void main(String[] args) {
        Esps esps = new Esps();
        Orders[] orders = new Orders[1];
        Future.all(esps.all.stream().map(EspStub::open).toList())
                .onSuccess(open -> {
                    Orders.answer(esps.facts(stub -> stub.fact("", stub.port())));
                    orders[0] = Orders.listen(() -> esps.vertx.runOnContext(turn -> esps.obey(orders[0])));
                })
                .onFailure(e -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
    }

    private interface Facts {
        String of(EspStub stub);
    }

    private String facts(Facts facts) {
        return all.stream().map(facts::of).collect(Collectors.joining(" "));
    }

    private void obey(Orders orders) {
        for (String order = orders.poll(); order != null; order = orders.poll()) {
            switch (order) {
                case "trouble 1" -> trouble(true);
                case "trouble 0" -> trouble(false);
                case "mark" -> mark();
                case "totals" -> Orders.answer(facts(EspStub::totals));
                default -> throw new IllegalArgumentException(order);
            }
        }
    }

    private void trouble(boolean ill) {
        Future.all(all.stream().map(stub -> stub.trouble(ill)).toList())
                .onSuccess(done -> Orders.answer("done=1"))
                .onFailure(e -> Orders.answer("failed=1"));
    }

    private void mark() {
        Orders.answer(
                facts(EspStub::mark) + " " + EspStub.facts("others", others) + " " + EspStub.facts("single", single));
        others.reset();
        single.reset();
    }

    /** The ESPs, what each answers when it is well, and what ails it when there is trouble. */
    enum Esp {
        KLAVIYO(202, "", Illness.NONE),
        BRAZE(201, "{\"message\":\"success\"}", Illness.NONE),
        CUSTOMERIO(200, "{}", Illness.NONE),
        SENDGRID(202, "", Illness.LIMITS),
        POSTMARK(200, "{\"ErrorCode\":0,\"Message\":\"OK\"}", Illness.NONE),
        MANDRILL(200, "[{\"status\":\"sent\"}]", Illness.NONE),
        MAILGUN(200, "{\"id\":\"<1@mg.shop.example>\",\"message\":\"Queued.\"}", Illness.NONE),
        BREVO(201, "{\"messageId\":\"<1@shop.example>\"}", Illness.REFUSES_CONNECTIONS),
        ITERABLE(200, "{\"code\":\"Success\"}", Illness.SAYS_NOTHING),
        WEBHOOK(204, "", Illness.NONE),
        ZAPIER(200, "{\"status\":\"success\"}", Illness.SLOW),
        SIMULATOR(204, "", Illness.NONE);

        private final int status;
        private final String body;
        private final Illness illness;

        Esp(int status, String body, Illness illness) {
            this.status = status;
            this.body = body;
            this.illness = illness;
        }

        enum Illness {
            NONE,
            REFUSES_CONNECTIONS,
            SAYS_NOTHING,
            /** Five seconds for each answer. */
            SLOW,
            /** Says 429 and to come back in a second to nine of ten. */
            LIMITS
        }

        Illness illness() {
            return illness;
        }

        /** A message waits a moment for others to go along. */
        boolean takesSeveral() {
            return this == BRAZE || this == CUSTOMERIO || this == POSTMARK;
        }

        /** @param messages in the request */
        void answer(HttpServerRequest request, int messages) {
            boolean batch = this == POSTMARK && request.path().contains("batch");
            request.response()
                    .setStatusCode(status)
                    .end(batch ? "[" + String.join(",", Collections.nCopies(messages, body)) + "]" : body);
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(Esp::label).toList();
        }
    }
}
