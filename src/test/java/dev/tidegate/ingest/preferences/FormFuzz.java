package dev.tidegate.ingest.preferences;

import dev.tidegate.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Forms in both encodings: whatever was sent, there are fields, and no more of them than were sent. */
public final class FormFuzz implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        String body = new String(input, StandardCharsets.UTF_8);
        Form form = Form.read(body);
        var unused = form.isOneClick();
        if (form.fields().size() > body.length()) {
            throw new AssertionError(form.fields().size() + " fields");
        }
        if (body.startsWith("--")
                && form.fields().values().stream()
                        .anyMatch(value -> value.indexOf('\n') >= 0 || value.length() > 200)) {
            throw new AssertionError("a part that is too long");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "List-Unsubscribe=One-Click",
                        "a=%C3%A9+b&c=&=d&%=%&marketing=on",
                        multipart("List-Unsubscribe", "One-Click").replace("\n", "\r\n"),
                        multipart("a\"; filename=\"b", "c"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String multipart(String name, String value) {
        return """
            --x
            Content-Disposition: form-data; name="%s"

            %s
            --x--
            """.formatted(name, value);
    }
}
