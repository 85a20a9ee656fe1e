package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.Mergers.Placement;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import dev.tidegate.trigger.CancelCodec;
import dev.tidegate.trigger.CancelEvent;
import dev.tidegate.trigger.RunKey;
import dev.tidegate.trigger.Token;
import dev.tidegate.trigger.Triggers;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts events of an intake into the partitions of their profiles, exactly once each. An event that can cancel runs of other
 * customers, because it carries their basket's token, goes to those customers' partitions as well.
 */
final class Handover {
    private static final Script HOP = Script.load(Handover.class, "hop.lua");
    private static final Script MARK = Script.load(Handover.class, "mark.lua");
    private static final int MARKS_PER_TOKEN = 64;

    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;
    private final CurrentTriggers triggers;
    private final IntConsumer ring;

    /** @param ring is told each partition that got something */
    Handover(RedisRouter redis, Keys keys, int partitions, CurrentTriggers triggers, IntConsumer ring) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.triggers = triggers;
        this.ring = ring;
    }

    /** @param placements what is to be merged for each entry; its event may have been pinned elsewhere before */
    Future<?> handOver(int intake, List<IntakeEntry> entries, List<ProfileId> profiles, List<Placement> placements) {
        List<Future<List<Item>>> items = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Placement placement = placements.get(i);
            Event event = entries.get(i).event();
            items.add(items(entries.get(i), profiles.get(i)).map(own -> with(own, merges(event, placement))));
        }
        return Future.join(items).compose(v -> {
            Map<Integer, List<EntryItems>> byPartition = new TreeMap<>();
            for (int i = 0; i < entries.size(); i++) {
                distribute(entries.get(i), items.get(i).result(), byPartition);
            }
            return Future.join(byPartition.entrySet().stream()
                    .map(entry -> hop(intake, entry.getKey(), entry.getValue()))
                    .toList());
        });
    }

    private Future<List<Item>> items(IntakeEntry entry, ProfileId profile) {
        Item own = new Item('e', profile, "", entry.body());
        Triggers now = triggers.now();
        Event event = entry.event();
        CancelEvent cancel = now.cancelEvent(event);
        if (cancel == null) {
            return Future.succeededFuture(List.of(own));
        }
        byte[] mark = CancelCodec.encode(cancel);
        List<Future<@Nullable Response>> marks = new ArrayList<>();
        for (Token token : cancel.tokens()) {
            Identifier identifier = Identifier.token(token.property(), token.value());
            marks.add(redis.run(
                    Lane.WORK,
                    MARK,
                    List.of(keys.marks(identifier), keys.waiting(identifier)),
                    List.of(
                            Bytes.of(event.id().value()),
                            mark,
                            Bytes.of(now.markLifetime().toMillis()),
                            Bytes.of(MARKS_PER_TOKEN))));
        }
        return Future.join(marks).map(all -> {
            List<Item> items = new ArrayList<>();
            items.add(own);
            for (Future<@Nullable Response> waiting : marks) {
                Replies.elements(waiting.result()).forEach(field -> {
                    WaitingRun run = WaitingRun.parse(field.toString());
                    if (!run.profile().equals(profile)) {
                        items.add(new Item('c', run.profile(), run.key().text(), mark));
                    }
                });
            }
            return items;
        });
    }

    private static List<Item> merges(Event event, Placement placement) {
        List<Item> merges = new ArrayList<>();
        placement.merged().forEach((loser, by) -> {
            MergeOrder order = new MergeOrder(placement.profile(), event.id(), by);
            merges.add(new Item('m', loser, "", order.body()));
        });
        return merges;
    }

    private static List<Item> with(List<Item> items, List<Item> more) {
        if (more.isEmpty()) {
            return items;
        }
        List<Item> all = new ArrayList<>(items);
        all.addAll(more);
        return all;
    }

    private void distribute(IntakeEntry entry, List<Item> items, Map<Integer, List<EntryItems>> byPartition) {
        Map<Integer, List<Item>> ofEntry = new TreeMap<>();
        for (Item item : items) {
            ofEntry.computeIfAbsent(item.profile.partition(partitions), p -> new ArrayList<>())
                    .add(item);
        }
        ofEntry.forEach((partition, theirs) ->
                byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(new EntryItems(entry, theirs)));
    }

    private Future<?> hop(int intake, int partition, List<EntryItems> entries) {
        List<byte[]> args = new ArrayList<>(entries.size() * 7 + 1);
        args.add(Bytes.of(intake));
        for (EntryItems entry : entries) {
            args.add(Bytes.of(entry.entry.millis()));
            args.add(Bytes.of(entry.entry.sequence()));
            args.add(Bytes.of(entry.items.size()));
            for (Item item : entry.items) {
                args.add(Bytes.of(String.valueOf(item.kind)));
                args.add(Bytes.of(item.profile.value()));
                args.add(Bytes.of(item.run));
                args.add(item.body);
            }
        }
        return redis.run(Lane.WORK, HOP, List.of(keys.partition(partition), keys.seen(partition)), args)
                .onSuccess(taken -> ring.accept(partition));
    }

    /** A run that a token can cancel, as it is registered: the profile and the run. */
    record WaitingRun(ProfileId profile, RunKey key) {
        static WaitingRun parse(String field) {
            int space = field.indexOf(' ');
            return new WaitingRun(new ProfileId(field.substring(0, space)), RunKey.parse(field.substring(space + 1)));
        }

        String text() {
            return profile.value() + " " + key.text();
        }
    }

    /** One entry of a partition's stream. */
    private record Item(char kind, ProfileId profile, String run, byte[] body) {}

    private record EntryItems(IntakeEntry entry, List<Item> items) {}
}
