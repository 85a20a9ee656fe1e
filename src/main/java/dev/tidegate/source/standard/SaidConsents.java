package dev.tidegate.source.standard;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one event says about consent, some of it perhaps more than once. */
final class SaidConsents {
    private List<Said> said = List.of();

    /**
     * A consent as it was said.
     *
     * @param since null for when the event occurred
     */
    private record Said(
            Channel channel, ConsentState state, @Nullable Instant since) {
        /** Nothing said now can be of later than now, or it could never be taken back. */
        ConsentChange change(Instant occurredAt, Instant receivedAt) {
            Instant at = since == null ? occurredAt : since;
            return new ConsentChange(channel, state, at.isAfter(receivedAt) ? receivedAt : at);
        }
    }

    /** Most events say nothing about consent. */
    boolean isEmpty() {
        return said.isEmpty();
    }

    /** @param since since when, null for when the event occurred */
    void add(Channel channel, ConsentState state, @Nullable Instant since) {
        if (said.isEmpty()) {
            said = new ArrayList<>(2);
        }
        said.add(new Said(channel, state, since));
    }

    /**
     * A consent that the sender goes on repeating, nobody knows since when. As a grant it counts where nothing else is known
     * and undoes no refusal; as a refusal it counts from when the event occurred.
     */
    void addStanding(Channel channel, ConsentState state) {
        add(channel, state, state == ConsentState.GRANTED ? Instant.EPOCH : null);
    }

    /**
     * One for each channel: the latest, and of two at once the refusal.
     *
     * @param isLost whether the address that the customer agreed for could not be read, so that a grant would count for another
     */
    List<ConsentChange> latest(Instant occurredAt, Instant receivedAt, Predicate<Channel> isLost) {
        Map<Channel, ConsentChange> latest = new EnumMap<>(Channel.class);
        for (Said one : said) {
            if (one.state == ConsentState.GRANTED && isLost.test(one.channel)) {
                continue;
            }
            latest.merge(one.channel, one.change(occurredAt, receivedAt), SaidConsents::later);
        }
        return List.copyOf(latest.values());
    }

    private static ConsentChange later(ConsentChange one, ConsentChange other) {
        int order = one.at().compareTo(other.at());
        return order > 0 || order == 0 && one.state() == ConsentState.DENIED ? one : other;
    }
}
