package dev.tidegate.profile;

import dev.tidegate.domain.ProfileId;

/**
 * Where an entry comes from that was sent on to the profile that its own was merged into.
 *
 * @param profile the profile that it was for
 * @param entryId its id in that profile's partition; of two entries the later one has the greater id
 */
public record Origin(ProfileId profile, String entryId) {
    public static Origin parse(String text) {
        int space = text.indexOf(' ');
        return new Origin(new ProfileId(text.substring(0, space)), text.substring(space + 1));
    }

    public String text() {
        return profile.value() + " " + entryId;
    }
}
