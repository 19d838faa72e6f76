package dev.parley.offline.speech;

/**
 * What is wanted of a stream.
 *
 * @param format how its bytes hold sound
 * @param transcribe whether text is wanted at all
 * @param liveText whether text is told while a turn goes on; otherwise only once it is complete
 * @param turnsEndBySilence whether the end of speech completes a turn; otherwise only who feeds the stream does
 * @param detection when a voice counts as speaking
 */
public record StreamSettings(
        AudioFormat format,
        boolean transcribe,
        boolean liveText,
        boolean turnsEndBySilence,
        DetectionSettings detection) {}
