package dev.tidegate.trigger;

/**
 * Whose cooldown: the trigger and the values that the cooldown counts {@code per}, within one profile.
 *
 * @param per a digest of the values, empty for one cooldown per customer
 */
public record CooldownKey(String trigger, String per) {}
