package dev.tidegate.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Sends signed webhooks over keep-alive connections, one request under way on each, and measures the answers. One
 * thread; everything it sends was built before.
 *
 * <p>Orders on standard input: {@code open PORT CONNECTIONS BACKLOG} starts sending (with a backlog above 0 it holds back
 * while that many events are sent and not yet at the sink), {@code flow PORT CONNECTIONS PER_SECOND} starts sending at a steady
 * rate, as far as the connections allow, {@code mark} prints what happened since the last mark,
 * {@code close} waits for open answers and prints the totals.
 */
public final class Generator {
    /** How long a connection rests after a 503: shorter than any real sender would, long enough not to be the load. */
    private static final long REST_NANOS = 10_000_000;

    private static final long CLOSE_NANOS = 5_000_000_000L;

    private final Requests requests;
    private final Shared shared;
    private final Selector selector;
    private final Orders orders;

    private final List<Link> links = new ArrayList<>();
    private final ArrayDeque<Link> parked = new ArrayDeque<>();
    private final ArrayDeque<Link> resting = new ArrayDeque<>();
    private final Histogram accepted = histogram();
    private final Histogram refused = histogram();
    private long markedAt;
    private long sentSinceMark;
    private long oddSinceMark;
    private long number;
    private int next;

    private boolean sending;
    private int port;
    private long backlog;
    /** Above 0 in a steady flow. */
    private long nanosApart;

    private long nextTurn;
    private long sent;
    private long unique;
    private long duplicates;
    private long unavailable;
    private long odd;
    private long broken;
    private long answeredAtSink;

