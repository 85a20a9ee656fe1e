package dev.tidegate.trigger;

import java.util.List;
import java.util.Set;

/** A waiting run whose time has come. */
final class DueOccasion implements Considered {
    private final Journey journey;
    private final Passage passage;

    /** @param passage without the facts, which come with the decision */
    DueOccasion(Journey journey, Passage passage) {
        this.journey = journey;
        this.passage = passage;
    }

    @Override
    public Needs needs() {
        CooldownKey cooldown = CooldownKey.of(passage.trigger(), passage.start());
        Set<Token> marks =
                passage.trigger().unless().isEmpty() ? Set.of() : passage.run().tokens();
        return new Needs(List.of(), marks, cooldown == null ? List.of() : List.of(cooldown), true);
    }

    @Override
    public List<PlaceWish> wishes(Facts facts) {
        PlaceWish wish = Gates.wish(passage.with(facts));
        return wish == null ? List.of() : List.of(wish);
    }

    @Override
    public Decision decide(Facts facts) {
        Draft draft = new Draft(journey, passage.now());
        draft.due(passage.with(facts));
        return draft.finish();
    }
}
