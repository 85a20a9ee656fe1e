package dev.tidegate.connector.mail;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands and replies over one connection, one after the other. */
final class Conversation {
    /** No server has more to say. */
    private static final int LONGEST_REPLY = 16 * 1024;

    private final NetSocket socket;
    private final StringBuilder unread = new StringBuilder();
    private final List<String> lines = new ArrayList<>();
    private @Nullable Promise<SmtpReply> awaited;
    private int length;
    private boolean over;

    Conversation(NetSocket socket) {
        this.socket = socket;
        socket.handler(this::take);
        socket.exceptionHandler(this::end);
        socket.closeHandler(closed -> end(new BrokenConversation("the connection was closed")));
    }

    /** What the server says before it is asked. */
    Future<SmtpReply> greeting() {
        return await();
    }

    Future<SmtpReply> say(String command) {
        return say(Buffer.buffer(command + "\r\n", StandardCharsets.UTF_8.name()));
    }

    Future<SmtpReply> say(Buffer bytes) {
        Future<SmtpReply> reply = await();
        socket.write(bytes).onFailure(this::end);
        return reply;
    }

    /** Goes on under TLS. What came in the clear before must not be taken for an answer given under it. */
    Future<Void> secure(ClientSSLOptions options, String serverName) {
        if (!unread.isEmpty() || !lines.isEmpty()) {
            return Future.failedFuture(new BrokenConversation("the server spoke before TLS was agreed on"));
        }
        return serverName.isEmpty() ? socket.upgradeToSsl(options) : socket.upgradeToSsl(options, serverName);
    }

    /** Takes leave without waiting for an answer. */
    Future<Void> quit() {
        over = true;
        return socket.end(Buffer.buffer("QUIT\r\n"));
    }

    private Future<SmtpReply> await() {
        if (over) {
            return Future.failedFuture(new BrokenConversation("the connection was closed"));
        }
        Promise<SmtpReply> reply = Promise.promise();
        awaited = reply;
        return reply.future();
    }

    private void take(Buffer bytes) {
        length += bytes.length();
        if (length > LONGEST_REPLY) {
            end(new BrokenConversation("the server says too much"));
            return;
        }
        unread.append(bytes.toString(StandardCharsets.ISO_8859_1));
        for (int end = unread.indexOf("\n"); end >= 0 && !over; end = unread.indexOf("\n")) {
            String line = unread.substring(0, end).stripTrailing();
            unread.delete(0, end + 1);
            take(line);
        }
    }

    private void take(String line) {
        if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
            end(new BrokenConversation("the server does not speak SMTP"));
            return;
        }
        lines.add(line.length() > 4 ? line.substring(4) : "");
        if (line.length() == 3 || line.charAt(3) == ' ') {
            answer(new SmtpReply(Integer.parseInt(line.substring(0, 3)), lines));
        }
    }

    private void answer(SmtpReply reply) {
        Promise<SmtpReply> asked = awaited;
        awaited = null;
        lines.clear();
        length = unread.length();
        if (asked == null) {
            end(new BrokenConversation("the server speaks without being asked"));
        } else {
            asked.complete(reply);
        }
    }

    private void end(Throwable fault) {
        over = true;
        Promise<SmtpReply> asked = awaited;
        awaited = null;
        if (asked != null) {
            asked.fail(fault);
        }
    }
}