    private Generator(Requests requests, Shared shared) throws IOException {
        this.requests = requests;
        this.shared = shared;
        this.selector = Selector.open();
        this.orders = Orders.listen(selector::wakeup);
        // Two runs on one Redis must not use the same ids.
        this.number = System.nanoTime() << 20;
    }

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        int customers = Integer.parseInt(args[1]);
        Requests requests = Requests.build(count, customers, args[2], args[3], 20261124L);
        Generator generator = new Generator(requests, Shared.map(Path.of(args[4])));
        Orders.answer("ready");
        generator.run();
    }

    private static Histogram histogram() {
        return new Histogram(1, 60_000_000, 3);
    }

    private void run() throws IOException {
        Consumer<SelectionKey> onReady = key -> ((Link) key.attachment()).read();
        while (true) {
            for (String order = orders.poll(); order != null; order = orders.poll()) {
                obey(order.split(" "));
            }
            if (parked.isEmpty() && resting.isEmpty()) {
                selector.select(onReady);
            } else {
                selector.select(onReady, 1);
                release();
            }
        }
    }

    private void obey(String[] order) throws IOException {
        switch (order[0]) {
            case "open" -> open(Integer.parseInt(order[1]), Integer.parseInt(order[2]), Long.parseLong(order[3]), 0);
            case "flow" -> open(Integer.parseInt(order[1]), Integer.parseInt(order[2]), 0, Integer.parseInt(order[3]));
            case "mark" -> mark();
            case "close" -> close();
            default -> throw new IllegalArgumentException(order[0]);
        }
    }

    private void open(int port, int connections, long backlog, int perSecond) throws IOException {
        this.port = port;
        this.backlog = backlog;
        sent = unique = duplicates = unavailable = odd = broken = 0;
        answeredAtSink = shared.get(Shared.UNIQUE);
        sending = true;
        nanosApart = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        nextTurn = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            links.add(new Link());
        }
        resetMark();
        links.forEach(Link::sendInTurn);
        Orders.answer("opened");
    }

    private void mark() {
        long now = System.nanoTime();
        Orders.answer("nanos=" + (now - markedAt)
                + " sent=" + sentSinceMark
                + " accepted=" + accepted.getTotalCount()
                + " refused=" + refused.getTotalCount()
                + " odd=" + oddSinceMark
                + quantiles("", accepted)
                + quantiles("refused_", refused));
        resetMark();
    }

    private static String quantiles(String prefix, Histogram histogram) {
        return " " + prefix + "p50=" + histogram.getValueAtPercentile(50)
                + " " + prefix + "p99=" + histogram.getValueAtPercentile(99)
                + " " + prefix + "p999=" + histogram.getValueAtPercentile(99.9)
                + " " + prefix + "max=" + histogram.getMaxValue();
    }

    private void resetMark() {
        accepted.reset();
        refused.reset();
        sentSinceMark = 0;
        oddSinceMark = 0;
        markedAt = System.nanoTime();
    }

    /** Sends nothing more, waits a bounded time for what is under way, and tells the totals since {@code open}. */
    private void close() throws IOException {
        sending = false;
        parked.clear();
        resting.clear();
        long deadline = System.nanoTime() + CLOSE_NANOS;
        while (links.stream().anyMatch(link -> link.waiting) && System.nanoTime() < deadline) {
            selector.select(key -> ((Link) key.attachment()).read(), 10);
        }
        long unanswered = links.stream().filter(link -> link.waiting).count();
        for (Link link : links) {
            link.channel.close();
        }
        links.clear();
        resting.clear();
        selector.selectNow();
        Orders.answer("sent=" + sent + " accepted=" + unique + " duplicates=" + duplicates + " refused=" + unavailable
                + " odd=" + odd + " broken=" + broken + " unanswered=" + unanswered);
    }

    private void release() {
        long now = System.nanoTime();
        while (!resting.isEmpty() && resting.peek().restsUntil - now <= 0) {
            resting.poll().sendOrWait();
        }
        while (!parked.isEmpty() && mayOpen()) {
            parked.poll().send();
        }
    }

    private boolean mayOpen() {
        return backlog == 0 || sent - unavailable - (shared.get(Shared.UNIQUE) - answeredAtSink) < backlog;
    }

    /** One keep-alive connection. */
    private final class Link {
        private final ByteBuffer view = requests.view();
        private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
        private SocketChannel channel = connect();
        private boolean waiting;
        private long sentAt;
        private long restsUntil;

        private SocketChannel connect() {
            try {
                SocketChannel fresh = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
                fresh.configureBlocking(false);
                fresh.register(selector, SelectionKey.OP_READ, this);
                return fresh;
            } catch (IOException e) {
                throw new IllegalStateException("cannot connect to port " + port, e);
            }
        }

        private void sendInTurn() {
            if (nanosApart == 0) {
                sendOrWait();
            } else {
                restsUntil = nextTurn;
                nextTurn += nanosApart;
                resting.add(this);
            }
        }

        private void sendOrWait() {
            if (!sending) {
                return;
            }
            if (mayOpen()) {
                send();
            } else {
                parked.add(this);
            }
        }

        private void send() {
            sentAt = System.nanoTime();
            requests.stamped(next, sentAt, number++, view);
            next = next + 1 == requests.count() ? 0 : next + 1;
            sent++;
            sentSinceMark++;
            waiting = true;
            try {
                // A request of a few hundred bytes always fits an empty socket buffer; spinning is for the odd case.
                while (view.hasRemaining()) {
                    channel.write(view);
                }
            } catch (IOException e) {
                breakOff();
            }
        }

        private void read() {
            try {
                int count = channel.read(in);
                if (count < 0) {
                    breakOff();
                    return;
                }
            } catch (IOException e) {
                breakOff();
                return;
            }
            int status = Answers.statusIfWhole(in);
            if (status != 0) {
                answered(status);
            }
        }

        private void answered(int status) {
            long now = System.nanoTime();
            long micros = Math.min((now - sentAt) / 1000, 60_000_000);
            boolean duplicate = status == 202 && !Answers.saysAccepted(in);
            in.clear();
            waiting = false;
            if (status == 202) {
                accepted.recordValue(micros);
                if (duplicate) {
                    duplicates++;
                } else {
                    unique++;
                }
                sendInTurn();
            } else if (status == 503 || status == 429) {
                refused.recordValue(micros);
                unavailable++;
                restsUntil = now + REST_NANOS;
                resting.add(this);
            } else {
                odd++;
                oddSinceMark++;
                if (odd == 1) {
                    System.err.println("an answer with status " + status);
                }
                sendInTurn();
            }
        }

        private void breakOff() {
            broken++;
            waiting = false;
            in.clear();
            try {
                channel.close();
            } catch (IOException e) {
                System.err.println("cannot close: " + e);
            }
            if (sending && broken < 10_000) {
                channel = connect();
                restsUntil = System.nanoTime() + REST_NANOS;
                resting.add(this);
            }
        }
    }
}
