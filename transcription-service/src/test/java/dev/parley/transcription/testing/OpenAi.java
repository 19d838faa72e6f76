package dev.parley.transcription.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jboss.logging.Logger;

/** Access to the real OpenAI, for the tests that want it. They cost a little money, so they have to be asked for. */
public final class OpenAi {

    private static final Logger LOG = Logger.getLogger(OpenAi.class);

    private OpenAi() {}

    /** The key; skips the test, and says why, unless it was asked for by {@code -Dopenai}. */
    public static String key() {
        skipUnless(
                System.getProperty("openai") != null,
                "Skipped: this test talks to the real OpenAI and runs only when asked to, with -Dopenai and OPENAI_API_KEY.");
        String key = System.getenv("OPENAI_API_KEY");
        skipUnless(
                key != null && !key.isBlank(),
                "Skipped: -Dopenai is given, but OPENAI_API_KEY is not set, and OpenAI serves nobody without a key.");
        return key;
    }

    private static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            LOG.info(reason);
        }
        assumeTrue(condition, reason);
    }
}
