package dev.tidegate.ingest.preferences;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.ingest.CustomerPages;
import dev.tidegate.ingest.CustomerPages.Kind;
import dev.tidegate.ingest.CustomerPages.Page;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.SignedLinks;
import dev.tidegate.profile.Standing;
import dev.tidegate.profile.StoredProfiles;
import dev.tidegate.queue.QueueStation;
import dev.tidegate.redis.Identifier;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A customer's own pages, over what the gateway really has on record. */
class PreferencePagesIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private QueueStation station;
    private StoredProfiles profiles;
    private SignedLinks links;
    private PreferencePages pages;

    @BeforeEach
    void start() {
        station = new QueueStation(REDIS, vertx);
        profiles = new StoredProfiles(
                station.redis, station.keys, QueueStation.PARTITIONS, Duration.ofDays(400), InstantSource.system());
        links = links();
        pages = new PreferencePages(links, profiles, station::offer, InstantSource.system());
        store("jo@shop.example", "<i>crm</i>");
    }

    private SignedLinks links() {
        return links("https://events.shop.example/");
    }

    private SignedLinks links(String publicUrl) {
        SignedLinks signed = new SignedLinks(URI.create(publicUrl));
        var unused = VertxForTests.await(signed.agree(station.redis, station.keys, new Random()));
        return signed;
    }

    @Test
    void shows_how_consent_stands_since_when_and_from_where() {
        Page page = visit(Kind.PREFERENCES, token(), "en", null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html())
                .contains("<html lang=\"en\">")
                .contains("E-mail (j•••@shop.example)")
                .contains("You have agreed since March 1, 2026")
                .contains("value=\"granted\" checked>")
                .doesNotContain("jo@shop.example");
    }

    @Test
    void escapes_what_came_from_outside() {
        assertThat(visit(Kind.PREFERENCES, token(), "en", null).html())
                .contains("&lt;i&gt;crm&lt;/i&gt;")
                .doesNotContain("<i>");
    }

    @Test
    void speaks_the_browsers_language_and_else_the_customers() {
        assertThat(visit(Kind.PREFERENCES, token(), "", null).language()).isEqualTo("de");
        assertThat(visit(Kind.PREFERENCES, token(), "fr, en;q=0.5", null).language())
                .isEqualTo("en");
        assertThat(visit(Kind.PREFERENCES, token(), "de-AT,en", null).html()).contains("seit dem 1. März 2026");
        assertThat(visit(Kind.PREFERENCES, token(), ";;q=x", null).language()).isEqualTo("de");
    }

    @Test
    void a_choice_is_on_record_and_shown_at_once() {
        Page page = visit(Kind.PREFERENCES, token(), "en", "email=denied");

        assertThat(page.html()).contains("Saved.", "value=\"denied\" checked>");
        await().untilAsserted(() -> assertThat(standing().state()).isEqualTo(ConsentState.DENIED));
        assertThat(standing().source()).isEqualTo("preferences");
        assertThat(standing().proof()).isEqualTo("unsubscribed, customer");

        visit(Kind.PREFERENCES, token(), "en", "email=granted");
        await().untilAsserted(() -> assertThat(standing().state()).isEqualTo(ConsentState.GRANTED));
    }

    @Test
    void looking_at_the_unsubscribe_page_changes_nothing() {
        Page page = visit(Kind.UNSUBSCRIBE, token(), "en", null);

        assertThat(page.html()).contains("<form method=\"post\">", "value=\"One-Click\"", "Yes, unsubscribe me");
        assertThat(visit(Kind.UNSUBSCRIBE, token(), "en", "nothing=of-it").status())
                .isEqualTo(400);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void one_click_unsubscribes() {
        Page page = visit(Kind.UNSUBSCRIBE, token(), "en", "List-Unsubscribe=One-Click");

        assertThat(page.html()).contains("You are unsubscribed");
        await().untilAsserted(() -> assertThat(standing().state()).isEqualTo(ConsentState.DENIED));
        assertThat(standing().source()).isEqualTo("one-click");
    }

    @Test
    void one_click_is_understood_as_a_multipart_form_too() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

        assertThat(visit(Kind.UNSUBSCRIBE, token(), "en", body).html()).contains("You are unsubscribed");
    }

    @Test
    void a_link_that_was_not_made_here_leads_nowhere() {
        String token = token();
        String other = new ProfileId("nobody").value() + token.substring(token.indexOf('.'));
        for (String bad : List.of("", "x", other, token + "A", token.substring(0, token.length() - 1), "a/b.c")) {
            Page page = visit(Kind.PREFERENCES, bad, "en", null);
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.html()).contains("This link does not work");
        }
    }

    @Test
    void all_processes_make_and_know_the_same_links() {
        SignedLinks another = links();

        assertThat(another.preferences(jo().profile().id()))
                .isEqualTo(links.preferences(jo().profile().id()))
                .startsWith("https://events.shop.example/v1/preferences/");
        assertThat(another.unsubscribe(jo().profile().id())).startsWith("https://events.shop.example/v1/unsubscribe/");
        assertThat(another.profileOf(token())).contains(jo().profile().id());
        assertThat(new SignedLinks(null).preferences(jo().profile().id())).isNull();
        assertThat(links("https://events.shop.example/l\u00e4den")
                        .unsubscribe(jo().profile().id()))
                .as("fit for the head of a mail")
                .startsWith("https://events.shop.example/l%C3%A4den/v1/unsubscribe/");
    }

    @CanIgnoreReturnValue
    private Page visit(Kind kind, String token, String languages, @Nullable String form) {
        return VertxForTests.await(pages.answer(new CustomerPages.Visit(kind, token, languages, form)));
    }

    private String token() {
        String link = requireNonNull(links.preferences(jo().profile().id()));
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private int events() {
        return VertxForTests.await(profiles.events(jo().profile().id())).size();
    }

    private Standing standing() {
        return requireNonNull(jo().consent().get(Channel.EMAIL));
    }

    private KnownProfile jo() {
        return VertxForTests.await(profiles.named(List.of(Identifier.email("jo@shop.example"))))
                .getFirst();
    }

    private void store(String email, String source) {
        station.store(new Event(
                EventId.of(source, "1"),
                source,
                "customer_created",
                START,
                START,
                "1",
                new Customer(null, "crm", email, null, null),
                Map.of("locale", "de-DE"),
                Map.of(),
                List.of(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, START))));
        await().untilAsserted(() -> assertThat(
                        VertxForTests.await(profiles.named(List.of(Identifier.email("jo@shop.example")))))
                .hasSize(1));
    }
}
