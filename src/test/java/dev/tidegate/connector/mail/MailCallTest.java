package dev.tidegate.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MailServer;
import dev.tidegate.connector.MailServer.Tls;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class MailCallTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("mail.example");
    private static final HostLookup HERE = host -> List.of(InetAddress.getByName("127.0.0.1"));

    private final GreenMail real = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private EventLoop loop;
    private FakeServer fake;
    private MailCall calls;

    @BeforeEach
    void start(Vertx vertx) {
        real.start();
        loop = new EventLoop(vertx);
        fake = new FakeServer(vertx, new NetServerOptions().setKeyCertOptions(CERTIFICATE.keyCertOptions()));
        calls = new MailCall(vertx, HERE, Clock.systemUTC(), CERTIFICATE.trustOptions());
    }

    @AfterEach
    void stop() {
        real.stop();
    }

    @Test
    void a_real_server_takes_the_mail() throws Exception {
        HttpResult.Answered result = (HttpResult.Answered) send(mail(
                server(real.getSmtp().getPort(), Tls.NONE),
                "Lampe f\u00fcr Jo \u2013 sch\u00f6n und sehr, sehr lang, damit die Zeile des Betreffs umgebrochen"
                        + " wird",
                "Hallo\n.\n..Punkte\n" + "lang ".repeat(400) + "\nEnde",
                "<p>Hallo \u00fc</p>"));

        assertThat(result.answer().status()).isEqualTo(250);
        MimeMessage received = real.getReceivedMessages()[0];
        assertThat(received.getSubject())
                .startsWith("Lampe f\u00fcr Jo \u2013 sch\u00f6n")
                .endsWith("umgebrochen wird");
        assertThat(received.getFrom()[0]).hasToString("Jo's Shop <news@shop.example>");
        assertThat(received.getHeader("Message-ID")).containsExactly("<m1@shop.example>");
        assertThat(received.getHeader("Date")).containsExactly("Tue, 24 Nov 2026 01:32:03 +0000");
        assertThat(received.getHeader("List-Unsubscribe"))
                .containsExactly("<https://events.shop.example/v1/unsubscribe/" + "t".repeat(90) + ">");
        MimeMultipart parts = (MimeMultipart) received.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0)
                        .getContent()
                        .toString()
                        .replace("\r", "")
                        .strip())
                .isEqualTo("Hallo\n.\n..Punkte\n" + "lang ".repeat(400) + "\nEnde");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("<p>Hallo \u00fc</p>");
    }

    @Test
    void a_mail_of_text_only_has_no_parts() throws Exception {
        var unused = send(mail(server(real.getSmtp().getPort(), Tls.NONE), "s", "only text", null));

        assertThat(real.getReceivedMessages()[0].getContentType()).startsWith("text/plain");
        assertThat(real.getReceivedMessages()[0].getContent()).asString().contains("only text");
    }

    @Test
    void speaks_of_the_mail_under_tls_only() {
        HttpResult result = send(mail(fakeServer(Tls.STARTTLS), "s", "t", null));

        assertThat(result).isInstanceOf(HttpResult.Answered.class);
        assertThat(fake.heard.stream().limit(3)).containsExactly("EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]");
        assertThat(fake.heard).contains("MAIL FROM:<news@shop.example>", "RCPT TO:<jo@shop.example>");
    }

    @Test
    void sends_nothing_where_starttls_is_not_offered() {
        fake.says("EHLO", "250 fake");

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null)))
                .isEqualTo(new HttpResult.NotSent("the server offers no STARTTLS"));
        assertThat(fake.heard).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void believes_nothing_that_was_slipped_in_before_tls() {
        fake.says("STARTTLS", "220 go on\r\n250-AUTH PLAIN\r\n250 ok");

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null))).isInstanceOf(HttpResult.NotSent.class);
        assertThat(fake.heard).noneMatch(line -> line.startsWith("MAIL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTTLS", "TLS"})
    void trusts_no_certificate_of_another_name(Tls tls, Vertx vertx) {
        FakeServer under = tls == Tls.STARTTLS ? fake : overTls(vertx);
        MailServer other = new MailServer("other.example", under.port(), tls, null, null);

        assertThat(send(mail(other, "s", "t", null)))
                .isInstanceOfSatisfying(
                        HttpResult.NotSent.class,
                        why -> assertThat(why.reason()).contains("TLS failed"));
        assertThat(under.heard).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void trusts_no_certificate_that_nobody_vouches_for(Vertx vertx) {
        calls = new MailCall(vertx, HERE, Clock.systemUTC());

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null)))
                .isInstanceOfSatisfying(
                        HttpResult.NotSent.class,
                        why -> assertThat(why.reason()).contains("TLS failed"));
    }

    @Test
    void speaks_tls_from_the_first_byte_where_that_is_wanted(Vertx vertx) {
        FakeServer secret = overTls(vertx);

        assertThat(send(mail(new MailServer("mail.example", secret.port(), Tls.TLS, null, null), "s", "t", null)))
                .isInstanceOf(HttpResult.Answered.class);
        assertThat(secret.heard).doesNotContain("STARTTLS").contains("RCPT TO:<jo@shop.example>");
    }

    @Test
    void proves_itself_in_the_way_that_the_server_takes() {
        fake.says("EHLO", "250-fake\r\n250-STARTTLS\r\n250 AUTH LOGIN PLAIN").says("AUTH", "235 in");
        var plain = send(mail(withUser(), "s", "t", null));
        assertThat(plain).isInstanceOf(HttpResult.Answered.class);
        assertThat(fake.heard).contains("AUTH PLAIN AHNob3AAczNjcmV0");

        fake.says("EHLO", "250-fake\r\n250-STARTTLS\r\n250 AUTH LOGIN").says("AUTH", "334 VXNlcm5hbWU6");
        fake.says("c2hvcA==", "334 UGFzc3dvcmQ6").says("czNjcmV0", "235 in");
        assertThat(send(mail(withUser(), "s", "t", null))).isInstanceOf(HttpResult.Answered.class);
    }

    @Test
    void says_at_which_step_the_server_refused() {
        fake.says("EHLO", "250-fake\r\n250-STARTTLS\r\n250 AUTH PLAIN").says("AUTH", "535 5.7.8 no");
        assertRefused(send(mail(withUser(), "s", "t", null)), 535, "auth");

        fake.says("RCPT", "550-no such\r\n550 user");
        HttpResult.Answered refused = assertRefused(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null)), 550, "rcpt");
        assertThat(refused.answer().body()).asString().isEqualTo("no such\nuser");
        assertThat(fake.heard).doesNotContain("DATA");
    }

    @ParameterizedTest
    @CsvSource({"greeting, 554 no", "greeting, 421 busy", "EHLO, 502 no", "STARTTLS, 454 no", "greeting, HTTP/1.1 400"})
    void a_server_that_is_not_ready_has_said_nothing_of_the_mail(String command, String reply) {
        fake.says(command, reply);

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null))).isInstanceOf(HttpResult.NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "close"})
    void a_mail_that_was_handed_over_and_not_answered_may_have_been_taken(String fate) {
        fake.says(".", fate);

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null), Duration.ofSeconds(1)))
                .isInstanceOf(HttpResult.NoAnswer.class);
        await().untilAsserted(() -> assertThat(fake.open).hasValue(0));
    }

    @ParameterizedTest
    @CsvSource({"greeting, ''", "EHLO, ''", "DATA, ''", "DATA, close", "RCPT, close"})
    void a_mail_that_was_not_handed_over_was_not_sent(String command, String fate) {
        fake.says(command, fate);

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null), Duration.ofSeconds(1)))
                .isInstanceOf(HttpResult.NotSent.class);
        await().untilAsserted(() -> assertThat(fake.open).hasValue(0));
    }

    @Test
    void hears_no_endless_reply() {
        fake.says("greeting", "220-" + "x".repeat(20_000));

        assertThat(send(mail(fakeServer(Tls.STARTTLS), "s", "t", null))).isInstanceOf(HttpResult.NotSent.class);
    }

    @Test
    void goes_to_no_private_address_unless_that_is_allowed(Vertx vertx) {
        EspRequest.Mail mail = mail(fakeServer(Tls.STARTTLS), "s", "t", null);

        assertThat(loop.await(() -> calls.send(mail, DEADLINE, false)))
                .isInstanceOfSatisfying(
                        HttpResult.Forbidden.class,
                        why -> assertThat(why.reason()).contains("loopback"));
        assertThat(fake.heard).isEmpty();
    }

    @Test
    void a_server_that_cannot_be_reached_was_sent_nothing(Vertx vertx) throws Exception {
        real.stop();

        assertThat(send(mail(server(1, Tls.NONE), "s", "t", null)))
                .isEqualTo(new HttpResult.NotSent("no connection: refused"));
    }

    @CanIgnoreReturnValue
    private static HttpResult.Answered assertRefused(HttpResult result, int code, String step) {
        HttpResult.Answered answered = (HttpResult.Answered) result;
        assertThat(answered.answer().status()).isEqualTo(code);
        assertThat(answered.answer().header(MailServer.STEP)).isEqualTo(step);
        return answered;
    }

    private static FakeServer overTls(Vertx vertx) {
        return new FakeServer(
                vertx, new NetServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE.keyCertOptions()));
    }

    private MailServer fakeServer(Tls tls) {
        return server(fake.port(), tls);
    }

    private MailServer withUser() {
        return new MailServer("mail.example", fake.port(), Tls.STARTTLS, "shop", new Secret("s3cret"));
    }

    private static MailServer server(int port, Tls tls) {
        return new MailServer("mail.example", port, tls, null, null);
    }

    private static EspRequest.Mail mail(MailServer server, String subject, String text, @Nullable String html) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", "<m1@shop.example>");
        headers.put("Date", "Tue, 24 Nov 2026 01:32:03 +0000");
        headers.put("List-Unsubscribe", "<https://events.shop.example/v1/unsubscribe/" + "t".repeat(90) + ">");
        return new EspRequest.Mail(
                server, "Jo's Shop <news@shop.example>", "jo@shop.example", subject, text, html, headers);
    }

    private HttpResult send(EspRequest.Mail mail) {
        return send(mail, DEADLINE);
    }

    private HttpResult send(EspRequest.Mail mail, Duration deadline) {
        return loop.await(() -> calls.send(mail, deadline, true));
    }
}
