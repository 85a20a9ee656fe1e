package dev.tidegate.queue;

import dev.tidegate.domain.Profile;
import dev.tidegate.profile.Lineage;
import dev.tidegate.trigger.Journey;

/** All that is kept of one customer in their partition. */
record State(Profile profile, Journey journey, Lineage lineage) {}
