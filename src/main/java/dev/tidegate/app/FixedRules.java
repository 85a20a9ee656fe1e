package dev.tidegate.app;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.trigger.Policy;

/**
 * What triggers are compiled with, from start to end of a process, whichever version of them is in force.
 *
 * @param policy of {@code gateway.yaml}
 * @param links to customers' own pages
 */
record FixedRules(Policy policy, CustomerLinks links) {}
