package dev.tidegate.load;

/** Notes on a window whose counts do not agree. */
final class Faults {
    private Faults() {}

    /** Every event answered as accepted must be there, and nothing else but what was refused without certainty. */
    static Window stored(Lab.Measured measured, long stored) {
        return measured.accepted() <= stored && stored <= measured.accepted() + measured.refused()
                ? measured.window()
                : with(measured.window(), "accepted " + measured.accepted() + " but stored " + stored);
    }

    static Window with(Window w, String fault) {
        return new Window(
                w.program(),
                w.events(),
                w.seconds(),
                w.latency(),
                w.generator(),
                w.server(),
                w.redis(),
                w.sink(),
                w.noise(),
                w.fault().isEmpty() ? fault : w.fault() + "; " + fault);
    }
}
