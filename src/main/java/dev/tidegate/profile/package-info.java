/** Who a customer is: identity, profile facts, consent, history, and how profiles are merged and parted. */
@NullMarked
package dev.tidegate.profile;

import org.jspecify.annotations.NullMarked;
