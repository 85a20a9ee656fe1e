package dev.tidegate.console;

import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.Profiles;
import io.vertx.core.Future;
import java.util.List;

/** Finds how the messages stand that verdicts on a customer led to, also those of profiles that were merged into theirs. */
record ReleasedMessages(Profiles profiles, DeliveryOperations deliveries) {
    Future<List<Delivery>> of(ProfileId id, List<Verdict> verdicts) {
        List<MessageId> messages = verdicts.stream()
                .flatMap(verdict -> verdict.messages().stream())
                .distinct()
                .toList();
        return messages.isEmpty()
                ? Future.succeededFuture(List.of())
                : profiles.withMerged(id)
                        .compose(all -> Future.all(all.stream()
                                .map(one -> deliveries.of(one, messages))
                                .toList()))
                        .map(found -> found.<List<Delivery>>list().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .toList());
    }
}
