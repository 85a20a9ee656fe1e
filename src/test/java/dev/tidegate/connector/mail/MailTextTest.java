package dev.tidegate.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MailServer;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {
    private static final String FROM = "Shop <news@shop.example>";

    @Test
    void the_last_part_is_closed() {
        String text = text(FROM, "s", "text", "<p>html</p>");

        assertThat(text).endsWith("<p>html</p>\r\n--=_tidegate--\r\n.\r\n");
        assertThat(text.split("--=_tidegate\r\n", -1)).hasSize(3);
    }

    @Test
    void is_the_same_to_the_byte_each_time() {
        assertThat(text(FROM, "s\u00fc", "text", "<p>html</p>"))
                .isEqualTo(text(FROM, "s\u00fc", "text", "<p>html</p>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Shop <news@shop.example>           | \"Shop\" <news@shop.example>",
                "A, B & Co. <news@shop.example>     | \"A, B & Co.\" <news@shop.example>",
                "\"A, B\" <news@shop.example>       | \"A, B\" <news@shop.example>",
                "Sh\u00f6p <news@shop.example>      | =?UTF-8?B?U2jDtnA=?= <news@shop.example>",
                "news@shop.example                  | news@shop.example"
            })
    void the_sender_has_its_name_where_mail_programs_look_for_it(String from, String field) throws Exception {
        assertThat(text(from, "s", "t", null)).startsWith("From: " + field + "\r\n");
        InternetAddress read =
                (InternetAddress) parsed(text(from, "s", "t", null)).getFrom()[0];
        assertThat(read.getAddress()).isEqualTo("news@shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "A, B & Co.", "Sh\u00f6p", "\u65e5\u672c", "\ud83d\ude00"})
    void a_sender_of_any_length_fits_the_line(String name) throws Exception {
        for (String repeated : new String[] {name, name.repeat(6), name.repeat(12), name.repeat(40)}) {
            for (int length : new int[] {1, 20, 45, 60}) {
                String address = "n".repeat(length) + "@shop.example";
                String text = text(repeated + " <" + address + ">", "s", "t", null);

                assertThat(parsed(text).getFrom()).containsExactly(new InternetAddress(address, repeated, "UTF-8"));
                assertThat(((InternetAddress) parsed(text).getFrom()[0]).getPersonal())
                        .isEqualTo(repeated);
                assertIsFitForTheLine(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb"})
    void a_line_ends_in_one_way_however_it_was_written(String lines) {
        assertThat(text(FROM, "s", lines, null)).contains("\r\n\r\na\r\nb\r\n.\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a = b, 100 %=3D",
                "trailing \t",
                ".",
                "..",
                "\r\n.\r\nQUIT",
                "\u00e4\u00f6\u20ac\ud83d\ude00",
                "=_tidegate",
                "\n--=_tidegate--\n",
                "\u0000\u0007"
            })
    void content_comes_out_as_it_went_in(String content) throws Exception {
        for (String repeated : new String[] {content, content.repeat(120), "x".repeat(74) + content}) {
            String text = text(FROM, "s", repeated, "<i>" + repeated + "</i>");
            MimeMultipart parts = (MimeMultipart) parsed(text).getContent();

            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo(withLines(repeated));
            assertThat(parts.getBodyPart(1).getContent()).isEqualTo(withLines("<i>" + repeated + "</i>"));
            assertIsFitForTheLine(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Your cart", "F\u00fcr dich \ud83d\ude00", "=?UTF-8?Q?no?=", "\u00fc"})
    void a_subject_comes_out_as_it_went_in(String subject) throws Exception {
        for (String repeated : new String[] {subject, subject.repeat(50), "x" + subject.repeat(50)}) {
            String text = text(FROM, repeated, "t", null);

            assertThat(parsed(text).getSubject()).isEqualTo(repeated);
            assertIsFitForTheLine(text);
        }
    }

    private static String withLines(String content) {
        return content.replaceAll("\r\n|\r|\n", "\r\n");
    }

    private static void assertIsFitForTheLine(String text) {
        assertThat(text).matches("[\\x20-\\x7e\t\r\n]*");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text.split("\r\n", -1)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(text.split("\r\n", -1))
                .filteredOn(line -> line.contains("=?UTF-8?"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        assertThat(text.indexOf("\r\n.\r\n")).isEqualTo(text.length() - 5);
    }

    private static String text(String from, String subject, String text, @Nullable String html) {
        MailServer server = new MailServer("mail.example", 25, MailServer.Tls.NONE, null, null);
        return MailText.of(new EspRequest.Mail(
                        server,
                        from,
                        "jo@shop.example",
                        subject,
                        text,
                        html,
                        Map.of("Message-ID", "<m1@shop.example>")))
                .toString(StandardCharsets.US_ASCII);
    }

    /** As a mail program reads what the server took. */
    private static MimeMessage parsed(String text) throws Exception {
        String taken = text.substring(0, text.length() - 3).replace("\r\n..", "\r\n.");
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(taken.getBytes(StandardCharsets.US_ASCII)));
    }
}
