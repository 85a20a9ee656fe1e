package dev.tidegate.ingest.preferences;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.ingest.CustomerPages;
import dev.tidegate.ingest.EventStore;
import dev.tidegate.profile.ChannelAddress;
import dev.tidegate.profile.ConsentEvent;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.Profiles;
import dev.tidegate.profile.SignedLinks;
import dev.tidegate.profile.Standing;
import dev.tidegate.queue.Receipt;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows customers what is on record about their consent, and takes in what they choose, as an event like any other. Only what
 * is sent on purpose changes anything: programs that look at links in mails change nothing.
 */
public final class PreferencePages implements CustomerPages {
    /** Under which a choice on the page is on record. */
    private static final String SOURCE = "preferences";

    /** Under which the button of a mail program is on record. */
    private static final String ONE_CLICK = "one-click";

    private final SignedLinks links;
    private final Profiles profiles;
    private final EventStore store;
    private final InstantSource clock;

    public PreferencePages(SignedLinks links, Profiles profiles, EventStore store, InstantSource clock) {
        this.links = links;
        this.profiles = profiles;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Future<Page> answer(Visit visit) {
        return links.profileOf(visit.token())
                .map(this::find)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(found -> found.map(known -> answer(visit, known)).orElseGet(() -> unknown(visit)));
    }

    private Future<Optional<KnownProfile>> find(ProfileId id) {
        return profiles.find(id);
    }

    private static Future<Page> unknown(Visit visit) {
        Language language = Language.of(visit.languages(), null);
        return Future.succeededFuture(new Html(language, Phrase.UNKNOWN_LINK)
                .paragraph(Phrase.UNKNOWN_LINK_TEXT)
                .page(404));
    }

    private Future<Page> answer(Visit visit, KnownProfile known) {
        Language language =
                Language.of(visit.languages(), known.profile().fields().get("locale"));
        Form form = visit.form() == null ? null : Form.read(visit.form());
        return switch (visit.kind()) {
            case PREFERENCES ->
                form == null
                        ? Future.succeededFuture(new ConsentPage(language, known, known.consent()).page(false))
                        : choose(language, known, form);
            case UNSUBSCRIBE ->
                form == null || !form.isOneClick()
                        ? Future.succeededFuture(ask(language, form == null ? 200 : 400))
                        : unsubscribe(language, known);
        };
    }

    private static Page ask(Language language, int status) {
        return new Html(language, Phrase.UNSUBSCRIBE)
                .paragraph(Phrase.UNSUBSCRIBE_ASK)
                .form()
                .hidden("List-Unsubscribe", "One-Click")
                .endForm(Phrase.UNSUBSCRIBE_DO)
                .page(status);
    }

    private Future<Page> unsubscribe(Language language, KnownProfile known) {
        ConsentChange refusal = new ConsentChange(Channel.EMAIL, ConsentState.DENIED, clock.instant());
        ConsentEvent event = new ConsentEvent(
                known.profile().id(), refusal, ConsentEvent.By.ONE_CLICK, ONE_CLICK, "List-Unsubscribe=One-Click");
        return store(List.of(event))
                .map(stored -> stored
                        ? new Html(language, Phrase.UNSUBSCRIBED)
                                .paragraph(Phrase.UNSUBSCRIBED_TEXT)
                                .page(200)
                        : busy(language));
    }

    private Future<Page> choose(Language language, KnownProfile known, Form form) {
        Instant now = clock.instant();
        Map<Channel, Standing> consent = new EnumMap<>(Channel.class);
        consent.putAll(known.consent());
        List<ConsentEvent> chosen = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            ConsentState state =
                    form.field(channel.label()).map(PreferencePages::state).orElse(ConsentState.UNKNOWN);
            Standing standing = consent.get(channel);
            boolean differs = standing == null || standing.state() != state;
            if (state != ConsentState.UNKNOWN && differs && ChannelAddress.newest(known.profile(), channel) != null) {
                ConsentChange change = new ConsentChange(channel, state, now);
                chosen.add(new ConsentEvent(known.profile().id(), change, ConsentEvent.By.CUSTOMER, SOURCE, null));
                consent.put(channel, new Standing(state, now, SOURCE, null, null));
            }
        }
        return store(chosen)
                .map(stored -> stored ? new ConsentPage(language, known, consent).page(true) : busy(language));
    }

    private static ConsentState state(String word) {
        return switch (word) {
            case "granted" -> ConsentState.GRANTED;
            case "denied" -> ConsentState.DENIED;
            default -> ConsentState.UNKNOWN;
        };
    }

    /** Whether all is as durable as an accepted event. */
    private Future<Boolean> store(List<ConsentEvent> chosen) {
        if (chosen.isEmpty()) {
            return Future.succeededFuture(true);
        }
        List<Event> events =
                chosen.stream().map(one -> one.toEvent(clock.instant())).toList();
        return store.store(events)
                .map(receipts -> receipts.stream()
                        .noneMatch(receipt ->
                                receipt instanceof Receipt.Overloaded || receipt instanceof Receipt.Unavailable));
    }

    private static Page busy(Language language) {
        return new Html(language, Phrase.BUSY).paragraph(Phrase.BUSY_TEXT).page(503);
    }
}
