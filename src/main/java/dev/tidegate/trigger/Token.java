package dev.tidegate.trigger;

/** A property and its value as text, by which a run and the event that cancels it find each other. */
public record Token(String property, String value) {}
