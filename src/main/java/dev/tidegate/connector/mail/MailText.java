package dev.tidegate.connector.mail;

import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Sender;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A mail as it goes over the line: head and content in ASCII, and the dot that ends it. The same mail is the same to the byte,
 * so that what is sent again is no other one.
 */
final class MailText {
    /** {@code =_} cannot stand in quoted-printable content (RFC 2045, 6.7), so this never occurs in a part. */
    private static final String BOUNDARY = "=_tidegate";

    /** A line of quoted-printable has no more characters than this, the {@code =} of a soft break included. */
    private static final int LONGEST_LINE = 76;

    /** Together with the name of its field, a plain value stays within the 78 characters that a line should have. */
    private static final int LONGEST_PLAIN = 65;

    /** Makes 48 characters of Base64, so that a line with an encoded word stays within the 76 of RFC 2047. */
    private static final int MOST_BYTES_IN_A_WORD = 36;

    private static final String HEX = "0123456789ABCDEF";

    private final StringBuilder text = new StringBuilder();

    private MailText() {}

    static Buffer of(EspRequest.Mail mail) {
        MailText written = new MailText();
        written.head(mail);
        written.content(mail);
        return Buffer.buffer(written.dotted(), StandardCharsets.UTF_8.name());
    }

    /** The bare address: {@code news@shop.example} of {@code Shop <news@shop.example>}. */
    static String address(String mailbox) {
        return Sender.parse(mailbox).email();
    }

    private void head(EspRequest.Mail mail) {
        field("From", mailbox(Sender.parse(mail.from())));
        field("To", mail.to());
        field("Subject", unstructured(mail.subject()));
        mail.headers().forEach(this::field);
        field("MIME-Version", "1.0");
    }

    private void content(EspRequest.Mail mail) {
        if (mail.html() == null) {
            part("plain", mail.text());
            return;
        }
        field("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + '"');
        line("");
        line("--" + BOUNDARY);
        part("plain", mail.text());
        line("--" + BOUNDARY);
        part("html", mail.html());
        line("--" + BOUNDARY + "--");
    }

    private void part(String subtype, String content) {
        field("Content-Type", "text/" + subtype + "; charset=utf-8");
        field("Content-Transfer-Encoding", "quoted-printable");
        line("");
        for (String one : content.split("\r\n|\r|\n", -1)) {
            quotedPrintable(one);
        }
    }

    private void field(String name, String value) {
        line(name + ": " + value);
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }

    private static String mailbox(Sender sender) {
        String name = sender.name();
        if (name == null) {
            return sender.email();
        }
        String words = isPlain(name) ? '"' + name + '"' : encodedWords(name);
        // a line with an encoded word in it has 76 characters at most, whatever else is there (RFC 2047, 2)
        String gap = words.length() + sender.email().length() <= LONGEST_PLAIN ? " " : "\r\n ";
        return words + gap + '<' + sender.email() + '>';
    }

    private static String unstructured(String value) {
        return isPlain(value) ? value : encodedWords(value);
    }

    private static boolean isPlain(String value) {
        return value.length() <= LONGEST_PLAIN
                && !value.contains("=?")
                && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** RFC 2047, one word a line; no character is divided between two words. */
    private static String encodedWords(String value) {
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
            String character = Character.toString(value.codePointAt(at));
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > MOST_BYTES_IN_A_WORD) {
                words.append(encodedWord(word)).append("\r\n ");
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += more;
        }
        return words.append(encodedWord(word)).toString();
    }

    private static String encodedWord(CharSequence word) {
        byte[] bytes = word.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }

    /** One line of the content (RFC 2045, 6.7), on as many lines as it takes. */
    private void quotedPrintable(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 0xff;
            boolean last = i == bytes.length - 1;
            boolean asItIs = value == ' ' || value == '\t' ? !last : value > ' ' && value <= '~' && value != '=';
            int room = last ? LONGEST_LINE : LONGEST_LINE - 1;
            if (length + (asItIs ? 1 : 3) > room) {
                text.append("=\r\n");
                length = 0;
            }
            if (asItIs) {
                text.append((char) value);
                length++;
            } else {
                text.append('=').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
                length += 3;
            }
        }
        text.append("\r\n");
    }

    /** As it goes after {@code DATA}: a line that begins with a dot would end the mail. */
    private String dotted() {
        String whole = text.toString().replace("\r\n.", "\r\n..");
        return whole + ".\r\n";
    }
}
