package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.KnownProfile;
import dev.tidegate.profile.OwnAddress;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.SeenEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of a customer.
 *
 * @param bodies the events as they were accepted, as far as they are kept
 * @param journey runs under way as they are stored, null when there are none
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record ProfileExport(
        Instant at,
        KnownProfile known,
        List<OwnAddress> addresses,
        List<ProfileVersion> history,
        List<SeenEvent> events,
        Map<EventId, byte[]> bodies,
        List<Verdict> verdicts,
        List<Delivery> deliveries,
        byte @Nullable [] journey) {}
