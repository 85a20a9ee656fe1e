package dev.tidegate.app;

import dev.tidegate.app.settings.ProcessSettings;
import dev.tidegate.console.ConfigVersion;
import dev.tidegate.console.Configured;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.trigger.SegmentSettings;
import dev.tidegate.trigger.TriggerRules;
import dev.tidegate.trigger.TriggerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The configuration of a running gateway: what {@code gateway.yaml} said at the start, and the version of all else that is
 * in force.
 */
final class Configuration implements Configured {
    private static final String GATEWAY_FILE = "gateway.yaml";

    private final ProcessSettings process;
    private final Object shownProcess;
    private final List<Consumer<InForce>> followers = new CopyOnWriteArrayList<>();
    private volatile InForce now;

    Configuration(InForce first) {
        this.process = first.process();
        this.shownProcess = first.shown().getOrDefault(GATEWAY_FILE, Map.of());
        this.now = first;
    }

    InForce now() {
        return now;
    }

    /** Who is told of each further version, one after the other. */
    void onVersion(Consumer<InForce> follower) {
        followers.add(follower);
    }

    /**
     * Puts a version into force. The parts follow within moments; each order is a right one, as messages for a destination
     * that is not there yet, or no more, wait in its outbox.
     */
    void put(InForce next) {
        now = next;
        followers.forEach(follower -> follower.accept(next));
    }

    /** The keys of {@code gateway.yaml} that a version has otherwise than this process runs with. */
    List<String> needRestart(InForce version) {
        if (version.process().equals(process)) {
            return List.of();
        }
        Map<?, ?> before = shownProcess instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> after = version.shown().get(GATEWAY_FILE) instanceof Map<?, ?> map ? map : Map.of();
        Set<String> keys = new TreeSet<>();
        before.keySet().forEach(key -> keys.add(String.valueOf(key)));
        after.keySet().forEach(key -> keys.add(String.valueOf(key)));
        keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
        // Nothing that is shown has changed, so it is a secret, and only Redis' address has one that is not a digest.
        return keys.isEmpty() ? List.of("redis") : new ArrayList<>(keys);
    }

    @Override
    public List<TriggerSettings> triggers() {
        return now.flow().triggers();
    }

    /** Triggers and segments together. */
    TriggerRules rules() {
        return now.flow().rules();
    }

    @Override
    public List<SegmentSettings> segments() {
        return now.flow().segments();
    }

    @Override
    public Set<String> sources() {
        return now.flow().sources().stream()
                .map(source -> source.entry().name())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> destinations() {
        return now.flow().destinations().stream().map(DestinationSettings::name).collect(Collectors.toSet());
    }

    @Override
    public Set<String> idSpaces() {
        return now.flow().sources().stream()
                .map(source -> source.entry().idSpace())
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>(now.shown());
        shown.put(GATEWAY_FILE, shownProcess);
        return shown;
    }

    @Override
    public ConfigVersion version() {
        return new ConfigVersion(InForce.digest(shown()), now.loadedAt(), needRestart(now));
    }
}
