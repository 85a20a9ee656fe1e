/** A private Redis that starts and ends with the gateway, so that nothing needs to be installed. */
@NullMarked
package dev.tidegate.redis.embedded;

import org.jspecify.annotations.NullMarked;
