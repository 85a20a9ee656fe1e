package dev.tidegate.connector.mail;

import dev.tidegate.connector.EspRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import java.nio.charset.StandardCharsets;

/** A mail as it goes over the line: head and content in ASCII, and the dot that ends it. */
final class MailText {
    private MailText() {}

    static Buffer of(EspRequest.Mail mail) {
        MailMessage message = new MailMessage()
                .setFrom(mail.from())
                .setTo(mail.to())
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(mail.headers()));
        if (mail.html() != null) {
            message.setHtml(mail.html());
        }
        String encoded = new MailEncoder(message, "localhost", "Tidegate").encode();
        StringBuilder text = new StringBuilder(encoded.length() + 64);
        for (String line : encoded.stripTrailing().split("\r?\n", -1)) {
            // a line that begins with a dot would end the mail
            text.append(line.startsWith(".") ? "." : "").append(line).append("\r\n");
        }
        return Buffer.buffer(text.append(".\r\n").toString(), StandardCharsets.UTF_8.name());
    }

    /** The bare address: {@code news@shop.example} of {@code Shop <news@shop.example>}. */
    static String address(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        int close = mailbox.lastIndexOf('>');
        return open >= 0 && close > open ? mailbox.substring(open + 1, close) : mailbox;
    }
}
