package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.standard.Emails;
import dev.tidegate.source.standard.Phones;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Addresses and numbers that others have collected. */
class StandardisingFixturesTest {
    private static final int ADDRESSES = 164;
    private static final int NUMBERS = 455;

    /** The region of numbers that belong to no country, such as satellite phones. */
    private static final String WORLD = "001";

    /** An example of the collection's time that Zimbabwe has taken out of use since. */
    private static final String RENUMBERED = "+2631312345";

    @Test
    void addresses_of_the_isemail_suite() throws Exception {
        int ran = 0;
        for (byte[] xml : Fixtures.file("email/isemail-tests.xml")) {
            NodeList tests = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getElementsByTagName("test");
            for (; ran < tests.getLength(); ran++) {
                check((Element) tests.item(ran));
            }
        }
        Fixtures.ran("email/isemail", ran, ADDRESSES);
    }

    private static void check(Element test) {
        String address = decoded(text(test, "address"));
        String category = text(test, "category");
        String diagnosis = text(test, "diagnosis");
        boolean valid = category.equals("ISEMAIL_VALID_CATEGORY") || category.equals("ISEMAIL_DNSWARN");
        // more than the grammar asks: a domain with a dot, and no top-level domain of one letter, of which there is
        // none
        boolean forAShop = valid && address.matches(".*@.*\\.[^.]{2,}");
        assertThat(Emails.standardise(address) != null)
                .as(address + " " + diagnosis)
                .isEqualTo(forAShop);
    }

    private static String text(Element test, String name) {
        return test.getElementsByTagName(name).item(0).getTextContent();
    }

    /** The file writes control characters as their pictures. */
    private static String decoded(String address) {
        StringBuilder decoded = new StringBuilder();
        address.chars().forEach(c -> decoded.append((char) (c >= 0x2400 && c < 0x2420 ? c - 0x2400 : c)));
        return decoded.toString();
    }

    @Test
    void phone_numbers_of_every_country() {
        int ran = 0;
        for (byte[] csv : Fixtures.file("phone/example-numbers.csv")) {
            for (String line :
                    new String(csv, StandardCharsets.UTF_8).lines().skip(1).toList()) {
                String[] cells = line.split(",", -1);
                String national = cells[5] + cells[3];
                boolean hasNationalForm = !cells[0].equals(WORLD);
                if (!cells[4].equals(RENUMBERED)) {
                    assertThat(Phones.standardise(cells[4], null)).as(line).isEqualTo(cells[4]);
                    assertThat(Phones.standardise(hasNationalForm ? national : cells[4], cells[0]))
                            .as(line)
                            .isEqualTo(cells[4]);
                }
                ran++;
            }
        }
        Fixtures.ran("phone/example-numbers", ran, NUMBERS);
    }
}
