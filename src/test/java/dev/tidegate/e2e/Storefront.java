package dev.tidegate.e2e;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Offers orders until they are answered with 202, as providers do. */
final class Storefront {
    private final Site site;
    private final Set<String> offered = new LinkedHashSet<>();

    /** The orders that were answered with 202. */
    final Set<String> accepted = ConcurrentHashMap.newKeySet();

    Storefront(Site site) {
        this.site = site;
    }

    /** Offers so many orders once each, some at a time. */
    void offer(int orders, int port) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < orders; i++) {
                String id = site.name + "-" + i;
                offered.add(id);
                threads.execute(() -> offer(id, port));
            }
        }
    }

    void offerAgainWhatWasNotAnswered(int port) {
        for (String id : offered) {
            if (!accepted.contains(id)) {
                Awaitility.await("202 for " + id).atMost(Duration.ofSeconds(20)).until(() -> offer(id, port));
            }
        }
    }

    @CanIgnoreReturnValue
    private boolean offer(String id, int port) {
        boolean taken = site.post(port, Site.order(id)) == 202;
        if (taken) {
            accepted.add(id);
        }
        return taken;
    }

    /** Orders at a steady pace, from now on until it ends. */
    Stream stream() {
        return new Stream();
    }

    /** Some senders, each with an order that it offers, to one gateway or another, until it is taken. */
    final class Stream implements AutoCloseable {
        private static final int SENDERS = 4;
        private static final int PACE_MS = 20;

        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(SENDERS);
        private final AtomicInteger orders = new AtomicInteger();
        private final AtomicInteger offers = new AtomicInteger();
        private final Set<String> open = ConcurrentHashMap.newKeySet();
        private volatile List<Integer> ports = List.of();
        private volatile boolean ended;

        private Stream() {
            for (int i = 0; i < SENDERS; i++) {
                var unused = threads.scheduleAtFixedRate(new Sender(), 0, PACE_MS, TimeUnit.MILLISECONDS);
            }
        }

        void sendTo(Integer... ports) {
            this.ports = List.of(ports);
        }

        void awaitMore(int orders) {
            int goal = accepted.size() + orders;
            Awaitility.await(orders + " more orders accepted")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> accepted.size() >= goal);
        }

        /** Offers nothing new, and waits until what was offered is taken. */
        Set<String> finish() {
            ended = true;
            Awaitility.await("the last orders").atMost(Duration.ofSeconds(40)).until(open::isEmpty);
            return Set.copyOf(accepted);
        }

        @Override
        public void close() {
            ended = true;
            threads.shutdownNow();
        }

        private final class Sender implements Runnable {
            private @Nullable String order;

            @Override
            public void run() {
                List<Integer> to = ports;
                if (to.isEmpty() || (order == null && ended)) {
                    return;
                }
                if (order == null) {
                    order = site.name + "-" + orders.getAndIncrement();
                    open.add(order);
                }
                if (offer(order, to.get(offers.getAndIncrement() % to.size()))) {
                    open.remove(order);
                    order = null;
                }
            }
        }
    }
}
