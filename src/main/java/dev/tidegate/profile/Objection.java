package dev.tidegate.profile;

import dev.tidegate.domain.Finding;

/** What speaks against merging two profiles. */
public record Objection(Finding.Rule rule, String reason) {
    public static final Objection KEPT_APART =
            new Objection(Finding.Rule.IDENTITY_KEPT_APART, "an operator has told the two apart");

    static final Objection TOO_MANY = new Objection(
            Finding.Rule.IDENTITY_TOO_MANY,
            "together they have more than " + Addresses.LIMIT + " identifiers of a kind");

    public static Objection twoIds(String idSpace) {
        return new Objection(Finding.Rule.IDENTITY_TWO_IDS, "both have a customer id in the space " + idSpace);
    }
}
