package dev.parley.transcription.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Runs a {@link StandInUpstream} beside the application under test, which uses it with a marked key. */
public class WithStandIn implements QuarkusTestResourceLifecycleManager {

    /** Found nowhere but upstream: the tests look for it in answers, events and the log. */
    public static final String MARKED_KEY = "sk-marked-7c1f0e55a9";

    private StandInUpstream upstream;

    @Override
    public Map<String, String> start() {
        try {
            upstream = new StandInUpstream();
        } catch (Exception e) {
            throw new IllegalStateException("The stand-in upstream does not start", e);
        }
        return Map.of(
                "parley.upstream.openai-base-url",
                upstream.baseUrl().toString(),
                "parley.upstream.openai-api-key",
                MARKED_KEY,
                "parley.upstream.languages",
                "en,de",
                // What fails for good is tried again for so long, and the tests wait for the end of that.
                "parley.session.setup",
                "PT4S");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(StandInUpstream.class));
    }

    @Override
    public void stop() {
        try {
            upstream.close();
        } catch (Exception e) {
            throw new IllegalStateException("The stand-in upstream does not stop", e);
        }
    }
}
