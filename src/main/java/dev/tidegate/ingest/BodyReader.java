package dev.tidegate.ingest;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/** Receives bodies, each up to a limit of bytes and to a deadline that no trickle of bytes can put off. */
final class BodyReader {
    private final int maxBytes;
    private final Deadlines deadlines;
    private final Load load;

    BodyReader(int maxBytes, Deadlines deadlines, Load load) {
        this.maxBytes = maxBytes;
        this.deadlines = deadlines;
        this.load = load;
    }

    /** Receives the body. It takes up room in the load, which {@link Load#end} gives back. */
    Future<Body> read(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        Receiving receiving = new Receiving(exchange);
        request.handler(receiving);
        request.endHandler(receiving::ended);
        request.exceptionHandler(receiving::failed);
        return receiving.promise.future();
    }

    private final class Receiving implements Handler<Buffer> {
        private final Exchange exchange;
        private final Promise<Body> promise = Promise.promise();
        private final Deadlines.Deadline deadline = deadlines.start(this::late);
        private byte[] bytes = {};
        private int size;
        private boolean over;

        Receiving(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void handle(Buffer chunk) {
            if (over) {
                return;
            }
            int length = chunk.length();
            if (length > maxBytes - size) {
                finish(new Body.TooLarge());
            } else if (!load.hold(length)) {
                finish(new Body.NoRoom());
            } else {
                exchange.holds(length);
                add(chunk, length);
            }
        }

        private void add(Buffer chunk, int length) {
            if (size == 0) {
                bytes = chunk.getBytes();
            } else {
                if (bytes.length - size < length) {
                    bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.min(maxBytes, size * 2)));
                }
                chunk.getBytes(bytes, size);
            }
            size += length;
        }

        void ended(Void end) {
            finish(new Body.Complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size)));
        }

        void failed(Throwable fault) {
            finish(fault instanceof HttpClosedException ? new Body.Abandoned() : new Body.Broken());
        }

        private void late() {
            finish(new Body.TooSlow());
        }

        private void finish(Body body) {
            if (!over) {
                over = true;
                deadline.meet();
                bytes = new byte[0];
                promise.complete(body);
            }
        }
    }
}
