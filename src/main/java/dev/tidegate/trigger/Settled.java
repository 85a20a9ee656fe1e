package dev.tidegate.trigger;

/** An occasion that needs nothing more to be decided. */
record Settled(Decision decision) implements Considered {
    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public Decision decide(Facts facts) {
        return decision;
    }
}
