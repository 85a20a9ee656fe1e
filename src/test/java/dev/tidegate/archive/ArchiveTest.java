package dev.tidegate.archive;

import static dev.tidegate.support.VertxForTests.await;
import static dev.tidegate.support.VertxForTests.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.telemetry.ArchiveMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final ProfileId JO = new ProfileId("jo");

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = NOON;

    @BeforeEach
    void noon() {
        now = NOON;
    }

    @Test
    void gives_back_what_was_decided() {
        Context loop = vertx.eventLoop();
        EventArchive archive = new EventArchive(
                vertx.get(), loop, settings(Duration.ofDays(1)), "p1", () -> now, new ArchiveMetrics(meters));
        await(archive.start());

        call(loop, () -> {
            archive.decided(JO, json(event("a", NOON)));
            archive.decided(new ProfileId("sam"), json(event("b", NOON.plusSeconds(1))));
            return archive.close();
        });

        assertThat(all())
                .containsExactly(
                        new ArchivedEvent(JO, event("a", NOON)),
                        new ArchivedEvent(new ProfileId("sam"), event("b", NOON.plusSeconds(1))));
        assertThat(count("written")).isEqualTo(2);
    }

    @Test
    void gives_back_merges_and_requests_in_their_place() throws IOException {
        ArchivedMerge merge = new ArchivedMerge(JO, new ProfileId("sam"), NOON.plusSeconds(1));
        RecordedRequest request = new RecordedRequest(
                "track",
                Map.of("x-topic", "orders"),
                "{\n\"text\": \"ü\"}",
                List.of(EventId.of("shop", "a"), EventId.of("shop", "b")));
        SegmentWriter writer = writer("p1");
        writer.append(new ArchivedRequest(NOON.plusSeconds(2), "shop", RequestCodec.encode(request)).line());
        writer.append(merge.line());
        writer.append("m jo sam\nm jo sam noon\nr soon shop {}\nr 1 shop".getBytes(StandardCharsets.UTF_8));
        List<Archived> found = new ArrayList<>();

        new ArchiveReader(directory).read(Instant.MIN, Instant.MAX, found::add);

        assertThat(found).hasSize(2).startsWith(merge);
        assertThat(found.getLast()).isInstanceOfSatisfying(ArchivedRequest.class, kept -> {
            assertThat(kept.at()).isEqualTo(NOON.plusSeconds(2));
            assertThat(kept.source()).isEqualTo("shop");
            assertThat(RequestCodec.decode(kept.content())).isEqualTo(request);
        });
    }

    @Test
    void merges_the_files_of_several_processes_by_the_time_of_receipt() throws IOException {
        SegmentWriter one = writer("p1");
        SegmentWriter other = writer("p2");
        one.append(lines(event("a", NOON), event("d", NOON.plusSeconds(3))));
        other.append(lines(event("c", NOON.plusSeconds(2)), event("b", NOON.plusSeconds(1))));
        now = NOON.plus(Duration.ofHours(1));
        one.append(lines(event("e", NOON.plusSeconds(3_600))));

        assertThat(names(all())).containsExactly("a", "b", "c", "d", "e");
        assertThat(files()).hasSize(3);
    }

    @Test
    void gives_the_events_of_a_period_only() throws IOException {
        SegmentWriter writer = writer("p1");
        for (int hour = 0; hour < 4; hour++) {
            now = NOON.plus(Duration.ofHours(hour));
            writer.append(lines(event("e" + hour, now), event("l" + hour, now.plusSeconds(60))));
        }

        List<ArchivedEvent> found = read(NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(2)));

        assertThat(names(found)).containsExactly("e1", "l1");
    }

    @Test
    void reads_a_file_that_a_killed_process_left_up_to_its_last_whole_block() throws IOException {
        SegmentWriter writer = writer("p1");
        writer.append(lines(event("a", NOON)));
        long whole = Files.size(files().getFirst());
        writer.append(lines(event("b", NOON.plusSeconds(1))));
        byte[] bytes = Files.readAllBytes(files().getFirst());

        for (int length = (int) whole; length < bytes.length; length++) {
            Files.write(
                    files().getFirst(), java.util.Arrays.copyOf(bytes, length), StandardOpenOption.TRUNCATE_EXISTING);

            assertThat(names(all())).first().isEqualTo("a");
        }
        Files.write(files().getFirst(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(all()).isEmpty();
    }

    @Test
    void passes_over_lines_of_a_newer_version() throws IOException {
        SegmentWriter writer = writer("p1");
        writer.append("2 jo something else\n\n1 jo {\"id\":1}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        writer.append(lines(event("a", NOON)));

        assertThat(names(all())).containsExactly("a");
    }

    @Test
    void deletes_what_is_past_its_retention() throws IOException {
        SegmentWriter writer = new SegmentWriter(settings(Duration.ofHours(2)), "p1", () -> now);
        writer.open();
        Files.writeString(directory.resolve("notes.txt"), "not ours");
        for (int hour = 0; hour < 5; hour++) {
            now = NOON.plus(Duration.ofHours(hour));
            writer.append(lines(event("e" + hour, now)));
        }

        assertThat(names(all())).containsExactly("e2", "e3", "e4");
        assertThat(directory.resolve("notes.txt")).exists();
    }

    @Test
    void leaves_events_out_and_counts_them_when_the_disk_is_too_slow() {
        Context loop = vertx.eventLoop();
        SlowDisk disk = new SlowDisk();
        EventArchive archive = new EventArchive(vertx.get(), loop, disk, new ArchiveMetrics(meters));
        byte[] large = new byte[EventArchive.MOST_WAITING / 4];

        call(loop, () -> {
            for (int i = 0; i < 6; i++) {
                archive.decided(JO, large);
            }
            return Future.succeededFuture();
        });
        assertThat(count("dropped"))
                .as("one is being written and three fit behind it")
                .isEqualTo(2);
        disk.ready.countDown();
        call(loop, archive::close);

        assertThat(count("written")).isEqualTo(4);
        assertThat(disk.blocks).isEqualTo(2);
    }

    @Test
    void goes_on_after_a_write_that_failed() {
        Context loop = vertx.eventLoop();
        SlowDisk disk = new SlowDisk();
        disk.ready.countDown();
        disk.failures = 1;
        EventArchive archive = new EventArchive(vertx.get(), loop, disk, new ArchiveMetrics(meters));

        call(loop, () -> {
            archive.decided(JO, new byte[300_000]);
            archive.decided(JO, new byte[10]);
            return archive.close();
        });

        assertThat(count("dropped")).isEqualTo(1);
        assertThat(count("written")).isEqualTo(1);
    }

    private static final class SlowDisk implements Blocks {
        private final CountDownLatch ready = new CountDownLatch(1);
        private int failures;
        private int blocks;

        @Override
        public void open() {}

        @Override
        public void append(byte[] lines) throws IOException {
            try {
                ready.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failures-- > 0) {
                throw new IOException("the disk is full");
            }
            blocks++;
        }

        @Override
        public void close() {}
    }

    private SegmentWriter writer(String process) throws IOException {
        SegmentWriter writer = new SegmentWriter(settings(Duration.ofDays(90)), process, () -> now);
        writer.open();
        return writer;
    }

    private ArchiveSettings settings(Duration retention) {
        return new ArchiveSettings(directory, retention);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private List<ArchivedEvent> all() {
        return read(Instant.MIN, Instant.MAX);
    }

    private List<ArchivedEvent> read(Instant from, Instant to) {
        List<ArchivedEvent> found = new ArrayList<>();
        try {
            new ArchiveReader(directory).read(from, to, archived -> found.add((ArchivedEvent) archived));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private static List<String> names(List<ArchivedEvent> events) {
        return events.stream().map(archived -> archived.event().sourceId()).toList();
    }

    private double count(String outcome) {
        return meters.get("tidegate.archive.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static byte[] lines(Event... events) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Stream.of(events).forEach(event -> lines.writeBytes(ArchivedEvent.line(JO, json(event))));
        return lines.toByteArray();
    }

    private static byte[] json(Event event) {
        return EventCodec.encode(event).bytes();
    }

    private static Event event(String id, Instant receivedAt) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                "checkout_started",
                receivedAt,
                receivedAt,
                id,
                new Customer(null, "shop", "jo@shop.example", null, null),
                Map.of("text", "two\nlines"),
                Map.of(),
                List.of());
    }
}
