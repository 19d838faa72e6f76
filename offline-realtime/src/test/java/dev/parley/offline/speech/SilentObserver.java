package dev.parley.offline.speech;

/** Looks away. */
final class SilentObserver implements EngineObserver {

    @Override
    public void decoded(String kind, double audioSeconds, double seconds) {}

    @Override
    public void partialSkipped() {}

    @Override
    public void firstText(double seconds) {}
}
