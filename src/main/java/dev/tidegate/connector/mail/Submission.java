package dev.tidegate.connector.mail;

import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MailServer;
import dev.tidegate.connector.http.Faults;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.domain.Secret;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * One mail on its way over one connection: greeting, TLS, credentials, envelope, content. Each step that the server declines
 * ends it with a {@link Declined}.
 */
final class Submission {
    private final EspRequest.Mail mail;
    private final MailServer server;
    private final InstantSource clock;
    private final Conversation talk;
    private final String name;
    private boolean handedOver;

    Submission(EspRequest.Mail mail, NetSocket socket, InstantSource clock) {
        this.mail = mail;
        this.server = mail.server();
        this.clock = clock;
        this.talk = new Conversation(socket);
        this.name = literal(socket.localAddress().hostAddress());
    }

    /** Whether the server may have taken the mail, whatever is heard of it. */
    boolean handedOver() {
        return handedOver;
    }

    Future<HttpResult> run(ClientSSLOptions tls, String serverName) {
        return talk.greeting()
                .compose(greeting -> ready("greeting", greeting))
                .compose(ready -> talk.say("EHLO " + name))
                .compose(offer -> ready("EHLO", offer))
                .compose(offer -> server.tls() == MailServer.Tls.STARTTLS
                        ? secured(offer, tls, serverName)
                        : Future.succeededFuture(offer))
                .compose(this::authenticated)
                .compose(in -> talk.say("MAIL FROM:<" + MailText.address(mail.from()) + ">"))
                .compose(reply -> accepted("mail", reply))
                .compose(sender -> talk.say("RCPT TO:<" + mail.to() + ">"))
                .compose(reply -> accepted("rcpt", reply))
                .compose(recipient -> talk.say("DATA"))
                .compose(reply -> reply.code() == 354 ? Future.succeededFuture() : declined(answer("data", reply)))
                .compose(goOn -> {
                    handedOver = true;
                    return talk.say(MailText.of(mail));
                })
                .<HttpResult>map(reply -> answer("content", reply))
                .recover(fault -> Future.succeededFuture(resultOf(fault)))
                .onSuccess(result -> talk.quit().onFailure(gone -> {}));
    }

    private Future<SmtpReply> secured(SmtpReply offer, ClientSSLOptions tls, String serverName) {
        if (!offer.offers("STARTTLS")) {
            return declined(new HttpResult.NotSent("the server offers no STARTTLS"));
        }
        return talk.say("STARTTLS")
                .compose(reply -> ready("STARTTLS", reply))
                .compose(ready -> talk.secure(tls, serverName))
                .compose(secret -> talk.say("EHLO " + name)) // what it said before counts no more
                .compose(reply -> ready("EHLO", reply));
    }

    private Future<SmtpReply> authenticated(SmtpReply offer) {
        String user = server.username();
        if (user == null) {
            return Future.succeededFuture(offer);
        }
        Secret password = Objects.requireNonNull(server.password());
        if (offer.takes("PLAIN")) {
            return talk.say("AUTH PLAIN " + base64("\0" + user + "\0" + password.reveal()))
                    .compose(reply -> accepted("auth", reply));
        }
        if (offer.takes("LOGIN")) {
            return talk.say("AUTH LOGIN")
                    .compose(reply -> reply.code() == 334 ? talk.say(base64(user)) : Future.succeededFuture(reply))
                    .compose(reply ->
                            reply.code() == 334 ? talk.say(base64(password.reveal())) : Future.succeededFuture(reply))
                    .compose(reply -> accepted("auth", reply));
        }
        return declined(new HttpResult.NotSent("the server takes credentials neither by PLAIN nor by LOGIN"));
    }

    /** Before the mail is spoken of, a refusal is no word on it. */
    private static Future<SmtpReply> ready(String step, SmtpReply reply) {
        return reply.isPositive()
                ? Future.succeededFuture(reply)
                : declined(new HttpResult.NotSent("SMTP " + reply.code() + " (" + step + ")"));
    }

    private Future<SmtpReply> accepted(String step, SmtpReply reply) {
        return reply.isPositive() ? Future.succeededFuture(reply) : declined(answer(step, reply));
    }

    private HttpResult answer(String step, SmtpReply reply) {
        byte[] text = String.join("\n", reply.lines()).getBytes(StandardCharsets.UTF_8);
        return new HttpResult.Answered(
                new EspAnswer(reply.code(), Map.of(MailServer.STEP, step), text, clock.instant()));
    }

    private HttpResult resultOf(Throwable fault) {
        if (fault instanceof Declined declined) {
            return declined.result;
        }
        String why = fault instanceof BrokenConversation broken ? broken.why() : Faults.describe(fault);
        return handedOver ? new HttpResult.NoAnswer(why) : new HttpResult.NotSent(why);
    }

    private static <T> Future<T> declined(HttpResult result) {
        return Future.failedFuture(new Declined(result));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Who has no name in the DNS says the address. */
    private static String literal(String address) {
        return address.indexOf(':') >= 0 ? "[IPv6:" + address.replaceFirst("%.*", "") + "]" : "[" + address + "]";
    }

    /** Leads past the steps that are left. */
    private static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient HttpResult result;

        Declined(HttpResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }
}
