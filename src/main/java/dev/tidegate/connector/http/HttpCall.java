package dev.tidegate.connector.http;

import dev.tidegate.connector.EspRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP calls to ESPs, for all destinations of one event loop. Each call has one deadline for all of it; the answer is
 * read up to a limit; redirects are not followed; certificates are checked; and the connection goes to the very address that
 * {@link AddressRules} looked at.
 */
public final class HttpCall {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Shorter than what servers and load balancers in common use keep an idle connection for, so that ours closes first. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    /** Headers beyond this break the connection. */
    private static final int HEADER_LIMIT = 32 * 1024;

    /** No ESP says more than this that anybody needs. */
    private static final int BODY_LIMIT = 64 * 1024;

    private final Vertx vertx;
    private final InstantSource clock;
    private final int bodyLimit;
    private final GuardedHosts hosts;
    private final HttpClientAgent client;

    /** @param connections how many there may be to one address; as many calls again may wait for one */
    public HttpCall(Vertx vertx, HostLookup lookup, InstantSource clock, int connections) {
        this(vertx, lookup, clock, connections, BODY_LIMIT);
    }

    /** @param bodyLimit bytes of an answer that are read; what is beyond is cut off */
    public HttpCall(Vertx vertx, HostLookup lookup, InstantSource clock, int connections, int bodyLimit) {
        this.vertx = vertx;
        this.clock = clock;
        this.bodyLimit = bodyLimit;
        this.hosts = new GuardedHosts(vertx, lookup, clock);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setKeepAlive(true)
                        .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                        .setMaxHeaderSize(HEADER_LIMIT)
                        .setTcpNoDelay(true)
                        .setVerifyHost(true)
                        .setTrustAll(false))
                // a call whose connection is being made counts as waiting
                .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(2 * connections))
                .build();
    }

    /**
     * Makes the call. The future never fails: what goes wrong is a result.
     *
     * @param deadline for everything from looking up the host to the last byte of the answer
     * @param allowPrivate whether addresses that are not of the public internet may be connected to
     */
    public Future<HttpResult> send(EspRequest.Http request, Duration deadline, boolean allowPrivate) {
        String host = hostOf(request.url());
        if (host == null) {
            return Future.succeededFuture(new HttpResult.Forbidden("the URL names no host"));
        }
        Exchange exchange = new Exchange(vertx, clock, deadline, bodyLimit);
        hosts.find(host, allowPrivate).onSuccess(found -> {
            switch (found) {
                case GuardedHosts.Found.At(InetAddress address) -> connect(exchange, request, host, address);
                case GuardedHosts.Found.Nowhere(HttpResult why) -> exchange.end(why);
            }
        });
        return exchange.result();
    }

    public Future<Void> close() {
        return client.close();
    }

    private void connect(Exchange exchange, EspRequest.Http request, String host, InetAddress address) {
        if (exchange.isOver()) {
            return;
        }
        client.request(options(request, host, address)).onComplete(connected -> {
            if (connected.failed()) {
                hosts.demote(host, address);
                exchange.end(new HttpResult.NotSent("no connection: " + Faults.describe(connected.cause())));
                return;
            }
            HttpClientRequest open = connected.result();
            exchange.send(open, request.body());
        });
    }

    private static RequestOptions options(EspRequest.Http request, String host, InetAddress address) {
        URI url = request.url();
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method().toUpperCase(Locale.ROOT)))
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery())
                .setFollowRedirects(false);
        request.headers().forEach(options::putHeader);
        return options;
    }

    /** The host without the brackets of an IPv6 literal; null when what stands in its place is no host, such as {@code 1.2.}. */
    private static @Nullable String hostOf(URI url) {
        String host = url.getHost();
        return host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
