package dev.tidegate.connector.http;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import javax.net.ssl.SSLException;

/** Broken connections in words that may be stored and shown: from a closed list, never an exception's own text. */
public final class Faults {
    private Faults() {}

    public static String describe(Throwable fault) {
        return switch (fault) {
            case ConnectTimeoutException e -> "not reached in time";
            case NoRouteToHostException e -> "no route";
            case ConnectException e -> "refused";
            case SSLException e -> "TLS failed, such as a certificate that is not trusted";
            case ConnectionPoolTooBusyException e -> "too many calls are waiting";
            case HttpClosedException e -> "the connection was closed";
            case StreamResetException e -> "the connection was reset";
            case SocketException e -> "the connection was reset";
            default -> "broken (" + fault.getClass().getSimpleName() + ")";
        };
    }

    /** The connection is being given up; whether that succeeds changes nothing. */
    static void ignore(Future<Void> reset) {
        reset.onFailure(gone -> {});
    }
}
