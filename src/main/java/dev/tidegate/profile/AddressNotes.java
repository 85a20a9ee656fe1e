package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What events say about consent, for each of the addresses they are about. */
public final class AddressNotes {
    private AddressNotes() {}

    /** @param before the profile without the event, whose new addresses inherit the consent it already has */
    public static List<AddressNote> of(Event event, Profile before, Profile after) {
        List<AddressNote> notes = new ArrayList<>();
        List<ConsentChange> changes = ConsentRules.changes(event);
        for (Channel channel : Channel.values()) {
            boolean said = false;
            for (ConsentChange change : changes) {
                if (change.channel() == channel && change.state() != ConsentState.UNKNOWN) {
                    said = true;
                    addresses(event, after, change).forEach(address -> record(notes, channel, address, change, event));
                }
            }
            ConsentChange inherited = before.consent().get(channel);
            String newest = ChannelAddress.newest(after, channel);
            if (!said
                    && inherited != null
                    && newest != null
                    && !newest.equals(ChannelAddress.newest(before, channel))) {
                record(notes, channel, newest, inherited, event);
            }
        }
        suppress(notes, event, after);
        return notes;
    }

    /** An erased customer's addresses get no marketing until consent is granted anew. */
    public static List<AddressNote> erased(Event event, Profile profile) {
        List<AddressNote> notes = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (String address : ChannelAddress.all(profile, channel)) {
                notes.add(new AddressNote(channel, address, AddressNote.ERASED, "", ConsentRules.happened(event)));
            }
        }
        return notes;
    }

    /** The address that the event names, for that is what was agreed to, and else the one in use. */
    private static List<String> addresses(Event event, Profile profile, ConsentChange change) {
        Channel channel = change.channel();
        if (event.customer().profile() != null && change.state() == ConsentState.DENIED) {
            // who is unsubscribed as a person wants no mail at the former address either
            return ChannelAddress.all(profile, channel);
        }
        String address = address(event, profile, channel);
        return address == null ? List.of() : List.of(address);
    }

    private static @Nullable String address(Event event, Profile profile, Channel channel) {
        String named = switch (channel) {
            case EMAIL -> event.customer().email();
            case SMS -> event.customer().phone();
        };
        return named != null ? named : ChannelAddress.newest(profile, channel);
    }

    private static void record(
            List<AddressNote> notes, Channel channel, String address, ConsentChange change, Event event) {
        notes.add(new AddressNote(
                channel, address, channel.label(), change.state().label(), change.at()));
        if (change.state() == ConsentState.GRANTED && ConsentRules.byOperator(event)) {
            notes.add(new AddressNote(channel, address, AddressNote.LIFTED, "", change.at()));
        }
    }

    private static void suppress(List<AddressNote> notes, Event event, Profile profile) {
        String reason = ConsentRules.suppression(event);
        String address = reason == null ? null : address(event, profile, Channel.EMAIL);
        if (reason != null && address != null) {
            notes.add(new AddressNote(
                    Channel.EMAIL, address, AddressNote.SUPPRESSED, reason, ConsentRules.happened(event)));
        }
    }
}
