package dev.tidegate.backtest;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.trigger.RunKey;

/** A run of one customer. */
record WaitingRun(ProfileId profile, RunKey key) {}
