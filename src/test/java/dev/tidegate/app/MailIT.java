package dev.tidegate.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidegate.support.RedisServer;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway that sends mail from templates by a real SMTP server. */
class MailIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        server.start();
        Files.createDirectory(directory.resolve("templates"));
        write(
                "templates/thanks.txt",
                "Subject: Thanks, {{customer.email}}\n\nOrder {{event.type}}: {{unsubscribe_url}}\n");
        write("templates/thanks.html", "<p>{{event.type}}</p>");
        write(
                "gateway.yaml",
                "server: {host: 127.0.0.1, port: 0, public_url: \"https://events.shop.example\"}\n"
                        + "management: {port: 0}\n"
                        + "redis:"
                        + " {uri:"
                        + " \"" + REDIS.uri() + "\"}\nconsent: {default: opt_out}\n");
        write("destinations.yaml", destination(server.getSmtp().getPort(), ""));
        write("triggers.yaml", "triggers:\n  thanks: {on: [order_completed], send: [{to: mail, as: thanks}]}\n");
        gateway = TestGateway.start(REDIS, directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.stop();
    }

    @Test
    void a_mail_is_made_from_the_template_in_force() throws Exception {
        gateway.event("crm", "1", "order_completed", "jo@shop.example");
        MimeMessage first = received(1);
        String link = first.getHeader("List-Unsubscribe")[0].replaceAll("[<>\\s]", "");

        assertThat(first.getSubject()).isEqualTo("Thanks, jo@shop.example");
        assertThat(first.getAllRecipients()[0]).hasToString("jo@shop.example");
        assertThat(link).startsWith("https://events.shop.example/v1/unsubscribe/");
        assertThat(first.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(first.getHeader("X-Tidegate-Trigger")).containsExactly("thanks");
        assertThat(new String(first.getRawInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll("=\r?\n", ""))
                .contains("Order order_completed: " + link.replace("=", "=3D"));

        write("templates/thanks.txt", "Subject: Many thanks\n\nx\n");
        assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);
        gateway.event("crm", "2", "order_completed", "al@shop.example");

        assertThat(received(2).getSubject()).isEqualTo("Many thanks");
    }

    @Test
    void a_mail_that_was_handed_over_and_not_answered_is_parked_and_not_sent_again() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            AtomicInteger mails = new AtomicInteger();
            Thread serving = Thread.startVirtualThread(() -> swallow(silent, mails));
            write("destinations.yaml", destination(silent.getLocalPort(), "timeout: 1s, "));
            assertThat(gateway.manage("POST", "/v1/config/reload").status()).isEqualTo(202);
            gateway.event("crm", "3", "order_completed", "bo@shop.example");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(gateway.manage("GET", "/v1/deliveries?status=unknown")
                                    .list("items"))
                            .hasSize(1));
            assertThat(mails).hasValue(1);
            assertThat(serving.isAlive()).isTrue();
        }
    }

    /** Takes mails and never says so. */
    private static void swallow(ServerSocket server, AtomicInteger mails) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
                say(socket, "220 silent");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("DATA")) {
                        say(socket, "354 go on");
                        mails.incrementAndGet();
                    } else if (line.matches("(EHLO|MAIL|RCPT).*")) {
                        say(socket, "250 ok");
                    }
                }
            } catch (IOException closed) {
                // by the client, or at the end of the test
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    }

    private static String destination(int port, String more) {
        return "destinations:\n  mail: {type: smtp, host: 127.0.0.1, port: " + port + ", tls: none, " + more
                + "from: \"Shop <news@shop.example>\", allow_private: true}\n";
    }

    private MimeMessage received(int count) {
        await().atMost(SOON).until(() -> server.getReceivedMessages().length == count);
        return server.getReceivedMessages()[count - 1];
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
    }
}
