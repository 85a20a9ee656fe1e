package dev.tidegate.redis;

/** What decides whether a group of changes is applied, so that doing the work again does nothing. */
public sealed interface Guard {
    /** Applied if the stream still has the entry, which is deleted: an entry is worked off once. */
    record Entry(Key stream, String id) implements Guard {}

    /** Applied if the sorted set still has the member, which is removed: a timer fires once. */
    record Member(Key sortedSet, String member) implements Guard {}

    /** Applied each time. The changes must be such that repeating them is harmless. */
    record Always() implements Guard {}

    static Guard entry(Key stream, String id) {
        return new Entry(stream, id);
    }

    static Guard member(Key sortedSet, String member) {
        return new Member(sortedSet, member);
    }

    static Guard always() {
        return new Always();
    }
}
