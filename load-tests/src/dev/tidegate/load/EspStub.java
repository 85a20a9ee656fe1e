package dev.tidegate.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** One ESP of {@link Esps}. */
final class EspStub {
    /** Before the delivery id, which begins with the time of sending. */
    private static final String STAMP = "tgbench-";

    private static final int ID_LENGTH = 36;
    private static final long SLOW_MILLIS = 5_000;
    private static final int WELL_ONE_IN = 10;

    private final Vertx vertx;
    private final Esps.Esp esp;
    private final Histogram own = histogram();
    private final List<Histogram> groups;
    private final Set<String> seen = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private HttpServer server;
    private int port;
    private boolean ill;
    private long requests;
    private long copies;

    /** @param groups those of all that belong together, in which the way's time is recorded too */
    EspStub(Vertx vertx, Esps.Esp esp, List<Histogram> groups) {
        this.vertx = vertx;
        this.esp = esp;
        this.groups = groups;
    }

    static Histogram histogram() {
        return new Histogram(1, 3_600_000_000L, 3);
    }

    Future<?> open() {
        server = vertx.createHttpServer().requestHandler(this::receive);
        return server.listen(port, "127.0.0.1").onSuccess(open -> port = open.actualPort());
    }

    int port() {
        return port;
    }

    Future<?> trouble(boolean wanted) {
        boolean ends = ill && !wanted;
        boolean begins = !ill && wanted;
        ill = wanted && esp.illness() != Esps.Esp.Illness.NONE;
        held.forEach(Runnable::run);
        held.clear();
        if (esp.illness() == Esps.Esp.Illness.REFUSES_CONNECTIONS) {
            return begins ? server.close() : ends ? open() : Future.succeededFuture();
        }
        return Future.succeededFuture();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            int messages = count(body.toString());
            switch (ill ? esp.illness() : Esps.Esp.Illness.NONE) {
                case NONE -> esp.answer(request, messages);
                case LIMITS -> {
                    if (++requests % WELL_ONE_IN == 0) {
                        esp.answer(request, messages);
                    } else {
                        request.response()
                                .setStatusCode(429)
                                .putHeader("retry-after", "1")
                                .end();
                    }
                }
                case SLOW -> {
                    Once once = new Once(() -> esp.answer(request, messages));
                    held.add(once);
                    vertx.setTimer(SLOW_MILLIS, late -> once.run());
                }
                case SAYS_NOTHING -> held.add(() -> request.connection().close());
                case REFUSES_CONNECTIONS -> request.connection().close();
            }
        });
    }

    private int count(String body) {
        long now = System.nanoTime();
        int messages = 0;
        for (int at = body.indexOf(STAMP); at >= 0; at = body.indexOf(STAMP, at + 1)) {
            String id = body.substring(at + STAMP.length(), at + STAMP.length() + ID_LENGTH);
            messages++;
            if (seen.add(id)) {
                long sentAt = Long.parseUnsignedLong(id.replace("-", "").substring(0, 16), 16);
                long micros = Math.clamp((now - sentAt) / 1000, 1, 3_600_000_000L);
                own.recordValue(micros);
                groups.forEach(group -> group.recordValue(micros));
            } else {
                copies++;
            }
        }
        return messages;
    }

    /** What arrived since the last mark. */
    String mark() {
        String facts = facts(esp.label(), own);
        own.reset();
        return facts;
    }

    String totals() {
        return fact("_unique", seen.size()) + " " + fact("_copies", copies);
    }

    String fact(String name, long value) {
        return esp.label() + name + "=" + value;
    }

    static String facts(String name, Histogram way) {
        return name + "_n=" + way.getTotalCount()
                + " " + name + "_p50=" + way.getValueAtPercentile(50)
                + " " + name + "_p99=" + way.getValueAtPercentile(99)
                + " " + name + "_max=" + way.getMaxValue();
    }

    /** Answers when its time comes or when it is let go before, and not twice. */
    private static final class Once implements Runnable {
        private final Runnable action;
        private boolean done;

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                action.run();
            }
        }
    }
}
