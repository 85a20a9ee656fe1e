package dev.tidegate.connector.mail;

import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MailServer;
import dev.tidegate.connector.http.Faults;
import dev.tidegate.connector.http.GuardedHosts;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Submits mails, each over a connection of its own, so there are as many as the destination has attempts under way. Each has
 * one deadline for all of it; certificates are checked; and the connection goes to the very address that was found to be
 * allowed, which is why the dialogue is our own: the library's client looks the host up by itself, and does not tell whether
 * a mail whose answer is missing had been handed over.
 */
public final class MailCall {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final InstantSource clock;
    private final GuardedHosts hosts;
    private final ClientSSLOptions tls;

    public MailCall(Vertx vertx, HostLookup lookup, InstantSource clock) {
        this(vertx, lookup, clock, null);
    }

    /** @param trust whose certificates are trusted; null for those that Java trusts */
    MailCall(Vertx vertx, HostLookup lookup, InstantSource clock, @Nullable TrustOptions trust) {
        this.vertx = vertx;
        this.clock = clock;
        this.hosts = new GuardedHosts(vertx, lookup, clock);
        this.tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        if (trust != null) {
            tls.setTrustOptions(trust);
        }
    }

    /**
     * Submits the mail. The future never fails: what goes wrong is a result. The status of an answer is the server's reply
     * code.
     *
     * @param deadline for everything from looking up the host to the server's word on the content
     * @param allowPrivate whether addresses that are not of the public internet may be connected to
     */
    public Future<HttpResult> send(EspRequest.Mail mail, Duration deadline, boolean allowPrivate) {
        Trip trip = new Trip(mail);
        long timer = vertx.setTimer(Math.max(1, deadline.toMillis()), fired -> trip.end(trip.late()));
        hosts.find(mail.server().host(), allowPrivate).onSuccess(found -> {
            switch (found) {
                case GuardedHosts.Found.At(InetAddress address) -> trip.connect(address);
                case GuardedHosts.Found.Nowhere(HttpResult why) -> trip.end(why);
            }
        });
        return trip.result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** One mail with its connection. */
    private final class Trip {
        private final EspRequest.Mail mail;
        private final Promise<HttpResult> result = Promise.promise();
        private @Nullable NetClient client;
        private @Nullable Submission submission;

        Trip(EspRequest.Mail mail) {
            this.mail = mail;
        }

        void connect(InetAddress address) {
            if (result.future().isComplete()) {
                return;
            }
            NetClient opened =
                    vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()));
            client = opened;
            opened.connect(options(mail.server(), address))
                    .onSuccess(this::submit)
                    .onFailure(fault -> {
                        hosts.demote(mail.server().host(), address);
                        end(new HttpResult.NotSent("no connection: " + Faults.describe(fault)));
                    });
        }

        private void submit(NetSocket socket) {
            Submission begun = new Submission(mail, socket, clock);
            submission = begun;
            begun.run(tls, serverName(mail.server().host())).onSuccess(this::end);
        }

        HttpResult late() {
            Submission begun = submission;
            if (begun == null) {
                return new HttpResult.NotSent("no connection in time");
            }
            return begun.handedOver()
                    ? new HttpResult.NoAnswer("no answer in time")
                    : new HttpResult.NotSent("the server did not come to the mail in time");
        }

        void end(HttpResult with) {
            if (result.tryComplete(with) && client != null) {
                client.close().onFailure(gone -> {});
            }
        }
    }

    private ConnectOptions options(MailServer server, InetAddress address) {
        boolean fromTheStart = server.tls() == MailServer.Tls.TLS;
        ConnectOptions options = new ConnectOptions()
                .setRemoteAddress(SocketAddress.inetSocketAddress(
                        new InetSocketAddress(named(server.host(), address), server.port())))
                .setSsl(fromTheStart)
                .setSslOptions(tls);
        String name = serverName(server.host());
        if (fromTheStart && !name.isEmpty()) {
            options.setSniServerName(name);
        }
        return options;
    }

    /** The address under the name that the certificate has to bear. */
    private static InetAddress named(String host, InetAddress address) {
        try {
            return InetAddress.getByAddress(host, address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the length of an address", e);
        }
    }

    /** The host as TLS names it; addresses have none. */
    private static String serverName(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+") ? "" : host;
    }
}
