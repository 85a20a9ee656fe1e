package dev.tidegate.redis;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;

/**
 * The names of all keys, in one place. Types, lifetimes, owners and sizes are in {@code docs/redis.md}.
 *
 * <p>Text that comes from outside never stands in a key as it is: identifiers, tokens and trigger names are digests.
 */
public final class Keys {
    private final String prefix;

    public Keys(String prefix) {
        this.prefix = prefix;
    }

    /** How many intakes and partitions there are, and the format of what is stored: a hash. */
    public Key meta() {
        return new Key(prefix + ":meta");
    }

    /** What customers' links are signed with, in all processes: a string. */
    public Key linkKey() {
        return new Key(prefix + ":link-key");
    }

    /** The live processes: a hash from member id to its roles and the time of its last heartbeat. */
    public Key members() {
        return new Key(prefix + ":members");
    }

    /** What the operator has set for triggers: a hash from name to 1 for enabled and 0 for disabled. */
    public Key triggers() {
        return new Key(prefix + ":triggers");
    }

    // ---- segments ------------------------------------------------------------------------------------------------

    /** Who counts the segments: a string that lives as long as they keep at it. */
    public Key segmentLease() {
        return segmentKey("lease");
    }

    /** That the segments are to be counted anew: a string, unlike any before. */
    public Key segmentWish() {
        return segmentKey("wish");
    }

    /** How many profiles fulfil the condition of this digest, and when they were counted: a string. */
    public Key segmentCount(String digest) {
        return segmentKey("c:" + digest);
    }

    private Key segmentKey(String rest) {
        return new Key(prefix + ":{segments}:" + rest);
    }

    /** How often a merge has been undone: a number; what identifiers point to may have changed when it has. */
    public Key partings() {
        return new Key(prefix + ":partings");
    }

    /** What customers and shops ask for that a person has to do: a hash from event id to the event. */
    public Key privacyRequests() {
        return new Key(prefix + ":privacy-requests");
    }

    // ---- intake: by event id -------------------------------------------------------------------------------------

    /** Events accepted and not yet handed to their partition: a stream. */
    public Key intake(int intake) {
        return intakeKey(intake, "q");
    }

    /** That an event was accepted, with which content, and for which profile: a string that lives for the dedup window. */
    public Key dedup(int intake, EventId event) {
        return intakeKey(intake, "d:" + event.value());
    }

    /** The event as accepted and its profile, for those that some trigger looks at: a hash. */
    public Key trace(int intake, EventId event) {
        return intakeKey(intake, "e:" + event.value());
    }

    /** Events kept for a person to look at: a stream. */
    public Key quarantine(int intake) {
        return intakeKey(intake, "quarantine");
    }

    /** Thin events that were put aside until they are completed, by the time to look at them: a sorted set. */
    public Key thin(int intake) {
        return intakeKey(intake, "thin");
    }

    /** The events of {@link #thin} themselves: a hash by the member there. */
    public Key thinEvents(int intake) {
        return intakeKey(intake, "thin:e");
    }

    /** Who hands on this intake's events: {@code epoch:member}. */
    public Key intakeOwner(int intake) {
        return intakeKey(intake, "owner");
    }

    private Key intakeKey(int intake, String rest) {
        return new Key(prefix + ":{i" + intake + "}:" + rest);
    }

    // ---- identifier: by the identifier itself ----------------------------------------------------------------------

    /** The profile that an identifier belongs to: a string. */
    public Key profileOf(Identifier identifier) {
        return identifierKey(identifier, "p");
    }

    /** Consent, suppression and their origin for an address: a hash. */
    public Key consent(Identifier address) {
        return identifierKey(address, "c");
    }

    /** The messages that count under the caps of an address: a hash from message id to its place. */
    public Key places(Identifier address) {
        return identifierKey(address, "s");
    }

    /** Cancelling events that carried this token: a hash from event id to what it was. */
    public Key marks(Identifier token) {
        return identifierKey(token, "m");
    }

    /** Runs that this token can cancel: a hash from profile and run to the time it may be forgotten. */
    public Key waiting(Identifier token) {
        return identifierKey(token, "w");
    }

    private Key identifierKey(Identifier identifier, String rest) {
        return new Key(prefix + ":{d" + identifier.digest() + "}:" + rest);
    }

    // ---- partition: by profile id
    // ------------------------------------------------------------------------------------

    /** Work for a partition's writer: a stream. */
    public Key partition(int partition) {
        return partitionKey(partition, "q");
    }

    /** Work that no version so far could read, kept for one that can: a stream. */
    public Key aside(int partition) {
        return partitionKey(partition, "aside");
    }

    /** The last entry taken over from each intake: a hash. */
    public Key seen(int partition) {
        return partitionKey(partition, "seen");
    }

    /** A profile: a string. */
    public Key profile(int partition, ProfileId profile) {
        return partitionKey(partition, "pr:" + profile.value());
    }

    /** What the keys of all profiles look like, as SCAN takes it. */
    public String anyProfile() {
        return prefix + ":{p*}:pr:*";
    }

    /** The {@link #lineage} of the profile of this key. */
    public Key lineageBeside(Key profile) {
        return new Key(profile.name().replaceFirst("}:pr:", "}:mg:"));
    }

