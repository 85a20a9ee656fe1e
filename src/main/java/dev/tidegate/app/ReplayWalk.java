package dev.tidegate.app;

import dev.tidegate.archive.ArchiveWalk;
import dev.tidegate.archive.Archived;
import dev.tidegate.archive.ArchivedEvent;
import dev.tidegate.archive.ArchivedMerge;
import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.archive.RecordedRequest;
import dev.tidegate.console.Replaying.Order;
import dev.tidegate.console.Replaying.Progress;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.profile.ReplayEvent;
import dev.tidegate.profile.Replayed;
import dev.tidegate.source.Arrival;
import dev.tidegate.source.Completing;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Maps what is recorded of a period again, a batch at a time, in the order of receipt. For one thread at a time; blocks. */
final class ReplayWalk implements AutoCloseable {
    private final RecordedPeriod period;
    private final ArchiveWalk walk;
    private final Source source;
    private long requests;
    private long unreadable;
    private long rejected;
    private long leftOut;
    private long events;

    /** @param source of its own, as it maps now */
    ReplayWalk(RecordedPeriod period, ArchiveWalk walk, Source source) {
        this.period = period;
        this.walk = walk;
        this.source = source;
    }

    /** The next events, some {@code wanted} of them or what one more request holds; none at the end. */
    List<Replayed> next(int wanted) throws IOException {
        List<Replayed> batch = new ArrayList<>();
        while (batch.size() < wanted) {
            Archived archived = walk.next();
            if (archived == null) {
                break;
            }
            switch (archived) {
                case ArchivedRequest request -> {
                    RecordedRequest recorded = period.recorded(request);
                    if (recorded != null) {
                        mapped(request, recorded).forEach(replayed -> add(replayed, batch));
                    }
                }
                case ArchivedEvent event -> {
                    if (period.hasNoRequest(event.event()) || isCompletedAs(event.event())) {
                        EventId id = event.event().id();
                        add(new Replayed(event.event(), true, period.before(id)), batch);
                    }
                }
                case ArchivedMerge merge -> {}
            }
        }
        return batch;
    }

    private void add(Replayed replayed, List<Replayed> batch) {
        boolean nobodys = ReplayEvent.namesNobody(replayed.event()) && replayed.before() == null;
        if (nobodys || period.isErased(replayed.before())) {
            leftOut++;
        } else {
            events++;
            batch.add(replayed);
        }
    }

    private List<Replayed> mapped(ArchivedRequest archived, RecordedRequest recorded) {
        requests++;
        Request request = new Request(
                Headers.of(recorded.headers()),
                recorded.body().getBytes(StandardCharsets.UTF_8),
                new Arrival(archived.at(), null, recorded.call()));
        return switch (source.read(request)) {
            case Reading.Events(List<Item> items, boolean batch) -> replayed(items, recorded.events());
            // what has to be done first was done then
            case Reading.Later first -> List.of();
            case Reading.Greeted nobody -> List.of();
            case Reading.Unreadable nothing -> {
                unreadable++;
                yield List.of();
            }
        };
    }

    /** Where there are as many as then, they are the same ones, even if they are called otherwise now. */
    private List<Replayed> replayed(List<Item> items, List<EventId> stored) {
        List<Event> valid = new ArrayList<>();
        for (Item item : items) {
            switch (item) {
                case Item.Valid(Event event) -> valid.add(event);
                case Item.Rejected no -> rejected++;
                case Item.Ignored no -> rejected++;
            }
        }
        List<Replayed> replayed = new ArrayList<>();
        for (int i = 0; i < valid.size(); i++) {
            Event event = valid.get(i);
            EventId id = valid.size() == stored.size() ? stored.get(i) : event.id();
            if (isThin(event) && period.before(id) != null) {
                continue;
            }
            replayed.add(new Replayed(called(id, event), stored.contains(id), period.before(id)));
        }
        return replayed;
    }

    /**
     * The request of such an event tells an id, and its provider is not asked again, who might tell something else by now: it
     * is replayed as it was completed then, however it was mapped.
     */
    private boolean isThin(Event event) {
        Completing completing = source.completing();
        return completing != null && !completing.questions(event).isEmpty();
    }

    private boolean isCompletedAs(Event event) {
        return event.source().equals(source.name()) && isThin(event) && period.before(event.id()) != null;
    }

    private static Event called(EventId id, Event event) {
        return new Event(
                id,
                event.source(),
                event.type(),
                event.occurredAt(),
                event.receivedAt(),
                event.sourceId(),
                event.customer(),
                event.properties(),
                event.context(),
                event.consents());
    }

    Progress progress(Order order) {
        return new Progress(order, requests, events, unreadable, rejected, leftOut);
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }
}
