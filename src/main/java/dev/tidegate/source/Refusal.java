package dev.tidegate.source;

import java.util.Locale;

/** Why a request was not proven genuine: for the operator, never for the sender, who gets the same answer always. */
public enum Refusal {
    /** No signature or no credentials came along. */
    SIGNATURE_MISSING,
    /** A header that proves something stands there more than once. */
    HEADER_REPEATED,
    /** No configured secret makes this signature for this body. */
    SIGNATURE_WRONG,
    /** The id is missing, or could be mistaken for something else in what is signed. */
    ID_UNUSABLE,
    /** The signed time is missing or no number. */
    TIMESTAMP_UNUSABLE,
    /** The signed time is further away than the source's tolerance. */
    TIMESTAMP_OUTSIDE_TOLERANCE,
    /** The user, password, token or write key is another. */
    CREDENTIALS_WRONG,
    /** What may be used once came before, with another body. */
    TOKEN_USED,
    /** The topic that it came through is not among the source's topics. */
    TOPIC_NOT_ALLOWED,
    /** The certificate that it was signed with is somewhere else than the source's hosts, out of date, or none. */
    CERTIFICATE_UNUSABLE,
    /** The sender's address is none of those that the source may send from. */
    ADDRESS_NOT_ALLOWED,
    /** A browser page that is not among the source's origins. */
    ORIGIN_NOT_ALLOWED;

    /** The name used in the list of refusals and in logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
