package dev.tidegate.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.ConnectorSettings.Smtp;
import dev.tidegate.connector.ConnectorSettings.Smtp.Template;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The templates of {@code smtp} destinations are settings like others: read and checked before anything is sent. */
class TemplateFolderTest {
    @TempDir
    Path directory;

    private SettingsFolder folder;

    @BeforeEach
    void write() {
        folder = new SettingsFolder(directory)
                .file(
                        "destinations.yaml",
                        "destinations:\n  mail: {type: smtp, host: mail.example, from: news@shop.example}\n");
    }

    @Test
    void reads_text_html_and_subject() {
        folder.file("templates/Cart.txt", "Hello {{customer.first_name}}\n")
                .file("templates/Cart.html", "<p>{{customer.first_name}}</p>")
                .file("templates/Cart.subject.txt", "Your cart\n")
                .file("templates/plain.txt", "Subject: Plain {{properties.value}}\r\n\r\nText\n")
                .file("templates/.plain.txt.swp", "an editor's");

        assertThat(templates())
                .isEqualTo(Map.of(
                        "Cart",
                        new Template("Your cart", "Hello {{customer.first_name}}\n", "<p>{{customer.first_name}}</p>"),
                        "plain",
                        new Template("Plain {{properties.value}}", "Text\n", null)));
    }

    @Test
    void has_none_where_there_is_no_folder() {
        assertThat(templates()).isEmpty();
    }

    @Test
    void tells_what_is_wrong_with_each_file() {
        folder.file("templates/a.txt", "No subject\n")
                .file("templates/b.txt", "Subject: \n\nText")
                .file("templates/c.html", "<p>")
                .file("templates/d.txt", "Subject: x\n\n{{#customer}}\nnever closed")
                .file("templates/e.txt", "Subject: x\n\n{{> header}}")
                .file("templates/f.md", "x")
                .file("templates/g.txt", new byte[] {(byte) 0xff})
                .file("templates/h.txt", "Subject: Your {{properties.name\n\nHello {{properties.name}}")
                .file("templates/i.txt", "Subject: x\n\n{{#customer}}{{/customer}} {{")
                .file("templates/j.txt", "Subject: x\n\n{{=<% %>=}}{{not ours}} <% customer.email %>");

        assertThat(folder.problems()).isEqualTo("""
            destinations.yaml:2:3 destinations.mail: templates/a.txt: has no subject; allowed: a first line 'Subject: …',\
             or a file a.subject.txt
            destinations.yaml:2:3 destinations.mail: templates/b.txt: has a subject that is not one line
            destinations.yaml:2:3 destinations.mail: templates/c.html: has no c.txt beside it
            destinations.yaml:2:3 destinations.mail: templates/d.txt: Section missing close tag 'customer' @ line 3
            destinations.yaml:2:3 destinations.mail: templates/e.txt: there are no partials such as header
            destinations.yaml:2:3 destinations.mail: templates/f.md: is no template; allowed: NAME.txt, NAME.html,\
             NAME.subject.txt
            destinations.yaml:2:3 destinations.mail: templates/g.txt: is not UTF-8 text
            destinations.yaml:2:3 destinations.mail: templates/h.txt: a tag is not closed: {{properties.name
            destinations.yaml:2:3 destinations.mail: templates/i.txt: a tag is not closed: {{\
            """);
    }

    @Test
    void tells_which_trigger_names_no_template() {
        folder.file("templates/Cart.txt", "Subject: x\n\ny").file("triggers.yaml", """
            triggers:
              a: {on: [order_completed], send: [{to: mail, as: cart}]}
              b: {on: [order_completed], send: [{to: mail, as: Cart, via: template}]}
              c: {on: [order_completed], steps: [{send: [{to: mail, as: ../Cart}]}]}
            """);

        assertThat(folder.problems()).isEqualTo("""
            triggers.yaml:2:52 triggers.a.send[0].as: "cart" is no template in templates/; did you mean Cart?
            triggers.yaml:4:61 triggers.c.steps[0].send[0].as: "../Cart" is no template in templates/; did you mean Cart?\
            """);
    }

    private Map<String, Template> templates() {
        return ((Smtp) folder.valid()
                        .settings()
                        .flow()
                        .destinations()
                        .getFirst()
                        .type())
                .templates();
    }
}
