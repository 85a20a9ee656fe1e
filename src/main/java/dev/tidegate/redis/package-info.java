/**
 * Connections to Redis, scripts, the names of all keys, and which process owns which share of the work: members, their
 * territories, and writes that only the owner may make.
 */
@NullMarked
package dev.tidegate.redis;

import org.jspecify.annotations.NullMarked;
