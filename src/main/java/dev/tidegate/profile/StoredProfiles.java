package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The profiles as Redis has them. */
public final class StoredProfiles implements Profiles {
    private static final int LONGEST_CHAIN = 8;

    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;
    private final Duration historyRetention;
    private final InstantSource clock;

    /** @param historyRetention older versions are not shown, although they may still be there */
    public StoredProfiles(
            RedisRouter redis, Keys keys, int partitions, Duration historyRetention, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.historyRetention = historyRetention;
        this.clock = clock;
    }

    @Override
    public Future<Optional<KnownProfile>> find(ProfileId id) {
        return find(id, LONGEST_CHAIN);
    }

    /** @param hops how often the way may lead on to the profile that one was merged into */
    private Future<Optional<KnownProfile>> find(ProfileId id, int hops) {
        int partition = id.partition(partitions);
        Request read = Request.cmd(Command.MGET)
                .arg(keys.profile(partition, id).name())
                .arg(keys.lineage(partition, id).name());
        return redis.send(Lane.WORK, keys.profile(partition, id), read).compose(reply -> {
            ProfileId into = reply == null || reply.get(1) == null
                    ? null
                    : LineageCodec.decode(reply.get(1).toBytes()).into();
            if (into != null && hops > 0) {
                return find(into, hops - 1);
            }
            return reply == null || reply.get(0) == null
                    ? Future.succeededFuture(Optional.empty())
                    : known(ProfileCodec.decode(reply.get(0).toBytes())).map(Optional::of);
        });
    }

    private Future<KnownProfile> known(Profile profile) {
        Map<Channel, Future<AddressRecord>> records = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            String address = ChannelAddress.newest(profile, channel);
            if (address != null) {
                records.put(channel, record(ChannelAddress.of(channel, address)));
            }
        }
        return Future.all(List.copyOf(records.values())).map(all -> {
            Map<Channel, AddressRecord> found = new EnumMap<>(Channel.class);
            records.forEach((channel, record) -> found.put(channel, record.result()));
            return new KnownProfile(profile, found);
        });
    }

    private Future<AddressRecord> record(Identifier address) {
        Key key = keys.consent(address);
        return redis.send(Lane.WORK, key, Request.cmd(Command.HGETALL).arg(key.name()))
                .map(reply -> {
                    Map<String, String> fields = new HashMap<>();
                    for (int i = 0; reply != null && i + 1 < reply.size(); i += 2) {
                        fields.put(reply.get(i).toString(), reply.get(i + 1).toString());
                    }
                    return AddressRecord.parse(fields);
                });
    }

    @Override
    public Future<List<KnownProfile>> named(Collection<Identifier> identifiers) {
        return Future.all(identifiers.stream().map(this::owner).toList())
                .compose(owners -> {
                    Set<ProfileId> ids = new LinkedHashSet<>();
                    owners.<Optional<ProfileId>>list().forEach(owner -> owner.ifPresent(ids::add));
                    return Future.all(ids.stream().map(this::find).toList());
                })
                .map(found -> found.<Optional<KnownProfile>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Behind the id of a profile that names a customer stands a mark. */
    private Future<Optional<ProfileId>> owner(Identifier identifier) {
        return get(keys.profileOf(identifier))
                .map(reply -> Optional.ofNullable(reply)
                        .map(owner -> new ProfileId(owner.toString().replace("!", ""))));
    }

    @Override
    public Future<List<OwnAddress>> addresses(Profile profile) {
        List<Future<OwnAddress>> records = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (String address : ChannelAddress.all(profile, channel)) {
                records.add(record(ChannelAddress.of(channel, address))
                        .map(record -> new OwnAddress(channel, address, record)));
            }
        }
        return Future.all(records).map(all -> all.list());
    }

    @Override
    public Future<Optional<byte[]>> journey(ProfileId id) {
        return get(keys.journey(id.partition(partitions), id))
                .map(reply -> Optional.ofNullable(reply).map(Response::toBytes));
    }

    @Override
    public Future<List<ProfileVersion>> history(ProfileId id) {
        Instant oldest = clock.instant().minus(historyRetention);
        return latestFirst(keys.history(id.partition(partitions), id), item -> HistoryCodec.decode(item.toBytes()))
                .map(versions -> versions.stream()
                        .filter(version -> version.at().isAfter(oldest))
                        .toList());
    }

    @Override
    public Future<List<SeenEvent>> events(ProfileId id) {
        return ofAll(
                id,
                one -> latestFirst(
                        keys.seenEvents(one.partition(partitions), one), item -> SeenEvent.parse(item.toString())),
                SeenEvent::at);
    }

    @Override
    public Future<List<Verdict>> verdicts(ProfileId id) {
        return ofAll(
                id,
                one -> latestFirst(
                        keys.ledger(one.partition(partitions), one), item -> VerdictCodec.decode(item.toBytes())),
                Verdict::at);
    }

    /** What is kept of a profile and of those that were merged into it, latest first. */
    private <T> Future<List<T>> ofAll(
            ProfileId id, Function<ProfileId, Future<List<T>>> read, Function<T, Instant> at) {
        return withMerged(id)
                .compose(all -> all.size() == 1
                        ? read.apply(id)
                        : Future.all(all.stream().map(read).toList())
                                .map(lists -> lists.<List<T>>list().stream()
                                        .flatMap(List::stream)
                                        .sorted(Comparator.comparing(at).reversed())
                                        .toList()));
    }

    @Override
    public Future<List<ProfileId>> withMerged(ProfileId id) {
        return lineage(id).map(lineage -> {
            List<ProfileId> all = new ArrayList<>();
            all.add(id);
            all.addAll(lineage.merged());
            return all;
        });
    }

    @Override
    public Future<Lineage> lineage(ProfileId id) {
        return get(keys.lineage(id.partition(partitions), id))
                .map(reply -> reply == null ? Lineage.NONE : LineageCodec.decode(reply.toBytes()));
    }

    @Override
    public Future<List<Joining>> joinings(ProfileId id) {
        int partition = id.partition(partitions);
        return lineage(id)
                .compose(lineage -> Future.all(lineage.merged().stream()
                        .map(merged -> get(keys.joining(partition, id, merged)))
                        .toList()))
                .map(found -> found.<@Nullable Response>list().stream()
                        .filter(reply -> reply != null)
                        .map(reply -> JoiningCodec.decode(reply.toBytes()))
                        .sorted(Comparator.comparing(Joining::at).reversed())
                        .toList());
    }

    private <T> Future<List<T>> latestFirst(Key list, Function<Response, T> read) {
        Request all = Request.cmd(Command.LRANGE).arg(list.name()).arg(0).arg(-1);
        return redis.send(Lane.WORK, list, all).map(reply -> {
            List<T> items = new ArrayList<>();
            if (reply != null) {
                reply.forEach(item -> items.add(read.apply(item)));
            }
            Collections.reverse(items);
            return items;
        });
    }

    private Future<@Nullable Response> get(Key key) {
        return redis.send(Lane.WORK, key, Request.cmd(Command.GET).arg(key.name()));
    }
}
