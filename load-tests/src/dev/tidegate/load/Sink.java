package dev.tidegate.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Stands for an ESP that takes Standard Webhooks: a small HTTP server, one thread, that knows each {@code webhook-id} it
 * has seen and so tells unique messages from copies. From every eighth message it reads when the event was sent, which
 * the generator put into the delivery id.
 *
 * <p>Orders on standard input: {@code mark} prints connections and the way's latency since the last mark.
 */
public final class Sink {
    private static final byte[] ID = "\nwebhook-id:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SOURCE_ID = "\"source_id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER =
            "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** A message is two kilobytes or so; one of this size would be a mistake. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_CONNECTIONS = 1024;
    private static final int SAMPLED = 8;

    private final Shared shared;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Orders orders;
    private final IdSet seen = new IdSet(1 << 23);
    private final Histogram way = new Histogram(1, 3_600_000_000L, 3);
    private final PriorityQueue<Link> waiting = new PriorityQueue<>(Comparator.comparingLong((Link link) -> link.due));
    private long unique;
    private long duplicate;
    private long odd;
    private int connections;
    private int opened;

    private Sink(Shared shared) throws IOException {
        this.shared = shared;
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        orders = Orders.listen(selector::wakeup);
    }

    public static void main(String[] args) throws IOException {
        Sink sink = new Sink(Shared.map(Path.of(args[0])));
        Orders.answer("port=" + sink.server.socket().getLocalPort());
        sink.run();
    }

    private void run() throws IOException {
        Consumer<SelectionKey> onReady = this::ready;
        while (true) {
            for (String order = orders.poll(); order != null; order = orders.poll()) {
                obey(order);
            }
            if (waiting.isEmpty()) {
                selector.select(onReady);
            } else {
                selector.select(onReady, Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilNextIsDue())));
                answerWhatIsDue();
            }
        }
    }

    private void obey(String order) {
        if (!order.equals("mark")) {
            throw new IllegalArgumentException(order);
        }
        Orders.answer("opened=" + opened + " sampled=" + way.getTotalCount() + " p50=" + way.getValueAtPercentile(50)
                + " p99=" + way.getValueAtPercentile(99) + " max=" + way.getMaxValue());
        way.reset();
        opened = 0;
    }

    private void ready(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
        } else {
            ((Link) key.attachment()).read();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            if (connections == MOST_CONNECTIONS) {
                channel.close();
                return;
            }
            connections++;
            opened++;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Link(channel));
        } catch (IOException e) {
            System.err.println("cannot accept: " + e);
        }
    }

    private long untilNextIsDue() {
        return waiting.peek().due - System.nanoTime();
    }

    private void answerWhatIsDue() {
        // A delay that was taken back answers what is still held as well.
        boolean all = shared.get(Shared.DELAY_MICROS) == 0;
        while (!waiting.isEmpty() && (all || untilNextIsDue() <= 0)) {
            waiting.poll().answer();
        }
    }

    private void count(ByteBuffer in, int headEnd) {
        int at = Answers.after(in, headEnd, ID);
        if (at < 0) {
            odd++;
            shared.set(Shared.ODD, odd);
            return;
        }
        long hash = 0xcbf29ce484222325L;
        for (; in.get(at) != '\r'; at++) {
            if (in.get(at) != ' ') {
                hash = (hash ^ in.get(at)) * 0x100000001b3L;
            }
        }
        if (seen.add(hash)) {
            shared.set(Shared.UNIQUE, ++unique);
        } else {
            shared.set(Shared.DUPLICATE, ++duplicate);
        }
    }

    private void timeTheWay(ByteBuffer in, int from, int end) {
        long sentAt = sentAt(in, from, end);
        long micros = (System.nanoTime() - sentAt) / 1000;
        if (sentAt != 0 && micros > 0 && micros < 3_600_000_000L) {
            way.recordValue(micros);
        }
    }

    private static long sentAt(ByteBuffer in, int from, int end) {
        for (int at = from; at + SOURCE_ID.length + 36 < end; at++) {
            if (in.get(at) == '"' && in.get(at + 1) == 's' && in.get(at + 7) == '_' && isAt(in, at, SOURCE_ID)) {
                return hex(in, at + SOURCE_ID.length);
            }
        }
        return 0;
    }

    private static boolean isAt(ByteBuffer in, int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (in.get(at + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first 16 hex digits, dashes skipped; 0 if there are none. */
    private static long hex(ByteBuffer in, int at) {
        long value = 0;
        for (int digits = 0; digits < 16; at++) {
            int digit = Character.digit(in.get(at), 16);
            if (digit >= 0) {
                value = value << 4 | digit;
                digits++;
            } else if (in.get(at) != '-') {
                return 0;
            }
        }
        return value;
    }

    /** One connection of the gateway, one request under way at a time. */
    private final class Link {
        private final SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocateDirect(8 * 1024);
        private final ByteBuffer out = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
        private long due;

        private Link(SocketChannel channel) {
            this.channel = channel;
        }

        private void read() {
            try {
                if (channel.read(in) < 0) {
                    close();
                    return;
                }
            } catch (IOException e) {
                close();
                return;
            }
            int end = in.position();
            int body = Answers.bodyStart(in, end);
            int whole = body < 0 ? in.capacity() + 1 : body + Answers.contentLength(in, body);
            if (end < whole) {
                grow(body < 0 ? end + 1 : whole);
                return;
            }
            count(in, body);
            if ((unique & (SAMPLED - 1)) == 0) {
                timeTheWay(in, body, whole);
            }
            in.clear();
            long delay = shared.get(Shared.DELAY_MICROS);
            if (delay == 0) {
                answer();
            } else {
                due = System.nanoTime() + delay * 1000;
                waiting.add(this);
            }
        }

        private void grow(int needed) {
            if (needed > MOST_BYTES) {
                throw new IllegalStateException("a request of more than " + MOST_BYTES + " bytes");
            }
            if (needed > in.capacity()) {
                ByteBuffer larger = ByteBuffer.allocateDirect(Math.min(MOST_BYTES, 2 * needed));
                in = larger.put(in.flip());
            }
        }

        private void answer() {
            try {
                out.flip();
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            } catch (IOException e) {
                close();
            }
        }

        private void close() {
            connections--;
            waiting.remove(this);
            try {
                channel.close();
            } catch (IOException e) {
                System.err.println("cannot close: " + e);
            }
        }
    }

    /** A bounded set of 64-bit hashes; at a few million ids the odds of a false copy are one in a million or so. */
    static final class IdSet {
        private final long[] slots;
        private int size;

        IdSet(int capacity) {
            slots = new long[capacity];
        }

        boolean add(long hash) {
            long key = hash == 0 ? 1 : hash;
            int at = (int) (key ^ key >>> 32) & slots.length - 1;
            while (slots[at] != 0) {
                if (slots[at] == key) {
                    return false;
                }
                at = at + 1 & slots.length - 1;
            }
            if (++size > slots.length / 4 * 3) {
                throw new IllegalStateException("more than " + size + " messages: use fewer pairs or shorter windows");
            }
            slots[at] = key;
            return true;
        }
    }
}
