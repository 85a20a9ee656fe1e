package dev.tidegate.connector.mail;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.support.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that says to each command what a test wants; silence where that is nothing. */
final class FakeServer {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final NetServer server;

    FakeServer(Vertx vertx, NetServerOptions options) {
        says("greeting", "220 fake").says("EHLO", "250-fake\r\n250 STARTTLS").says("STARTTLS", "220 go on");
        says("MAIL", "250 ok").says("RCPT", "250 ok").says("DATA", "354 go on").says(".", "250 2.0.0 taken");
        server = EventLoop.await(
                vertx.createNetServer(options).connectHandler(this::serve).listen(0, "127.0.0.1"));
    }

    /** @param reply "close" ends the connection, nothing at all keeps it waiting */
    @CanIgnoreReturnValue
    FakeServer says(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    int port() {
        return server.actualPort();
    }

    private void serve(NetSocket socket) {
        open.incrementAndGet();
        boolean[] content = {false};
        List<String> mail = new ArrayList<>();
        RecordParser lines = RecordParser.newDelimited("\r\n");
        lines.handler(bytes -> {
            String line = bytes.toString();
            if (!content[0]) {
                heard.add(line);
                String command = line.split("[ :]", 2)[0];
                content[0] = command.equals("DATA")
                        && replies.getOrDefault("DATA", "").startsWith("354");
                reply(socket, command);
            } else if (line.equals(".")) {
                content[0] = false;
                heard.add(String.join("\n", mail));
                reply(socket, ".");
            } else {
                mail.add(line);
            }
        });
        socket.handler(lines);
        socket.exceptionHandler(gone -> {});
        socket.closeHandler(closed -> open.decrementAndGet());
        reply(socket, "greeting");
    }

    private void reply(NetSocket socket, String command) {
        String reply = replies.getOrDefault(command, "500 what?");
        if (reply.equals("close")) {
            var unused = socket.close();
        } else if (!reply.isEmpty()) {
            Buffer line = Buffer.buffer(reply + "\r\n");
            // with the reply as its message, TLS is ready before the client can begin with it
            var unused = command.equals("STARTTLS") && reply.startsWith("220")
                    ? socket.upgradeToSsl(line)
                    : socket.write(line);
        }
    }
}
