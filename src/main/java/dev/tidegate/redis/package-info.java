/** Connections to Redis, scripts, the names of all keys, and the reading of replies. */
@NullMarked
package dev.tidegate.redis;

import org.jspecify.annotations.NullMarked;
