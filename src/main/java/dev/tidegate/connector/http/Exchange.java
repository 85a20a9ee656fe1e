package dev.tidegate.connector.http;

import dev.tidegate.connector.EspAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way. It ends once: with the answer, with a fault, or at its deadline, which closes the connection. The
 * library's own time-outs don't bound an answer that trickles in, so the deadline is a timer.
 */
final class Exchange {
    private final Vertx vertx;
    private final InstantSource clock;
    private final Promise<HttpResult> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private final int bodyLimit;
    private final long timer;

    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    /** @param bodyLimit what is beyond is cut off and the connection closed */
    Exchange(Vertx vertx, InstantSource clock, Duration deadline, int bodyLimit) {
        this.vertx = vertx;
        this.clock = clock;
        this.bodyLimit = bodyLimit;
        this.timer = vertx.setTimer(Math.max(1, deadline.toMillis()), fired -> onDeadline());
    }

    Future<HttpResult> result() {
        return promise.future();
    }

    boolean isOver() {
        return promise.future().isComplete();
    }

    void send(HttpClientRequest open, byte[] bytes) {
        // the response's future tells the same; without a handler the library logs each broken call as an error
        open.exceptionHandler(broken -> {});
        if (isOver()) {
            Faults.ignore(open.reset());
            return;
        }
        request = open;
        open.send(Buffer.buffer(bytes)).onComplete(answered -> {
            if (answered.failed()) {
                end(new HttpResult.NoAnswer(Faults.describe(answered.cause())));
            } else {
                receive(answered.result());
            }
        });
    }

    /** Ends the call with this result, unless it has ended already. */
    void end(HttpResult result) {
        if (promise.tryComplete(result)) {
            vertx.cancelTimer(timer);
        }
    }

    private void receive(HttpClientResponse received) {
        response = received;
        received.handler(this::take);
        received.endHandler(end -> end(answer(received)));
        // a status that came is an answer, whatever became of the rest
        received.exceptionHandler(broken -> end(answer(received)));
    }

    private void take(Buffer chunk) {
        if (isOver()) {
            return;
        }
        int room = bodyLimit - body.length();
        body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        HttpClientResponse received = response;
        if (chunk.length() >= room && received != null) {
            end(answer(received));
            reset();
        }
    }

    private void onDeadline() {
        if (response != null) {
            end(answer(response));
        } else if (request != null) {
            end(new HttpResult.NoAnswer("no answer in time"));
        } else {
            end(new HttpResult.NotSent("no connection in time"));
        }
        reset();
    }

    private void reset() {
        if (request != null) {
            Faults.ignore(request.reset());
        }
    }

    private HttpResult answer(HttpClientResponse received) {
        Map<String, String> headers = new HashMap<>();
        received.headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new HttpResult.Answered(new EspAnswer(received.statusCode(), headers, body.getBytes(), clock.instant()));
    }
}
