package dev.tidegate.app;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.source.Placeholders;
import dev.tidegate.trigger.Policy;

/**
 * What triggers and sources are made with, from start to end of a process, whichever version of them is in force.
 *
 * @param policy of {@code gateway.yaml}
 * @param placeholders of {@code gateway.yaml}
 * @param links to customers' own pages
 */
record FixedRules(Policy policy, Placeholders placeholders, CustomerLinks links) {}
