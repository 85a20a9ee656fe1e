package dev.tidegate.console;

import dev.tidegate.domain.Digests;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides who may call the operator API. */
final class Access {
    private static final String BEARER = "Bearer ";

    /** Names of this very machine; under any other, a web page may have led a browser here. */
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private static final ApiAnswer NO_TOKEN = ApiAnswer.problem(
            401, "no-token", "A token is needed", "Send Authorization: Bearer with a token of gateway.yaml.");

    private static final ApiAnswer MAY_NOT = ApiAnswer.problem(
            403, "viewer-may-not", "This token may only look", "Use a token with role admin in gateway.yaml.");

    private static final ApiAnswer HOOKS_ONLY = ApiAnswer.problem(
            403,
            "hooks-only",
            "This token may only subscribe and unsubscribe hooks",
            "Call /v1/destinations/{name}/hooks, or use a token with another role in gateway.yaml.");

    private static final ApiAnswer LOOPBACK_ONLY = ApiAnswer.problem(
            403,
            "loopback-only",
            "Only local clients are served",
            "Configure management.tokens in gateway.yaml, or call from this machine itself as 127.0.0.1 or localhost.");

    private final List<AccessToken> tokens;

    Access(List<AccessToken> tokens) {
        this.tokens = tokens;
    }

    /** Who calls, or what to answer a caller who may not. */
    sealed interface Judgement {
        /** @param name for the log */
        record Granted(String name) implements Judgement {}

        record Refused(ApiAnswer answer) implements Judgement {}
    }

    /** @param path as the routes see it */
    Judgement judge(HttpServerRequest request, String path) {
        if (tokens.isEmpty()) {
            return isLocal(request) ? new Judgement.Granted("local") : new Judgement.Refused(LOOPBACK_ONLY);
        }
        AccessToken token = tokenOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (token == null) {
            return new Judgement.Refused(NO_TOKEN);
        }
        return token.role().mayCall(request.method().name(), path)
                ? new Judgement.Granted(token.name())
                : new Judgement.Refused(token.role() == Role.HOOKS ? HOOKS_ONLY : MAY_NOT);
    }

    /** Takes as long for any wrong token. */
    private @Nullable AccessToken tokenOf(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String bearer = authorization.substring(BEARER.length()).strip();
        byte[] digest = Digests.sha256().digest(bearer.getBytes(StandardCharsets.UTF_8));
        AccessToken found = null;
        for (AccessToken token : tokens) {
            if (MessageDigest.isEqual(digest, HexFormat.of().parseHex(token.sha256()))) {
                found = token;
            }
        }
        return found;
    }

    /**
     * A client on this machine: not a proxy that passes on others' requests, and not a browser that another site's page
     * makes call here.
     */
    private static boolean isLocal(HttpServerRequest request) {
        HostAndPort host = request.authority();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return isLoopback(request.remoteAddress())
                && host != null
                && LOOPBACK_NAMES.contains(host.host())
                && request.getHeader("x-forwarded-for") == null
                && request.getHeader("forwarded") == null
                && (origin == null || origin.endsWith("://" + request.getHeader(HttpHeaders.HOST)));
    }

    private static boolean isLoopback(@Nullable SocketAddress address) {
        String literal = address == null ? null : address.hostAddress();
        try {
            return literal != null && InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