    /** What merging has made of a profile: a string. */
    public Key lineage(int partition, ProfileId profile) {
        return partitionKey(partition, "mg:" + profile.value());
    }

    /** What it takes to undo that a profile was merged into this one: a string. */
    public Key joining(int partition, ProfileId profile, ProfileId merged) {
        return partitionKey(partition, "jn:" + profile.value() + ":" + merged.value());
    }

    /** Where a customer stands with all triggers: a string. */
    public Key journey(int partition, ProfileId profile) {
        return partitionKey(partition, "j:" + profile.value());
    }

    /** The starting event of a waiting run: a string. */
    public Key runEvent(int partition, ProfileId profile, String run) {
        return partitionKey(partition, "r:" + profile.value() + ":" + Digests.of(run));
    }

    /** Waiting runs by the time they are due: a sorted set. */
    public Key timers(int partition) {
        return partitionKey(partition, "t");
    }

    /** How many runs of each trigger wait: a hash from the trigger's name to their number. */
    public Key waitingRuns(int partition) {
        return partitionKey(partition, "runs");
    }

    /** A cooldown in force: a string that holds the run it came from and expires with the cooldown. */
    public Key cooldown(int partition, ProfileId profile, String trigger, String per) {
        return partitionKey(partition, "cd:" + profile.value() + ":" + Digests.of(trigger + '\0' + per));
    }

    /** The verdicts on one customer: a list, newest last. */
    public Key ledger(int partition, ProfileId profile) {
        return partitionKey(partition, "l:" + profile.value());
    }

    /** What changed of a profile, and by which event: a list, newest last. */
    public Key history(int partition, ProfileId profile) {
        return partitionKey(partition, "h:" + profile.value());
    }

    /** The events that came in of a customer: a list, newest last. */
    public Key seenEvents(int partition, ProfileId profile) {
        return partitionKey(partition, "ev:" + profile.value());
    }

    /** What counts of events that a replay has corrected: a hash by event. */
    public Key corrections(int partition, ProfileId profile) {
        return partitionKey(partition, "co:" + profile.value());
    }

    /** A message and how its delivery stands: a hash. */
    public Key message(int partition, MessageId message) {
        return partitionKey(partition, "m:" + message.value());
    }

    /** What the names of the partition's message keys begin with, for scripts that find messages by id. */
    public Key messagePrefix(int partition) {
        return partitionKey(partition, "m:");
    }

    /** What a message says, as long as it may have to be sent: a string. */
    public Key body(int partition, MessageId message) {
        return partitionKey(partition, "b:" + message.value());
    }

    /** What the names of the partition's body keys begin with, for scripts that find messages by id. */
    public Key bodyPrefix(int partition) {
        return partitionKey(partition, "b:");
    }

    /** What the names of the partition's ledgers begin with, for scripts that find them by profile. */
    public Key ledgerPrefix(int partition) {
        return partitionKey(partition, "l:");
    }

    /** All messages of the partition by the time of their release: a sorted set. */
    public Key messages(int partition) {
        return partitionKey(partition, "all");
    }

    /** Messages for a destination that had no attempt yet, by the time of their release: a sorted set. */
    public Key outbox(int partition, String destination) {
        return partitionKey(partition, "o:" + destination);
    }

    /** Messages for a destination that are to be tried again, or are being tried, by the time to look at them: a sorted set. */
    public Key retries(int partition, String destination) {
        return partitionKey(partition, "rt:" + destination);
    }

    /** Messages for a destination that were given up, by that time: a sorted set. */
    public Key deadLetters(int partition, String destination) {
        return partitionKey(partition, "dead:" + destination);
    }

    /** Who decides and commits in this partition: {@code epoch:member}. */
    public Key decideOwner(int partition) {
        return partitionKey(partition, "decide");
    }

    /** Who delivers this partition's messages: {@code epoch:member}. */
    public Key deliverOwner(int partition) {
        return partitionKey(partition, "deliver");
    }

    private Key partitionKey(int partition, String rest) {
        return new Key(prefix + ":{p" + partition + "}:" + rest);
    }

    // ---- source: by the token itself

    /** The body that came with a token which is good for one body only: a string. */
    public Key sourceToken(String source, String token) {
        return new Key(prefix + ":{t" + Digests.of(source + '\0' + token) + "}:t");
    }

    // ---- quota: by destination
    // ------------------------------------------------------------------------------------------

    /** What the operator set for a destination, such as a pause: a hash. */
    public Key control(String destination) {
        return new Key(prefix + ":{q" + destination + "}:control");
    }

    /** How much of a destination's rate is drawn, and until when the ESP wants to be left alone: a hash. */
    public Key quota(String destination) {
        return new Key(prefix + ":{q" + destination + "}:quota");
    }

    /** The same for a destination's requests with several messages, where the ESP takes fewer of them than of others. */
    public Key batchQuota(String destination) {
        return new Key(prefix + ":{q" + destination + "}:quota:batches");
    }

    /** The hooks that apps have subscribed to a destination: a hash from id to what it is. */
    public Key hooks(String destination) {
        return new Key(prefix + ":{q" + destination + "}:hooks");
    }

    /** The channel on which a process is told that there is work for it. */
    public String doorbell(String member) {
        return prefix + ":bell:" + member;
    }
}
