package dev.tidegate.console;

import dev.tidegate.profile.Profiles;
import java.time.InstantSource;

/**
 * What the operator API does with customers: it reads their profiles, and has events about them taken in.
 *
 * @param requests what a person has to do for them
 * @param bodies of the events that came in
 * @param clock tells when an operator said something
 */
public record Customers(
        Profiles profiles, EventIntake intake, EventBodies bodies, RequestList requests, InstantSource clock) {}
