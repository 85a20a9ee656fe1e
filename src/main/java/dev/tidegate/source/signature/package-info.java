/** How requests prove who sent them: keyed digests, public-key signatures and credentials. */
@NullMarked
package dev.tidegate.source.signature;

import org.jspecify.annotations.NullMarked;
