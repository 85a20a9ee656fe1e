package dev.tidegate.trigger;

/** What holds for all triggers of a gateway. */
public record Policy(ConsentPolicy consent, Frequency frequency) {
    /** Marketing needs a grant, and there are no limits. */
    public static final Policy STANDARD = new Policy(ConsentPolicy.OPT_IN, Frequency.UNLIMITED);
}
