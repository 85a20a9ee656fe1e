package dev.tidegate.ingest.preferences;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.ingest.CustomerPages;
import dev.tidegate.profile.ChannelAddress;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page that shows consent and lets the customer choose.
 *
 * @param consent to be shown, which may be newer than what the profile has
 */
record ConsentPage(Language language, KnownProfile known, Map<Channel, Standing> consent) {
    ConsentPage {
        consent = Map.copyOf(consent);
    }

    /** @param saved whether the customer has just chosen */
    CustomerPages.Page page(boolean saved) {
        Html html = new Html(language, Phrase.PREFERENCES);
        if (saved) {
            html.done(Phrase.SAVED);
        }
        html.paragraph(Phrase.INTRODUCTION);
        List<Channel> reachable = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            if (ChannelAddress.newest(known.profile(), channel) != null) {
                reachable.add(channel);
            }
        }
        if (reachable.isEmpty()) {
            return html.paragraph(Phrase.NO_ADDRESS).page(200);
        }
        html.form();
        reachable.forEach(channel -> add(html, channel));
        return html.endForm(Phrase.SAVE).page(200);
    }

    private void add(Html html, Channel channel) {
        String address = String.valueOf(ChannelAddress.newest(known.profile(), channel));
        String name = language.say(channel == Channel.EMAIL ? Phrase.EMAIL : Phrase.SMS);
        Standing standing = consent.get(channel);
        ConsentState state = standing == null ? ConsentState.UNKNOWN : standing.state();
        html.fieldset(name + " (" + MaskedAddress.of(address) + ")");
        html.paragraph(told(standing));
        if (known.suppressions().containsKey(channel)) {
            html.paragraph(Phrase.SUPPRESSED);
        }
        html.choice(channel.label(), "granted", Phrase.YES, state == ConsentState.GRANTED)
                .choice(channel.label(), "denied", Phrase.NO, state == ConsentState.DENIED)
                .endFieldset();
    }

    /** How consent stands, since when and from where; what is dated 1970 is known without a time. */
    private String told(@Nullable Standing standing) {
        if (standing == null || standing.state() == ConsentState.UNKNOWN) {
            return language.say(Phrase.UNKNOWN);
        }
        boolean granted = standing.state() == ConsentState.GRANTED;
        StringBuilder text = new StringBuilder(language.say(granted ? Phrase.AGREED : Phrase.DECLINED));
        if (standing.at().isAfter(Instant.EPOCH)) {
            text.append(' ').append(language.say(Phrase.SINCE)).append(' ').append(language.date(standing.at()));
        }
        if (standing.source() != null) {
            text.append(" (")
                    .append(language.say(Phrase.SOURCE))
                    .append(' ')
                    .append(standing.source())
                    .append(')');
        }
        return text.append('.').toString();
    }
}
